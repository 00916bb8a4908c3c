"""A case as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.accountability.measures import Imposed
from domain.proceedings.state import Concerned, Judgement, Proceeding
from domain.vocabulary import (
    AppealBasis,
    Authority,
    CaseStage,
    Duty,
    Finding,
    Gravity,
    Ground,
    SubjectKind,
)


@dataclass(frozen=True)
class Case(Proceeding):
    """Whether somebody is held to account, and what follows from it.

    leads, facts, complaints  what it rests on
    answerable    who answered for the unit when it happened
    office        the unit that owes the decision
    investigator, recused     who looks into it, and who no longer may
    heard         the subject was heard on the findings as they stand
    measures      what holds
    authors       who investigated, decided, and decided appeals
    served_by     log position at which the decision that holds reached its subjects
    appeal_until  until when an appeal can be filed
    bulletins     the streams of those that told of it
    appealed      the appeals there were; the last one is under way where ``appealing``
    """

    leads: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    answerable: tuple[str, ...] = ()
    in_process: bool = False
    office: str | None = None
    investigator: str | None = None
    recused: tuple[str, ...] = ()
    finding: Finding | None = None
    gravity: Gravity | None = None
    heard: bool = False
    measures: tuple[Imposed, ...] = ()
    authority: Authority | None = None
    basis: AppealBasis | None = None
    decided_at: datetime | None = None
    held: bool | None = None
    authors: tuple[str, ...] = ()
    served_at: datetime | None = None
    served_by: int | None = None
    appeal_until: datetime | None = None
    appealed: tuple[Duty, ...] = ()
    appealing: bool = False
    ended: frozenset[str] = frozenset()
    bulletins: tuple[str, ...] = ()

    @property
    def subjects(self) -> Mapping[SubjectKind, str]:
        """Whom it is about: the unit, the official, or both."""
        whom = {SubjectKind.UNIT: self.unit, SubjectKind.OFFICIAL: self.person}
        return {kind: who for kind, who in whom.items() if who is not None}

    def measure(self, key: str) -> Imposed | None:
        return next((each for each in self.measures if each.key == key), None)

    @property
    def lasting(self) -> tuple[Imposed, ...]:
        """The measures whose influence period is not over."""
        return tuple(e for e in self.measures if e.until is not None and e.key not in self.ended)

    @property
    def judgement(self) -> Judgement | None:
        """Those on whom something is imposed, from its serving until an appeal takes it back."""
        if self.served_by is None:
            return None
        held = {each.subject: each.who for each in self.measures}
        unit, official = held.get(SubjectKind.UNIT), held.get(SubjectKind.OFFICIAL)
        return Judgement(
            self.served_by, tuple(filter(None, (unit,))), tuple(filter(None, (official,)))
        )

    @property
    def concerned(self) -> Concerned:
        """Its subjects, who were heard; where no official is one, who answers for the unit."""
        return Concerned.of((self.unit,), (self.person,) if self.person else self.answerable)

    @property
    def dropped(self) -> bool:
        """Not held at first, or no longer since an appeal."""
        return self.held is False

    @property
    def facets(self) -> Mapping[str, object]:
        heaviest = max(self.measures, key=lambda each: each.rank, default=None)
        return {
            "ground": self.grounds[0] if self.grounds else None,
            "gravity": self.gravity,
            "finding": self.finding,
            "held": {True: "yes", False: "no", None: "open"}[self.held],
            "subject": "official" if self.person is not None else "unit",
            "measures": [each.key for each in self.measures],
            "heaviest": heaviest.form if heaviest is not None else None,
            "in_process": "yes" if self.in_process else "no",
            "decided_at": self.decided_at.isoformat() if self.decided_at is not None else None,
        }


OPEN_STAGES = frozenset({CaseStage.UNDER_INVESTIGATION, CaseStage.FOUND, CaseStage.HEARD})
"""Before the decision."""
