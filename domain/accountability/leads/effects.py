"""What happens to a lead, and who owes a decision about it."""

from collections.abc import Iterable
from typing import Any

from domain.accountability.leads.events import (
    LeadAggravated,
    LeadCaseOpened,
    LeadNotHeld,
    LeadOpened,
    LeadPutUpForReview,
)
from domain.accountability.leads.state import Lead
from domain.envelope import Recorded
from domain.matter.stream import matter_of_stream, matter_stream
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, LeadStage, Party, ProceedingKind

DECISION = Key(Duty.LEAD_DECIDED)


def _opened(fact: LeadOpened | LeadPutUpForReview) -> Iterable[Effect]:
    yield Opens(DECISION, Owner(fact.owed_by), Party.SUPERVISORY_BODY, fact.decide_by)


def _decided(_fact: LeadNotHeld | LeadCaseOpened) -> Iterable[Effect]:
    yield Ends(DECISION)


EFFECTS: Effects = {
    LeadOpened: _opened,
    LeadPutUpForReview: _opened,
    LeadNotHeld: _decided,
    LeadCaseOpened: _decided,
}


def _taken_in(_lead: Lead, fact: LeadOpened, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": LeadStage.OPEN,
        "unit": fact.unit,
        "person": fact.person,
        "units": frozenset(filter(None, (fact.owed_by,))),
        "about_units": tuple(filter(None, (fact.unit,))),
        "about_persons": tuple(filter(None, (fact.person,))),
        "links": tuple(filter(None, (_linked(fact.source),))),
        "ground": fact.ground,
        "answerable": fact.answerable,
        "by_rule": fact.rule is not None,
    }


def _linked(source: str | None) -> str | None:
    """The stream that a lead comes from; a breach names a matter by its id alone."""
    if source is None or source.partition("-")[0] in set(ProceedingKind):
        return source
    return matter_stream(matter_of_stream(source))


def _again(_lead: Lead, _fact: LeadPutUpForReview, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": LeadStage.UNDER_REVIEW, "closed_at": None}


def _not_held(_lead: Lead, _fact: LeadNotHeld, recorded: Recorded) -> dict[str, Any]:
    return {"stage": LeadStage.NOT_HELD, "closed_at": recorded.occurred_at}


def _case_opened(lead: Lead, fact: LeadCaseOpened, recorded: Recorded) -> dict[str, Any]:
    links = tuple(dict.fromkeys((*lead.links, fact.case)))
    return {"stage": LeadStage.CASE_OPENED, "closed_at": recorded.occurred_at, "links": links}


def _aggravated(lead: Lead, fact: LeadAggravated, _recorded: Recorded) -> dict[str, Any]:
    by = dict.fromkeys((*lead.aggravated_by, fact.obstruction))
    return {"aggravated_by": tuple(by), "links": (*lead.links, fact.obstruction)}


CHANGES: Changes = {
    LeadOpened: _taken_in,
    LeadPutUpForReview: _again,
    LeadNotHeld: _not_held,
    LeadCaseOpened: _case_opened,
    LeadAggravated: _aggravated,
}
