"""What the reports of units do: who is heard from, who decides, and what is found out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.handling.events import (
    DifficultyDecided,
    DifficultyReported,
    LeaderInformed,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
)
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands, on_order
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party


def _progress(fact: ProgressReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.FIRST_FEEDBACK, fact.unit))


def _difficulty(fact: DifficultyReported) -> Iterable[Effect]:
    key, owner = Key(Duty.DIFFICULTY_DECISION), Owner(None, fact.leader)
    yield Ends(Key(Duty.FIRST_FEEDBACK, fact.unit))
    yield Opens(key, owner, Party.LEAD_UNIT, fact.decision_by)
    yield HandsOver(key, owner)


def _decided(_fact: DifficultyDecided) -> Iterable[Effect]:
    yield Ends(Key(Duty.DIFFICULTY_DECISION))


def _part(fact: ParticipantReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.FIRST_FEEDBACK, fact.unit))
    yield Ends(Key(Duty.PARTICIPANT_REPORT, fact.unit))


def _outcome(fact: OutcomeReported) -> Iterable[Effect]:
    owner = Owner(fact.unit, fact.person)
    yield Ends(Key(Duty.FIRST_FEEDBACK, fact.unit))
    yield Ends(Key(Duty.OUTCOME))
    yield Ends(Key(Duty.RULING, fact.unit), Ending.VOID)
    if fact.answer_by is not None:
        yield Opens(Key(Duty.ANSWER), owner, Party.COMPLAINANT, fact.answer_by)
    if fact.feedback_to_leader_by is not None:
        key = Key(Duty.FEEDBACK_TO_LEADER)
        yield Opens(key, owner, Party.LEADER, fact.feedback_to_leader_by)
    if fact.close_by is not None:
        yield Ends(Key(Duty.REDO))
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


def _informed(_fact: LeaderInformed) -> Iterable[Effect]:
    yield Ends(Key(Duty.FEEDBACK_TO_LEADER))


EFFECTS: Effects = {
    ProgressReported: _progress,
    DifficultyReported: _difficulty,
    DifficultyDecided: _decided,
    ParticipantReported: _part,
    OutcomeReported: _outcome,
    LeaderInformed: _informed,
}


def _worked_on(matter: Matter, _fact: ProgressReported, recorded: Recorded) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}}


def _stuck(matter: Matter, fact: DifficultyReported, recorded: Recorded) -> dict[str, Any]:
    hands = in_hands(None, fact.leader, recorded.occurred_at)
    ours = {recorded.actor.person} if recorded.actor.unit == fact.unit else set()
    return {
        **(hands if matter.answered_at is None else {}),
        "difficulty_leader": fact.leader,
        "handlers": matter.handlers | ours,
    }


def _back_to_the_lead(
    matter: Matter, _fact: DifficultyDecided, recorded: Recorded
) -> dict[str, Any]:
    lead = matter.orders.get(matter.lead or "")
    hands = in_hands(lead.unit, lead.person, recorded.occurred_at) if lead else {}
    return {**(hands if matter.answered_at is None else {}), "difficulty_leader": None}


def _part_done(matter: Matter, fact: ParticipantReported, recorded: Recorded) -> dict[str, Any]:
    orders = on_order(matter, fact.unit, reported=True)
    return {"orders": orders, "handlers": matter.handlers | {recorded.actor.person}}


def _found(matter: Matter, fact: OutcomeReported, recorded: Recorded) -> dict[str, Any]:
    """Who reports an outcome has taken the matter for its own, objection or not."""
    pending = matter.disputing.pending - {fact.unit}
    return {
        "finding": fact.finding,
        "handlers": matter.handlers | {recorded.actor.person},
        "disputing": replace(matter.disputing, pending=pending),
    }


def _told(matter: Matter, _fact: LeaderInformed, recorded: Recorded) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}} if matter.orders else {}


CHANGES: Changes = {
    ProgressReported: _worked_on,
    DifficultyReported: _stuck,
    DifficultyDecided: _back_to_the_lead,
    ParticipantReported: _part_done,
    OutcomeReported: _found,
    LeaderInformed: _told,
}
