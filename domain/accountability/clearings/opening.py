"""By what the clearing of somebody's name comes to be owed: an accusation found unfounded."""

from collections.abc import Iterable

from domain.accountability.clearings.events import ClearingOwed
from domain.elsewhere import Elsewhere
from domain.organisation.offices import deciding_office
from domain.situation import Situation
from domain.vocabulary import ProceedingKind

PREFIX = f"{ProceedingKind.CLEARING.value}-"


def clearing_stream(source: str) -> str:
    """The one clearing of a matter's, or a lead's, stream."""
    return PREFIX + source


def owed_to(
    persons: Iterable[str | None], units: Iterable[str | None], source: str, situation: Situation
) -> ClearingOwed:
    """That those accused are owed it from now on, by an office outside their line."""
    accused = tuple(filter(None, units))
    return ClearingOwed(
        source=source,
        persons=tuple(filter(None, persons)),
        units=accused,
        office=deciding_office(situation.organisation, accused[0] if accused else None),
        clear_by=situation.rules.deadline("clearing", situation.now),
    )


def clearing_of(
    persons: Iterable[str | None], units: Iterable[str | None], source: str, situation: Situation
) -> tuple[Elsewhere, ...]:
    """The clearing that an unfounded accusation opens, once; none where nobody was accused."""
    owed = owed_to(persons, units, source, situation)
    stream = clearing_stream(source)
    if not (owed.persons or owed.units) or situation.proceeding(stream).exists:
        return ()
    return (Elsewhere(stream, owed),)
