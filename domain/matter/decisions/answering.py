"""What the complainant is told: interim replies, the answer, extensions, exemptions."""

from domain.envelope import Fact
from domain.errors import (
    AlreadyAnswered,
    AlreadyExtended,
    ExtensionTooLong,
    NotForOneself,
    NotProposed,
    NotRegistered,
    NotTheLead,
    OutcomeMissing,
    PolicyNotExplained,
    PromiseInThePast,
    RouteExists,
    SecondPersonNeeded,
    TooLateToExtend,
)
from domain.matter.commands import (
    AnswerComplainant,
    ConfirmExemption,
    ExtendAnswer,
    GiveInterimReply,
    ProposeExemption,
)
from domain.matter.events import (
    AnswerExempted,
    AnswerExtended,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty, Finding, Role


def decide_interim_reply(
    command: GiveInterimReply, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Tell the complainant why it takes longer; the final answer stays owed (M11).

    Raises AlreadyAnswered; PromiseInThePast where the promised day has passed already.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if command.expected_by <= situation.now:
        raise PromiseInThePast(given=command.expected_by.isoformat(), now=situation.now.isoformat())
    return (InterimReplyGiven(**command.model_dump()),)


def decide_answer(
    command: AnswerComplainant, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Tell the complainant the result (件件有回音).

    Raises OutcomeMissing: nothing has been found out yet, so there is nothing to tell;
    PolicyNotExplained: outside policy, and the policy is not explained (M12); NotTheLead for a
    participating unit; AlreadyAnswered.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.finding is None:
        raise OutcomeMissing()
    if matter.finding is Finding.OUTSIDE_POLICY and command.policy is None:
        raise PolicyNotExplained()
    unit = command.unit or situation.actor.unit or matter.lead
    if unit in matter.orders and unit not in (matter.lead, matter.receiving_unit):
        raise NotTheLead(lead=matter.lead or "-", unit=unit)
    return (
        ComplainantAnswered(
            unit=unit,
            close_by=situation.rules.deadline("close", situation.now),
            closing_unit=matter.receiving_unit,
            **command.model_dump(exclude={"unit"}),
        ),
    )


def decide_extend(command: ExtendAnswer, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Extend the final answer before it is due; outcome, interim reply and feedback move with it.

    The lead unit's head may do it once, the efficiency office again, nobody for themselves.
    Raises NotRegistered (nobody has it in hand yet), AlreadyAnswered, TooLateToExtend,
    NotTheLead (the head of another unit), AlreadyExtended, ExtensionTooLong, NotForOneself (an
    approver who handles the matter, or extends it again for their own unit).
    """
    final = matter.obligation(Duty.FINAL_ANSWER)
    if matter.answered_at is not None or final is None or not final.is_open:
        raise AlreadyAnswered()
    if not matter.registered:
        raise NotRegistered()
    if final.deadline.at <= situation.now:
        raise TooLateToExtend(due=final.deadline.at.isoformat())
    _may_extend(matter, situation)
    extension = situation.rules.rulebook.extension
    if command.working_days > extension.max_working_days:
        raise ExtensionTooLong(days=command.working_days, maximum=extension.max_working_days)
    rules = situation.rules
    moved = rules.extended(final.deadline, command.working_days)
    outcome_by = rules.before("outcome", moved)
    to_leader = matter.assigned_by is not None
    return (
        AnswerExtended(
            approver=situation.actor.person,
            final_answer_by=moved,
            outcome_by=outcome_by,
            interim_reply_by=rules.same_as("interim_reply", moved),
            feedback_to_leader_by=rules.same_as("feedback_to_leader", outcome_by)
            if to_leader
            else None,
            **command.model_dump(),
        ),
    )


def _may_extend(matter: Matter, situation: Situation) -> None:
    """Rules.md, "Who may": once the unit's head, again the efficiency office, never one's own."""
    actor, in_charge = situation.actor, matter.lead or matter.receiving_unit
    if actor.role is Role.UNIT_HEAD and actor.unit != in_charge:
        raise NotTheLead(lead=in_charge or "-", unit=actor.unit or "-")
    again = matter.extensions >= situation.rules.rulebook.extension.times
    if again and actor.role is not Role.SUPERVISOR:
        raise AlreadyExtended(times=matter.extensions)
    if actor.person in matter.handlers or (again and actor.unit == in_charge):
        raise NotForOneself()


def decide_propose_exemption(
    command: ProposeExemption, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Propose that no answer is owed: anonymous, and no route exists.

    Raises RouteExists, AlreadyAnswered.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.reachable:
        raise RouteExists()
    if matter.exempted or matter.exemption_proposed_by == situation.actor.person:
        return ()
    return (ExemptionProposed(**command.model_dump()),)


def decide_confirm_exemption(
    _command: ConfirmExemption, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Confirm the exemption as a second person.

    Raises NotProposed, AlreadyAnswered, SecondPersonNeeded, NotForOneself (who handles it).
    """
    if matter.exempted:
        return ()
    if matter.exemption_proposed_by is None or matter.exemption_ground is None:
        raise NotProposed()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if situation.actor.person == matter.exemption_proposed_by:
        raise SecondPersonNeeded()
    if situation.actor.person in matter.handlers:
        raise NotForOneself()
    if matter.finding is None:
        closing = {}
    else:
        closing = {
            "close_by": situation.rules.deadline("close", situation.now),
            "closing_unit": matter.receiving_unit,
        }
    return (
        AnswerExempted(
            ground=matter.exemption_ground, proposed_by=matter.exemption_proposed_by, **closing
        ),
    )
