"""What rounds of supervision do: each opens a report that its report ends."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.rounds.events import (
    ReleasedFromSupervision,
    RoundOpened,
    RoundReported,
    SupervisionBegun,
)
from domain.matter.state import Matter
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Party
from domain.working_days import shanghai_day


def _opened(fact: RoundOpened) -> Iterable[Effect]:
    key, owner = Key(Duty.ROUND_REPORT, fact.period), Owner(fact.unit, fact.person)
    yield Opens(key, owner, Party.OFFICE, fact.report_by)


def _reported(fact: RoundReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.ROUND_REPORT, fact.period))


EFFECTS: Effects = {RoundOpened: _opened, RoundReported: _reported}


def _begun(matter: Matter, fact: SupervisionBegun, recorded: Recorded) -> dict[str, Any]:
    since = shanghai_day(recorded.occurred_at)
    return {"rounds": replace(matter.rounds, cadence=fact.cadence, since=since)}


def _released(matter: Matter, _fact: ReleasedFromSupervision, _r: Recorded) -> dict[str, Any]:
    return {"rounds": replace(matter.rounds, cadence=None)}


def _one_more(matter: Matter, fact: RoundOpened, _recorded: Recorded) -> dict[str, Any]:
    rounds = matter.rounds
    since = max(rounds.since, fact.last + timedelta(days=1))
    return {"rounds": replace(rounds, since=since, opened=rounds.opened | {fact.period})}


def _worked_on(matter: Matter, _fact: RoundReported, recorded: Recorded) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}} if matter.orders else {}


CHANGES: Changes = {
    SupervisionBegun: _begun,
    ReleasedFromSupervision: _released,
    RoundOpened: _one_more,
    RoundReported: _worked_on,
}
