"""What units do with a matter: progress, difficulty, parts, outcome, word to the leader."""

from typing import Any

from domain.envelope import Fact
from domain.matter.about import refuse_person
from domain.matter.errors import (
    AlreadyAnswered,
    NotDispatched,
    NotSigned,
    NotTheLead,
    OutcomeMissing,
)
from domain.matter.handling.commands import (
    DecideDifficulty,
    InformLeader,
    ReportDifficulty,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.handling.errors import (
    DifficultyGoesUpward,
    DifficultyPending,
    FindingDoesNotFit,
    NoAssigningLeader,
    NoOutcome,
    NotAParticipant,
    NothingToDecide,
    NotTheNamedLeader,
    UnknownLeader,
)
from domain.matter.handling.events import (
    DifficultyDecided,
    DifficultyReported,
    LeaderInformed,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
)
from domain.matter.part import Decisions
from domain.matter.splitting.errors import PartsUnfinished
from domain.matter.state import Matter, Order
from domain.obligations import Deadline
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import FINDINGS_FOR, MEASURES_THAT_ARE_NO_OUTCOME, Duty, Role
from domain.working_days import SHANGHAI

OFFICE = frozenset({Role.CLERK, Role.SUPERVISOR})
"""Roles of those who watch over a matter without handling it."""


def decide_progress(
    command: ReportProgress, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Report how far the unit is; the first such report discharges the first feedback.

    Raises NotDispatched, NotSigned, AlreadyAnswered.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    order = signed_order(matter, command.unit, situation)
    return (ProgressReported(unit=order.unit, text=command.text),)


def decide_report_difficulty(
    command: ReportDifficulty, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Say that the lead is stuck; the named leader owes a decision from now on (M12, M13).

    While a decision is pending, also after the outcome or the answer, it goes to another leader,
    with its due date as it was: by the office at any time, by the lead where the leader it was put
    to is whom the matter is about or leads the unit no longer. The office can do that only.
    Raises NotDispatched, NotSigned, NotTheLead, AlreadyAnswered (also once the outcome is there),
    NothingToDecide (the office, and nothing is pending), ComplainedAboutCannotHandle,
    DifficultyGoesUpward (to somebody who handles it), UnknownLeader, DifficultyPending.
    """
    pending = matter.difficulty_leader
    if pending is None and (matter.answered_at is not None or matter.finding is not None):
        raise AlreadyAnswered()
    order = _stuck_order(command, matter, situation)
    refuse_person(command.leader, matter)
    if command.leader in matter.handlers | {situation.actor.person}:
        raise DifficultyGoesUpward(person=command.leader)
    if not _leads(command.leader, order, situation):
        raise UnknownLeader(person=command.leader, unit=order.unit)
    if pending == command.leader:
        return ()
    if pending is not None and not _may_go_to_another(pending, order, matter, situation):
        raise DifficultyPending(leader=pending)
    return (
        DifficultyReported(
            unit=order.unit,
            leader=command.leader,
            text=command.text,
            decision_by=_decision_by(matter, situation),
        ),
    )


def _stuck_order(command: ReportDifficulty, matter: Matter, situation: Situation) -> Order:
    """The lead's order; the office, which has none, speaks for the lead once it was stuck."""
    actor = situation.actor
    if actor.role not in OFFICE or actor.unit == matter.lead:
        return lead_order(matter, command.unit, situation)
    if matter.difficulty_leader is None:
        raise NothingToDecide()
    return lead_order(matter, command.unit or matter.lead, situation)


def _may_go_to_another(pending: str, order: Order, matter: Matter, situation: Situation) -> bool:
    unfit = pending in matter.about_persons or not _leads(pending, order, situation)
    return unfit or situation.actor.role in OFFICE


def _leads(person: str, order: Order, situation: Situation) -> bool:
    today = situation.now.astimezone(SHANGHAI).date()
    return situation.organisation.answers_for(person, order.unit, today)


def _decision_by(matter: Matter, situation: Situation) -> Deadline:
    """As before while a decision is pending: naming another leader wins no time."""
    owed = matter.obligation(Duty.DIFFICULTY_DECISION)
    if owed is not None and owed.is_open:
        return owed.deadline
    return situation.rules.deadline("difficulty_decision", situation.now)


def decide_difficulty(
    command: DecideDifficulty, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Decide a reported difficulty. Raises NothingToDecide, NotTheNamedLeader."""
    if matter.difficulty_leader is None:
        raise NothingToDecide()
    if situation.actor.person != matter.difficulty_leader:
        raise NotTheNamedLeader(leader=matter.difficulty_leader)
    return (DifficultyDecided(leader=matter.difficulty_leader, decision=command.decision),)


def decide_participation(
    command: ReportParticipation, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Deliver a participant's part. Raises NotDispatched, NotSigned, NotAParticipant."""
    order = signed_order(matter, command.unit, situation)
    if order.leads:
        raise NotAParticipant(unit=order.unit)
    if order.reported:
        return ()
    return (ParticipantReported(unit=order.unit, text=command.text),)


def decide_outcome(
    command: ReportOutcome, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Report what was found and done; the answer is owed next, never past the final answer.

    A second report before the answer replaces the finding and keeps the deadlines of the first; a
    leader who was told another finding is owed word of this one, within the limit of an answer.
    Raises NotTheLead, NotSigned, PartsUnfinished (M03), FindingDoesNotFit (M01), NoOutcome (M18),
    AlreadyAnswered.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    order = lead_order(matter, command.unit, situation)
    if matter.splitting.unfinished:
        raise PartsUnfinished(numbers=tuple(map(situation.number_of, matter.splitting.unfinished)))
    allowed = FINDINGS_FOR[matter.nature] if matter.nature else frozenset()
    if command.finding not in allowed:
        raise FindingDoesNotFit(
            nature=matter.nature, finding=command.finding, allowed=tuple(allowed)
        )
    if MEASURES_THAT_ARE_NO_OUTCOME.issuperset(command.measures):
        raise NoOutcome()
    limits = after_outcome(matter, situation)
    return (
        OutcomeReported(
            unit=order.unit,
            person=order.person,
            feedback_to_leader_by=_leader_again(command, matter, situation),
            **command.model_dump(exclude={"unit"}),
            **limits,
        ),
    )


def _leader_again(command: ReportOutcome, matter: Matter, situation: Situation) -> Deadline | None:
    """By when the leader, told of another finding, must be told of this one (事事有反馈)."""
    told = matter.obligation(Duty.FEEDBACK_TO_LEADER)
    if told is None or told.is_open or matter.finding in (None, command.finding):
        return None
    rules = situation.rules
    return rules.deadline("feedback_to_leader", rules.deadline("answer", situation.now))


def after_outcome(matter: Matter, situation: Situation) -> dict[str, Any]:
    """What is owed once there is an outcome: the answer, or the filing where that is spared."""
    rules: Rules = situation.rules
    owed = matter.obligation(Duty.CLOSE if matter.answer_spared else Duty.ANSWER)
    before = owed.deadline if owed is not None and owed.is_open else None
    if matter.answer_spared:
        close_by = before or rules.deadline("close", situation.now)
        return {"close_by": close_by, "closing_unit": matter.receiving_unit}
    if before is not None:
        return {"answer_by": before}
    redo = matter.obligation(Duty.REDO)
    governing = redo if redo and redo.is_open else matter.obligation(Duty.FINAL_ANSWER)
    within = governing.deadline if governing else None
    return {"answer_by": rules.deadline("answer", situation.now, within)}


def decide_inform_leader(
    command: InformLeader, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Report back to the leader who assigned the matter (事事有反馈, M11): what came of it.

    Raises NoAssigningLeader, NotTheLead, NotSigned, OutcomeMissing (word that work goes on is no
    feedback; that is what progress and difficulty reports are for).
    """
    if matter.assigned_by is None:
        raise NoAssigningLeader()
    order = lead_order(matter, command.unit, situation)
    owed = matter.obligation(Duty.FEEDBACK_TO_LEADER)
    if owed is None or not owed.is_open:
        return ()
    if matter.finding is None:
        raise OutcomeMissing()
    return (LeaderInformed(unit=order.unit, leader=matter.assigned_by, text=command.text),)


def signed_order(matter: Matter, unit: str | None, situation: Situation) -> Order:
    """The order of the named unit, or of the actor's; raises NotDispatched, NotSigned."""
    code = unit or situation.actor.unit
    if code is None or code not in matter.orders:
        raise NotDispatched(unit=code or "-")
    order = matter.orders[code]
    if order.signed_at is None:
        raise NotSigned(unit=order.unit)
    return order


def lead_order(matter: Matter, unit: str | None, situation: Situation) -> Order:
    """The lead's signed order, asked for by the lead; raises NotTheLead besides."""
    order = signed_order(matter, unit, situation)
    if not order.leads:
        raise NotTheLead(lead=matter.lead or "-", unit=order.unit)
    return order


DECISIONS: Decisions = {
    ReportProgress: decide_progress,
    ReportDifficulty: decide_report_difficulty,
    DecideDifficulty: decide_difficulty,
    ReportParticipation: decide_participation,
    ReportOutcome: decide_outcome,
    InformLeader: decide_inform_leader,
}
