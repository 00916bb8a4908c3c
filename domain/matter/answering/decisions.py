"""What the complainant is told: interim replies, the answer, extensions, exemptions."""

from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.about import refuse_unit
from domain.matter.answering.commands import (
    AnswerComplainant,
    ConfirmExemption,
    GiveInterimReply,
    ProposeExemption,
)
from domain.matter.answering.errors import (
    NotProposed,
    PolicyNotExplained,
    PromiseInThePast,
    RouteExists,
    SecondPersonNeeded,
)
from domain.matter.answering.events import (
    AnswerExempted,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.errors import AlreadyAnswered, NotForOneself, NotTheLead, OutcomeMissing
from domain.matter.outsiders import has_handled
from domain.matter.part import Decisions
from domain.matter.splitting.errors import PartsUnfinished
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Finding, Role


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
    PartsUnfinished: what was found out about a part does not stand any more (M03);
    PolicyNotExplained: outside policy, and the policy is not explained (M12); AlreadyAnswered;
    UnknownUnit, ComplainedAboutCannotHandle and NotTheLead for a unit that cannot speak here: the
    lead does, the receiving unit, and a clerk for their own unit where it has no part in the matter.
    """
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.finding is None:
        raise OutcomeMissing()
    if matter.splitting.unfinished:
        raise PartsUnfinished(numbers=tuple(map(situation.number_of, matter.splitting.unfinished)))
    if matter.finding is Finding.OUTSIDE_POLICY and command.policy is None:
        raise PolicyNotExplained()
    asks = matter.reachable
    next_step, rule = ("follow_up_by", "follow_up_call") if asks else ("close_by", "close")
    return (
        ComplainantAnswered(
            unit=_speaking(command, matter, situation),
            **{next_step: situation.rules.deadline(rule, situation.now)},
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
    if has_handled(situation.actor.person, matter, situation):
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


DECISIONS: Decisions = {
    GiveInterimReply: decide_interim_reply,
    AnswerComplainant: decide_answer,
    ProposeExemption: decide_propose_exemption,
    ConfirmExemption: decide_confirm_exemption,
}
