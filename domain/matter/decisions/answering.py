"""What the complainant is told: interim replies, the answer, extensions, exemptions."""

from domain.envelope import Fact
from domain.errors import (
    AlreadyAnswered,
    AlreadyExtended,
    ExtensionAfterOutcome,
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
    UnknownUnit,
)
from domain.matter.commands import (
    AnswerComplainant,
    ConfirmExemption,
    ExtendAnswer,
    GiveInterimReply,
    ProposeExemption,
)
from domain.matter.decisions.about import refuse_unit
from domain.matter.decisions.recounting import hanging_on, rules_of
from domain.matter.events import (
    AnswerExempted,
    AnswerExtended,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.rules import Rules
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
    PolicyNotExplained: outside policy, and the policy is not explained (M12); AlreadyAnswered;
    UnknownUnit, ComplainedAboutCannotHandle and NotTheLead for a unit that cannot speak here: the
    lead does, the receiving unit, and a clerk for their own unit where it has no part in the matter.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.finding is None:
        raise OutcomeMissing()
    if matter.finding is Finding.OUTSIDE_POLICY and command.policy is None:
        raise PolicyNotExplained()
    return (
        ComplainantAnswered(
            unit=_speaking(command, matter, situation),
            close_by=situation.rules.deadline("close", situation.now),
            closing_unit=matter.receiving_unit,
            **command.model_dump(exclude={"unit"}),
        ),
    )


def _speaking(command: AnswerComplainant, matter: Matter, situation: Situation) -> str:
    """The unit for which the complainant is answered, once it is sure that it may."""
    actor = situation.actor
    unit = command.unit or actor.unit or matter.lead or ""
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit or "-")
    refuse_unit(unit, matter, situation)
    clerks_own = actor.role is Role.CLERK and unit == actor.unit and unit not in matter.orders
    if unit not in (matter.lead, matter.receiving_unit) and not clerks_own:
        raise NotTheLead(lead=matter.lead or "-", unit=unit)
    return unit


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

    Raises NotProposed, AlreadyAnswered, RouteExists (it came to light meanwhile),
    SecondPersonNeeded, NotForOneself (who handles it or is named in an order).
    """
    if matter.exempted:
        return ()
    if matter.exemption_proposed_by is None or matter.exemption_ground is None:
        raise NotProposed()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.reachable:
        raise RouteExists()
    if situation.actor.person == matter.exemption_proposed_by:
        raise SecondPersonNeeded()
    if situation.actor.person in matter.named_or_handled:
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
