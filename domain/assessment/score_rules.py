"""The rulebook's ``[scores]``: for what points are given, and how they are put together (M34)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.envelope import Value
from domain.vocabulary import Authority, BulletinScope, BulletinTone, Duty, Form, UnitKind

Source = Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]
Text = Annotated[str, Field(min_length=1)]
Row = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Whole = Annotated[int, Field(strict=True, ge=0)]

Points = Annotated[Decimal, Field(max_digits=9, decimal_places=2)]
"""Points, to the hundredth; written as text, ``"-0.30"``, so that every program reads the same."""

WHOLE_SCORE = 100


class ScoreRow(Value):
    """Points for one thing that can be decided or recorded about somebody.

    holder  in whose ledger: a person's (the unit's carries a share), a unit's, or either
    events  the types of event it can stand on; none named: any
    once    how often the same matter or proceeding can give it: once for each holder, or once for
            each of its events

    What the program enters by itself, and takes back when it no longer stands:

    forms, authorities  a form of accountability, once the decision is served; by these authorities,
                        or by any where none is named
    bulletins, tone     a bulletin of this scope that praises, unless it tells of a case; one that blames
                        gives nothing by itself, since what it costs is decided, with a hearing, in a case
    breaches            the verdict that one of these duties was missed; with ``unreported`` only
                        where no difficulty had been reported before it was due
    """

    title: Text
    points: Annotated[int, Field(strict=True, ge=-1000, le=1000)]
    holder: Literal["person", "unit", "either"] = "either"
    events: tuple[str, ...] = ()
    once: Literal["life", "event"] = "life"
    forms: tuple[Form, ...] = ()
    authorities: tuple[Authority, ...] = ()
    bulletins: tuple[BulletinScope, ...] = ()
    tone: BulletinTone = BulletinTone.CRITICISM
    breaches: tuple[Duty, ...] = ()
    unreported: bool = False
    source: Source


class RateRow(Value):
    """Points that a settlement counts from the ledger.

    count   ``late``: a share of those due in the period; ``unreported``: each one that was missed
            without a difficulty having been reported before
    duty    which obligations are counted
    points  of the whole share, or of each one
    most    no more than so many, where volume would sink a big unit
    """

    title: Text
    count: Literal["late", "unreported"]
    duty: Duty
    points: Annotated[int, Field(strict=True, ge=-1000, le=0)]
    most: Whole | None = None
    source: Source


class Part(Value):
    """One part of the assessment of 4+X, and what it weighs in the whole.

    of  ``ledger``: the score of the period; ``given``: a grade from 0 to 100 that the assessment
        body hands in when it settles; ``evaluated``: the mean of what evaluations declared in the
        period, or such a grade where none did
    """

    title: Text
    weight: Annotated[int, Field(strict=True, ge=1, le=100)]
    of: Literal["ledger", "given", "evaluated"]
    source: Source


class ScoreRules(Value):
    """Everything about scores that an office may set otherwise.

    base        with what every unit and every official starts a half-year
    unit_share  how much of an official's points the unit's ledger carries, in percent
    without     kinds of unit that are not assessed
    """

    base: Whole
    unit_share: Annotated[int, Field(strict=True, ge=0, le=100)]
    without: tuple[UnitKind, ...] = ()
    rows: Mapping[Row, ScoreRow]
    rates: Mapping[Row, RateRow] = {}
    parts: Mapping[Row, Part] = {}
    source: Source

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if both := self.rows.keys() & self.rates.keys():
            raise ValueError(f"scores.rows and scores.rates both have {', '.join(sorted(both))}")
        weights = sum(part.weight for part in self.parts.values())
        if self.parts and weights != WHOLE_SCORE:
            raise ValueError(f"scores.parts weigh {weights} together, not {WHOLE_SCORE}")
        return self
