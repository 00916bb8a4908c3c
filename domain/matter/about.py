"""Whom a matter is about is kept apart from whom it is handled by (M04)."""

from collections.abc import Collection
from typing import Protocol

from domain.matter.errors import ComplainedAboutCannotHandle
from domain.situation import Situation


class About(Protocol):
    """What says whom a matter is about: the matter itself, or the command that takes it in."""

    @property
    def about_units(self) -> Collection[str]: ...

    @property
    def about_persons(self) -> Collection[str]: ...


def refuse_the_complained_about(about: About, situation: Situation) -> None:
    """Whom a matter is about can take no part in it, neither in person nor as a unit.

    Raises ComplainedAboutCannotHandle.
    """
    refuse_person(situation.actor.person, about)
    if situation.actor.unit is not None:
        refuse_unit(situation.actor.unit, about, situation)


def refuse_person(person: str, about: About) -> None:
    """Raises ComplainedAboutCannotHandle where the matter is about this person."""
    if person in about.about_persons:
        raise ComplainedAboutCannotHandle(who=person)


def refuse_unit(unit: str, about: About, situation: Situation) -> None:
    """Raises ComplainedAboutCannotHandle where the matter is about this unit, or its whole."""
    if is_about(unit, about.about_units, situation):
        raise ComplainedAboutCannotHandle(who=unit)


def whom(about: About) -> tuple[frozenset[str], frozenset[str]]:
    """The units and the persons that a matter is about."""
    return frozenset(about.about_units), frozenset(about.about_persons)


def is_about(unit: str, about_units: Collection[str], situation: Situation) -> bool:
    """Whether the unit, or what it is a section of, is among those complained about."""
    line = {unit, *situation.organisation.body_of(unit)}
    return not line.isdisjoint(about_units)
