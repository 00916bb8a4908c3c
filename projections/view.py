"""Which matters and proceedings somebody may know of: one rule, for one at hand and for the rows of a
list.

It is about now, whatever moment is asked about: a unit that has lost its order reads none of the
matter's past, and whoever a complaint is about reads none of it at all (M04).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.kinds import Life
from domain.matter.state import Matter
from projections.two_axes import LIVE

ABOUT_ANYBODY = "about <> ARRAY[]::text[]"
"""SQL that the few rows of the register fulfil which are about somebody; an index has just these."""


def about(persons: Iterable[str], units: Iterable[str]) -> list[str]:
    """Persons and units in one list of texts, as the register keeps whom a matter is about."""
    return [*(f"person {each}" for each in persons), *(f"unit {each}" for each in units)]


@dataclass(frozen=True, slots=True)
class View:
    """What one asker may know of.

    unit       only matters this unit has to do with; None for all (from the permission table)
    kinds      the kinds of proceedings of which all may be known; None: every kind
    own_unit, own_kinds  the kinds of which only those may be known that this unit has to do with
    own_person, personal_kinds  the kinds of which only those may be known that are this person's, or
                         the unit's as a whole and no other person's
    kept_from  nothing of matters about any of these: the asker, the asker's unit, and what that is
               a section of, as ``about`` writes them
    """

    unit: str | None = None
    kept_from: tuple[str, ...] = ()
    kinds: tuple[str, ...] | None = None
    own_unit: str | None = None
    own_kinds: tuple[str, ...] = ()
    own_person: str = ""
    personal_kinds: tuple[str, ...] = ()

    def sees(self, life: Life) -> bool:
        """Whether the asker may know of a matter or a proceeding, given as it stands now; of none
        there is not."""
        concerned = about(life.about_persons, life.about_units)
        return (
            life.exists and self._within(life) and not set(concerned).intersection(self.kept_from)
        )

    def _within(self, life: Life) -> bool:
        if isinstance(life, Matter):
            return self.unit is None or self.unit in life.units
        kind = life.id.partition("-")[0]
        if self.kinds is None or kind in self.kinds:
            return True
        if kind in self.personal_kinds:
            whole = life.person is None and self.own_unit in life.units
            return whole or life.person == self.own_person
        return kind in self.own_kinds and self.own_unit in life.units

    def rows(self, table: str, *, latest: bool, column: str = "matter") -> str:
        """SQL for ``sees`` on the rows of a read table (an alias) with a column that names a matter.

        latest  the table is the register, and its rows are those that hold now. Elsewhere the
                register's rows of now are looked up.
        """
        seen = "TRUE"
        if self.unit is not None:
            own = "{t}.units @> ARRAY[%(unit)s]"
            seen = own.format(t=table) if latest else _one_of_now(f"{table}.{column}", own)
        if not self.kept_from:
            return seen
        concerned = _one_of_now(f"{table}.{column}", _CONCERNED)
        return f"({seen} AND NOT {concerned})"

    def rows_of_proceedings(self, table: str, *, latest: bool) -> str:
        """SQL for ``sees`` on the rows of the register of proceedings (an alias); as for ``rows``."""
        seen = "TRUE"
        if self.kinds is not None:
            own = f"(({{t}}.kind = ANY(%(own_kinds)s) AND {_OF_UNIT}) OR ({_PERSONAL}))"
            named = f"{table}.proceeding"
            of_now = own.format(t=table) if latest else _one_of_now(named, own, PROCEEDINGS)
            seen = f"({table}.kind = ANY(%(kinds)s) OR {of_now})"
        if not self.kept_from:
            return seen
        concerned = _one_of_now(f"{table}.proceeding", _CONCERNED, PROCEEDINGS)
        return f"({seen} AND NOT {concerned})"

    @property
    def parameters(self) -> dict[str, object]:
        return {
            "unit": self.unit,
            "kept_from": list(self.kept_from),
            "kinds": list(self.kinds or ()),
            "own_unit": self.own_unit or "",
            "own_kinds": list(self.own_kinds),
            "own_person": self.own_person,
            "personal_kinds": list(self.personal_kinds),
        }


MATTERS, PROCEEDINGS = ("matter_row", "matter"), ("proceeding_row", "proceeding")
"""The registers, and the column that names a thing there."""

_OF_UNIT = "{t}.units @> ARRAY[%(own_unit)s]"
_PERSONAL = (
    "{t}.kind = ANY(%(personal_kinds)s)"
    f" AND (({{t}}.person IS NULL AND {_OF_UNIT}) OR {{t}}.person = %(own_person)s)"
)
_CONCERNED = f"{ABOUT_ANYBODY} AND about && %(kept_from)s::text[]"


def _one_of_now(named: str, condition: str, register: tuple[str, str] = MATTERS) -> str:
    """SQL: what a column names is among the things of a register of which ``condition`` holds now."""
    holds = f"{LIVE} AND {condition}".format(t="now")
    rows, name = register
    return f"({named} IN (SELECT now.{name} FROM {rows} now WHERE {holds}))"
