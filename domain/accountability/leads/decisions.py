"""Opening a lead by hand, and ending it without a case (M29, M31)."""

from typing import Protocol

from domain.accountability.clearings.opening import clearing_of
from domain.accountability.leads.commands import NotHold, OpenLead
from domain.accountability.leads.errors import (
    NobodyNamed,
    RetaliationNamesNoComplaint,
    WithinTheLine,
)
from domain.accountability.leads.events import LeadNotHeld, LeadOpened
from domain.accountability.leads.state import Lead
from domain.elsewhere import Led
from domain.errors import UnknownUnit
from domain.matter.stream import matter_stream
from domain.organisation.offices import deciding_office
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Ground, LawfulGround
from domain.working_days import shanghai_day


def decide_open(command: OpenLead, _lead: Lead, situation: Situation) -> Led:
    """Put a lead on record; an office outside the line decides within the limit.

    Raises NobodyNamed, RetaliationNamesNoComplaint, UnknownUnit.
    """
    if command.unit is None and command.person is None:
        raise NobodyNamed()
    if command.ground is Ground.RETALIATION and command.matter is None:
        raise RetaliationNamesNoComplaint()
    organisation = situation.organisation
    if command.unit is not None and command.unit not in organisation.units:
        raise UnknownUnit(unit=command.unit)
    today = shanghai_day(situation.now)
    chain = organisation.chain(command.unit, today) if command.unit is not None else ()
    return (
        LeadOpened(
            title=command.title,
            ground=command.ground,
            unit=command.unit,
            person=command.person,
            answerable=tuple(dict.fromkeys(e.person for e in chain if e.person is not None)),
            source=matter_stream(command.matter) if command.matter is not None else None,
            reason=command.reason,
            owed_by=deciding_office(organisation, command.unit),
            decide_by=situation.rules.deadline("lead_decided", situation.now),
        ),
    )


def decide_not_to_hold(command: NotHold, lead: Lead, situation: Situation) -> Led:
    """End a lead without a case, on a lawful ground; whom people accused without foundation is to be
    cleared. Raises WithinTheLine."""
    refuse_within_the_line(lead, situation)
    ended = LeadNotHeld(ground=command.ground, reason=command.reason)
    if lead.by_rule or command.ground is not LawfulGround.NOT_SUBSTANTIATED:
        return (ended,)
    return (ended, *clearing_of((lead.person,), (lead.unit,), lead.id, situation))


class Subject(Protocol):
    """What says whom it is about and who answered for that: a lead, a case."""

    @property
    def unit(self) -> str | None: ...

    @property
    def person(self) -> str | None: ...

    @property
    def answerable(self) -> tuple[str, ...]: ...


def refuse_within_the_line(lead: Subject, situation: Situation) -> None:
    """Nobody decides about their own line: who answered for the unit then, or answers now, or sits
    in it. Raises WithinTheLine."""
    actor, organisation = situation.actor, situation.organisation
    today = shanghai_day(situation.now)
    chain = organisation.chain(lead.unit, today) if lead.unit is not None else ()
    line = {*lead.answerable, *(each.person for each in chain), lead.person}
    same = actor.unit and lead.unit and organisation.same_body(actor.unit, lead.unit)
    if actor.person in line or same:
        raise WithinTheLine()


DECISIONS: Decisions = {OpenLead: decide_open, NotHold: decide_not_to_hold}
