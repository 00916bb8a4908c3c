"""Extending, pausing and reclassifying the final answer, taking that back, and excusing a duty."""

from domain.envelope import Fact
from domain.matter.errors import NotForOneself, NotTheLead
from domain.matter.outsiders import has_handled, is_outsider
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.timing.commands import (
    AnnulExtension,
    ExcuseDuty,
    ExtendAnswer,
    PauseAnswer,
    ReclassifyMatter,
    ResumeAnswer,
)
from domain.matter.timing.errors import (
    AlreadyExtended,
    AlreadyPaused,
    ExtensionTooLong,
    GradedAsUrgent,
    NoPauseHere,
    NotExcusable,
    NotForTheOwnLine,
    NothingOwed,
    NothingToAnnul,
    NotPaused,
    OutcomeAlreadyDue,
    PauseTooLong,
    ReclassifiedOnce,
)
from domain.matter.timing.events import (
    AnswerExtended,
    AnswerPaused,
    AnswerResumed,
    DutyExcused,
    ExtensionAnnulled,
    MatterReclassified,
)
from domain.matter.timing.moving import movable, moved_to
from domain.matter.timing.recounting import final_from_receipt, rules_of
from domain.obligations import Key
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Duty, Role, Urgency

EXCUSABLE = (
    Duty.FIRST_FEEDBACK,
    Duty.PARTICIPANT_REPORT,
    Duty.SLIP_REPORT,
    Duty.ROUND_REPORT,
    Duty.NODE_FEEDBACK,
)
"""Duties between offices without which a matter still comes to its end."""


def decide_extend(command: ExtendAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Extend the final answer before it is due; outcome, interim reply and feedback move with it.

    What is overdue already stays so, and an interim reply given before is owed once more. The lead
    unit's head may do it once, the efficiency office again, nobody for themselves.
    Raises as ``movable``, NotTheLead (the head of another unit), AlreadyExtended, ExtensionTooLong,
    NotForOneself (an approver who handles the matter or is named in an order, or who extends it
    again for their own unit).
    """
    final = movable(matter, situation)
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    _may_extend(matter, rules, situation)
    extension = rules.rulebook.extension
    if command.working_days > extension.max_working_days:
        raise ExtensionTooLong(days=command.working_days, maximum=extension.max_working_days)
    due = rules.extended(final.deadline, command.working_days)
    return (AnswerExtended(**command.model_dump(), **moved_to(due, final, matter, situation)),)


def _may_extend(matter: Matter, rules: Rules, situation: Situation) -> None:
    """Rules.md, "Who may": once the unit's head, again the efficiency office, never one's own."""
    actor, in_charge = situation.actor, matter.lead or matter.receiving_unit
    if actor.role is Role.UNIT_HEAD and actor.unit != in_charge:
        raise NotTheLead(lead=in_charge or "-", unit=actor.unit or "-")
    again = matter.timing.extensions >= rules.rulebook.extension.times
    if again and actor.role is not Role.SUPERVISOR:
        raise AlreadyExtended(times=matter.timing.extensions)
    if has_handled(actor.person, matter, situation) or (again and actor.unit == in_charge):
        raise NotForOneself()


def decide_annul(command: AnnulExtension, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Take the last extension back. Raises as ``movable``, NotForTheOwnLine, NothingToAnnul."""
    final = movable(matter, situation)
    _outside(matter, situation)
    days = matter.timing.last_extension
    if not days:
        raise NothingToAnnul()
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    due = rules.shortened(final.deadline, days, situation.now)
    moved = moved_to(due, final, matter, situation)
    return (ExtensionAnnulled(reason=command.reason, working_days=days, **moved),)


def decide_pause(command: PauseAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Stop the clock for whole working days; it goes on by itself, so nobody has to remember it.

    Raises as ``movable``, NotForTheOwnLine, NoPauseHere, AlreadyPaused, PauseTooLong (for its
    ground, or for what is left of all pauses together).
    """
    final = movable(matter, situation)
    _outside(matter, situation)
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    pause, timing = rules.rulebook.pause, matter.timing
    if pause is None or command.ground not in pause.grounds:
        raise NoPauseHere()
    if timing.paused_until is not None and timing.paused_until > situation.now:
        raise AlreadyPaused(due=timing.paused_until.isoformat())
    most = min(pause.grounds[command.ground], pause.most_in_all - timing.paused_days)
    if command.working_days > most:
        raise PauseTooLong(days=command.working_days, maximum=max(most, 0))
    due = rules.extended(final.deadline, command.working_days)
    until = rules.calendar.add_working_days(situation.now, command.working_days).at
    moved = moved_to(due, final, matter, situation)
    return (AnswerPaused(until=until, **command.model_dump(), **moved),)


def decide_resume(command: ResumeAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Go on before the pause ends; whole working days not used go back.

    Raises as ``movable``, NotForTheOwnLine, NotPaused.
    """
    final = movable(matter, situation)
    _outside(matter, situation)
    until = matter.timing.paused_until
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    left = rules.calendar.working_days_elapsed(situation.now, until) if until else 0
    if until is None or until <= situation.now or left < 1:
        raise NotPaused()
    due = rules.shortened(final.deadline, left, situation.now)
    moved = moved_to(due, final, matter, situation)
    return (AnswerResumed(reason=command.reason, working_days=left, **moved),)


def decide_reclassify(
    command: ReclassifyMatter, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Class a matter as complex, once and before its outcome is due, or as ordinary again.

    Raises as ``movable``, NotForTheOwnLine, GradedAsUrgent, OutcomeAlreadyDue, ReclassifiedOnce.
    """
    final = movable(matter, situation)
    _outside(matter, situation)
    if command.complex is matter.timing.complex:
        return ()
    if command.complex and matter.urgency not in (None, Urgency.ORDINARY):
        raise GradedAsUrgent(urgency=matter.urgency)
    outcome = matter.obligation(Duty.OUTCOME)
    if outcome is not None and outcome.is_open and outcome.deadline.at <= situation.now:
        raise OutcomeAlreadyDue(due=outcome.deadline.at.isoformat())
    if command.complex and matter.timing.reclassified:
        raise ReclassifiedOnce()
    received_at = matter.received_at or situation.now
    due = final_from_receipt(matter, received_at, situation, complex_=command.complex)
    due = situation.rules.not_at_once(due, situation.now)
    moved = moved_to(due, final, matter, situation)
    return (MatterReclassified(**command.model_dump(), **moved),)


def decide_excuse(command: ExcuseDuty, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Excuse one duty between offices; that it was late already stays on record.

    Raises NotExcusable, NothingOwed, NotForTheOwnLine.
    """
    if command.duty not in EXCUSABLE:
        raise NotExcusable(duty=command.duty, known=EXCUSABLE)
    key = Key(command.duty, command.of)
    owed = matter.obligations.get(key)
    if owed is None or not owed.is_open:
        raise NothingOwed(duty=command.duty)
    _outside(matter, situation)
    return (DutyExcused(key=key, ground=command.ground, reason=command.reason),)


def _outside(matter: Matter, situation: Situation) -> None:
    if not is_outsider(matter, situation):
        raise NotForTheOwnLine()


DECISIONS: Decisions = {
    ExtendAnswer: decide_extend,
    AnnulExtension: decide_annul,
    PauseAnswer: decide_pause,
    ResumeAnswer: decide_resume,
    ReclassifyMatter: decide_reclassify,
    ExcuseDuty: decide_excuse,
}
