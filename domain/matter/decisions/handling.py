"""What units do with a matter: progress, difficulty, parts, outcome, word to the leader."""

from domain.envelope import Fact
from domain.errors import (
    AlreadyAnswered,
    DifficultyGoesUpward,
    DifficultyPending,
    FindingDoesNotFit,
    NoAssigningLeader,
    NoOutcome,
    NotAParticipant,
    NotDispatched,
    NothingToDecide,
    NotSigned,
    NotTheLead,
    NotTheNamedLeader,
    OutcomeMissing,
)
from domain.matter.commands import (
    DecideDifficulty,
    InformLeader,
    ReportDifficulty,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.decisions.about import refuse_person
from domain.matter.events import (
    DifficultyDecided,
    DifficultyReported,
    LeaderInformed,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
)
from domain.matter.state import Matter, Order
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import FINDINGS_FOR, MEASURES_THAT_ARE_NO_OUTCOME, Duty


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

    Raises NotDispatched, NotSigned, NotTheLead, AlreadyAnswered (also once the outcome is there),
    ComplainedAboutCannotHandle, DifficultyGoesUpward (to somebody who handles it),
    DifficultyPending (another leader's decision is awaited, who is not whom the matter is about).
    """
    if matter.answered_at is not None or matter.finding is not None:
        raise AlreadyAnswered()
    order = lead_order(matter, command.unit, situation)
    refuse_person(command.leader, matter)
    if command.leader in matter.handlers | {situation.actor.person}:
        raise DifficultyGoesUpward(person=command.leader)
    pending = matter.difficulty_leader
    if pending == command.leader:
        return ()
    if pending is not None and pending not in matter.about_persons:
        raise DifficultyPending(leader=pending)
    return (
        DifficultyReported(
            unit=order.unit,
            leader=command.leader,
            text=command.text,
            decision_by=situation.rules.deadline("difficulty_decision", situation.now),
        ),
    )


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

    A second report before the answer replaces the finding and keeps the deadlines of the first.
    Raises NotTheLead, NotSigned, FindingDoesNotFit (M01), NoOutcome (M18), AlreadyAnswered.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    order = lead_order(matter, command.unit, situation)
    allowed = FINDINGS_FOR[matter.nature] if matter.nature else frozenset()
    if command.finding not in allowed:
        raise FindingDoesNotFit(
            nature=matter.nature, finding=command.finding, allowed=tuple(allowed)
        )
    if MEASURES_THAT_ARE_NO_OUTCOME.issuperset(command.measures):
        raise NoOutcome()
    limits = _after_outcome(matter, situation)
    return (
        OutcomeReported(
            unit=order.unit,
            **command.model_dump(exclude={"unit"}),
            **limits,
        ),
    )


def _after_outcome(matter: Matter, situation: Situation) -> dict[str, object]:
    rules: Rules = situation.rules
    owed = matter.obligation(Duty.CLOSE if matter.exempted else Duty.ANSWER)
    before = owed.deadline if owed is not None and owed.is_open else None
    if matter.exempted:
        close_by = before or rules.deadline("close", situation.now)
        return {"close_by": close_by, "closing_unit": matter.receiving_unit}
    if before is not None:
        return {"answer_by": before}
    answer_by = rules.deadline("answer", situation.now)
    final = matter.obligation(Duty.FINAL_ANSWER)
    return {"answer_by": rules.never_past(answer_by, final.deadline) if final else answer_by}


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
