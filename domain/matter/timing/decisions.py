"""Extending the final answer."""

from domain.envelope import Fact
from domain.matter.errors import AlreadyAnswered, NotForOneself, NotRegistered, NotTheLead
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.timing.commands import ExtendAnswer
from domain.matter.timing.errors import (
    AlreadyExtended,
    ExtensionAfterOutcome,
    ExtensionTooLong,
    TooLateToExtend,
)
from domain.matter.timing.events import AnswerExtended
from domain.matter.timing.recounting import hanging_on, rules_of
from domain.obligations import Deadline
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Duty, Role


def decide_extend(command: ExtendAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Extend the final answer before it is due; outcome, interim reply and feedback move with it.

    What is overdue already stays so, and an interim reply given before is owed once more. The lead
    unit's head may do it once, the efficiency office again, nobody for themselves.
    Raises NotRegistered (nobody has it in hand yet), AlreadyAnswered, ExtensionAfterOutcome,
    TooLateToExtend, NotTheLead (the head of another unit), AlreadyExtended, ExtensionTooLong,
    NotForOneself (an approver who handles the matter or is named in an order, or who extends it
    again for their own unit).
    """
    final = matter.obligation(Duty.FINAL_ANSWER)
    if matter.answered_at is not None or final is None or not final.is_open:
        raise AlreadyAnswered()
    if not matter.registered:
        raise NotRegistered()
    if matter.finding is not None:
        raise ExtensionAfterOutcome()
    if final.deadline.at <= situation.now:
        raise TooLateToExtend(due=final.deadline.at.isoformat())
    rules = rules_of(Duty.FINAL_ANSWER, matter, situation)
    _may_extend(matter, rules, situation)
    extension = rules.rulebook.extension
    if command.working_days > extension.max_working_days:
        raise ExtensionTooLong(days=command.working_days, maximum=extension.max_working_days)
    moved = rules.extended(final.deadline, command.working_days)
    return (
        AnswerExtended(
            approver=situation.actor.person,
            unit=final.owner.unit,
            person=final.owner.person,
            final_answer_by=moved,
            **_moving_along(moved, matter, situation),
            **command.model_dump(),
        ),
    )


def _moving_along(final: Deadline, matter: Matter, situation: Situation) -> dict[str, Deadline]:
    """What an extension takes along: an interim reply once owed, and what is not yet due."""
    still = {
        f"{each.key.duty}_by"
        for each in matter.open_obligations()
        if each.deadline.at > situation.now
    }
    if matter.obligation(Duty.INTERIM_REPLY) is not None:
        still.add("interim_reply_by")
    hanging = hanging_on(final, matter, situation)
    return {name: deadline for name, deadline in hanging.items() if name in still}


def _may_extend(matter: Matter, rules: Rules, situation: Situation) -> None:
    """Rules.md, "Who may": once the unit's head, again the efficiency office, never one's own."""
    actor, in_charge = situation.actor, matter.lead or matter.receiving_unit
    if actor.role is Role.UNIT_HEAD and actor.unit != in_charge:
        raise NotTheLead(lead=in_charge or "-", unit=actor.unit or "-")
    again = matter.extensions >= rules.rulebook.extension.times
    if again and actor.role is not Role.SUPERVISOR:
        raise AlreadyExtended(times=matter.extensions)
    if actor.person in matter.named_or_handled or (again and actor.unit == in_charge):
        raise NotForOneself()


DECISIONS: Decisions = {
    ExtendAnswer: decide_extend,
}
