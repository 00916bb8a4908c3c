"""Which matters somebody may know of: one rule, for a matter at hand and for the rows of a list.

It is about now, whatever moment is asked about: a unit that has lost its order reads none of the
matter's past, and whoever a complaint is about reads none of it at all (M04).
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
    kept_from  nothing of matters about any of these: the asker, the asker's unit, and what that is
               a section of, as ``about`` writes them
    """

    unit: str | None = None
    kept_from: tuple[str, ...] = ()

    def sees(self, matter: Matter) -> bool:
        """Whether the asker may know of a matter, given as it stands now; of none there is not."""
        concerned = about(matter.about_persons, matter.about_units)
        return (
            matter.exists
            and (self.unit is None or self.unit in matter.units)
            and not set(concerned).intersection(self.kept_from)
        )

    def rows(self, table: str, *, latest: bool) -> str:
        """SQL for ``sees`` on the rows of a read table (an alias) with a column ``matter``.

        latest  the table is the register, and its rows are those that hold now. Elsewhere the
                register's rows of now are looked up.
        """
        seen = "TRUE"
        if self.unit is not None:
            own = "{t}.units @> ARRAY[%(unit)s]"
            seen = own.format(t=table) if latest else _one_of_now(table, own)
        if not self.kept_from:
            return seen
        concerned = f"{ABOUT_ANYBODY} AND about && %(kept_from)s::text[]"
        return f"({seen} AND NOT {_one_of_now(table, concerned)})"

    @property
    def parameters(self) -> dict[str, object]:
        return {"unit": self.unit, "kept_from": list(self.kept_from)}


def _one_of_now(table: str, condition: str) -> str:
    """SQL: the matter of a row of ``table`` is among those of which ``condition`` holds now."""
    holds = f"{LIVE} AND {condition}".format(t="now")
    return f"({table}.matter IN (SELECT now.matter FROM matter_row now WHERE {holds}))"
