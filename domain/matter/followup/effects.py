"""What asking the complainant does."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.followup.events import AnswerRated, CallMade
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Party
from domain.working_days import SHANGHAI


def _called(fact: CallMade) -> Iterable[Effect]:
    if fact.close_by is not None:
        yield Ends(Key(Duty.FOLLOW_UP_CALL))
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


EFFECTS: Effects = {CallMade: _called}


def _asked(matter: Matter, fact: CallMade, recorded: Recorded) -> dict[str, Any]:
    known = matter.followup
    changed = replace(
        known,
        attempts=known.attempts + (not fact.reached),
        last_attempt=recorded.occurred_at.astimezone(SHANGHAI).date(),
        done=fact.close_by is not None,
        satisfaction=fact.satisfaction or known.satisfaction,
        resolved=known.resolved if fact.resolved is None else fact.resolved,
    )
    return {"followup": changed}


def _rated(matter: Matter, fact: AnswerRated, _recorded: Recorded) -> dict[str, Any]:
    said = replace(
        matter.followup, rated=True, satisfaction=fact.satisfaction, resolved=fact.resolved
    )
    return {"followup": said}


CHANGES: Changes = {CallMade: _asked, AnswerRated: _rated}
