"""How each fact changes a case as it stands."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from domain.accountability.cases import events as e
from domain.accountability.cases.state import Case
from domain.accountability.measures import Imposed
from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.proceedings.handing_over import DutiesHandedOver
from domain.proceedings.kind import Changes
from domain.vocabulary import AppealOutcome, CaseStage
from domain.working_days import SHANGHAI


def _opened(_case: Case, fact: e.CaseOpened, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": CaseStage.UNDER_INVESTIGATION,
        "unit": fact.unit,
        "person": fact.person,
        "units": frozenset(filter(None, (fact.owed_by,))),
        "persons": frozenset({fact.investigator}),
        "about_units": tuple(filter(None, (fact.unit,))),
        "about_persons": tuple(filter(None, (fact.person,))),
        "links": (fact.lead, *_matters(fact.facts)),
        "leads": (fact.lead,),
        "facts": fact.facts,
        "complaints": fact.complaints,
        "grounds": (fact.ground,),
        "answerable": fact.answerable,
        "in_process": fact.in_process,
        "office": fact.owed_by,
        "investigator": fact.investigator,
        "authors": (fact.investigator,),
    }


def _joined(case: Case, fact: e.CaseLeadJoined, _recorded: Recorded) -> dict[str, Any]:
    return {
        "links": _once(case.links, (fact.lead, *_matters(fact.facts))),
        "leads": _once(case.leads, (fact.lead,)),
        "facts": _once(case.facts, fact.facts),
        "complaints": _once(case.complaints, fact.complaints),
        "grounds": tuple(dict.fromkeys((*case.grounds, fact.ground))),
        **_unheard(case),
    }


def _unheard(case: Case) -> dict[str, Any]:
    """What the subject was not heard on yet."""
    stage = CaseStage.UNDER_INVESTIGATION if case.finding is None else CaseStage.FOUND
    return {"heard": False, "stage": stage}


def _recused(case: Case, fact: e.InvestigatorRecused, _recorded: Recorded) -> dict[str, Any]:
    return {
        "investigator": fact.successor,
        "recused": _once(case.recused, (fact.investigator,)),
        "persons": frozenset({fact.successor}),
        "authors": _once(case.authors, (fact.successor,)),
        "finding": None,
        "gravity": None,
        "heard": False,
        "stage": CaseStage.UNDER_INVESTIGATION,
    }


def _handed_over(case: Case, fact: DutiesHandedOver, _recorded: Recorded) -> dict[str, Any]:
    """Nothing was wrong with who looked into it, so what was found stands."""
    return {
        "investigator": fact.successor,
        "persons": frozenset({fact.successor}),
        "authors": _once(case.authors, (fact.successor,)),
    }


def _found(_case: Case, fact: e.CaseFindingsRecorded, _recorded: Recorded) -> dict[str, Any]:
    return {
        "finding": fact.finding,
        "gravity": fact.gravity,
        "heard": False,
        "stage": CaseStage.FOUND,
    }


def _heard(_case: Case, _fact: e.CaseDefenceHeard, _recorded: Recorded) -> dict[str, Any]:
    return {"heard": True, "stage": CaseStage.HEARD}


def _decided(case: Case, fact: e.CaseDecided, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": CaseStage.DECIDED,
        "measures": fact.measures,
        "authority": fact.authority,
        "basis": fact.basis,
        "decided_at": recorded.occurred_at,
        "held": True,
        "authors": _once(case.authors, (recorded.actor.person,)),
        "units": case.units | {each.unit for each in fact.consequences},
    }


def _not_held(case: Case, fact: e.CaseNotHeld, recorded: Recorded) -> dict[str, Any]:
    over = fact.clear_by is None
    return {
        "stage": CaseStage.OVER if over else CaseStage.NOT_HELD,
        "decided_at": recorded.occurred_at,
        "held": False,
        "authors": _once(case.authors, (recorded.actor.person,)),
        "closed_at": recorded.occurred_at if over else None,
    }


def _served(case: Case, fact: e.CaseDecisionServed, recorded: Recorded) -> dict[str, Any]:
    until = fact.appeal_by.at if fact.appeal_by is not None else case.appeal_until
    return {
        "stage": CaseStage.IN_EFFECT,
        "served_at": recorded.occurred_at,
        "served_by": recorded.position,
        "appeal_until": until,
        "wakes_at": _wakes(case.measures, case.ended, until, recorded.occurred_at),
    }


def _ended(case: Case, fact: e.CaseInfluenceEnded, recorded: Recorded) -> dict[str, Any]:
    ended = case.ended | {fact.key}
    wakes = _wakes(case.measures, ended, case.appeal_until, recorded.occurred_at)
    return {"ended": ended, "wakes_at": wakes}


def _lapsed(case: Case, _fact: e.CaseAppealLapsed, recorded: Recorded) -> dict[str, Any]:
    wakes = _wakes(case.measures, case.ended, None, recorded.occurred_at)
    return {"appeal_until": None, "wakes_at": wakes}


def _appealed(case: Case, fact: e.CaseAppealed, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": CaseStage.UNDER_APPEAL,
        "appealed": (*case.appealed, fact.duty),
        "appealing": True,
        "wakes_at": _wakes(case.measures, case.ended, None, recorded.occurred_at),
        "units": case.units | set(filter(None, (fact.owed_by,))),
    }


def _appeal_decided(case: Case, fact: e.CaseAppealDecided, recorded: Recorded) -> dict[str, Any]:
    upheld = fact.outcome is AppealOutcome.UPHELD
    measures = case.measures if upheld else fact.measures
    ended = case.ended if upheld else frozenset()
    until = fact.again_by.at if fact.again_by is not None else None
    stage = CaseStage.IN_EFFECT if upheld else CaseStage.DECIDED
    if fact.outcome is AppealOutcome.REVOKED:
        stage = CaseStage.NOT_HELD
    return {
        "stage": stage,
        "appealing": False,
        "measures": measures,
        "served_by": case.served_by if upheld else None,
        "ended": ended,
        "held": fact.outcome is not AppealOutcome.REVOKED,
        "appeal_until": until,
        "authors": _once(case.authors, (recorded.actor.person,)),
        "wakes_at": _wakes(measures, ended, until, recorded.occurred_at),
    }


def _told_of(case: Case, fact: e.CaseToldOf, _recorded: Recorded) -> dict[str, Any]:
    return {"bulletins": _once(case.bulletins, (fact.bulletin,))}


def _closed(_case: Case, _fact: e.CaseClosed, recorded: Recorded) -> dict[str, Any]:
    return {"stage": CaseStage.OVER, "closed_at": recorded.occurred_at, "wakes_at": None}


def _wakes(
    measures: Iterable[Imposed],
    ended: frozenset[str],
    appeal_until: datetime | None,
    now: datetime,
) -> datetime | None:
    """When the program looks at it next: the day after a period's last, or when no appeal is possible
    any more."""
    ends = [
        datetime.combine(each.until + timedelta(days=1), time.min, SHANGHAI)
        for each in measures
        if each.until is not None and each.key not in ended
    ]
    if appeal_until is not None and appeal_until > now:
        ends.append(appeal_until)
    return min(ends, default=None)


def _once(some: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _matters(facts: Iterable[str]) -> tuple[str, ...]:
    """The streams of the matters that facts are about."""
    named = dict.fromkeys(fact.partition(":")[0] for fact in facts)
    return tuple(matter_stream(each) for each in named if not each.startswith("lead-"))


CHANGES: Changes = {
    e.CaseOpened: _opened,
    e.CaseLeadJoined: _joined,
    e.InvestigatorRecused: _recused,
    DutiesHandedOver: _handed_over,
    e.CaseFindingsRecorded: _found,
    e.CaseDefenceHeard: _heard,
    e.CaseDecided: _decided,
    e.CaseNotHeld: _not_held,
    e.CaseDecisionServed: _served,
    e.CaseInfluenceEnded: _ended,
    e.CaseAppealLapsed: _lapsed,
    e.CaseAppealed: _appealed,
    e.CaseAppealDecided: _appeal_decided,
    e.CaseToldOf: _told_of,
    e.CaseClosed: _closed,
}
