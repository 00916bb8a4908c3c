"""Not taking a matter on: two people, a lawful ground, and the complainant told."""

from domain.envelope import Fact
from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.part import Decisions
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.refusing.errors import (
    ConductIsInquired,
    RefusalNeedsTwo,
    RefusalNotProposed,
    RefusalTooLate,
)
from domain.matter.refusing.events import MatterRefused, RefusalProposed
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Party


def decide_propose(
    command: ProposeRefusal, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Propose a refusal. Raises NotRegistered, AlreadyAnswered, ConductIsInquired, RefusalTooLate."""
    _refusable(matter)
    if matter.refusing.proposed_by == situation.actor.person:
        return ()
    return (RefusalProposed(**command.model_dump()),)


def decide_confirm(
    command: ConfirmRefusal, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Refuse it, as a second person. Raises as ``decide_propose``, RefusalNotProposed,
    RefusalNeedsTwo."""
    if matter.refusing.refused:
        return ()
    _refusable(matter)
    proposal = matter.refusing
    if proposal.proposed_by is None or proposal.ground is None:
        raise RefusalNotProposed()
    if proposal.proposed_by == situation.actor.person:
        raise RefusalNeedsTwo()
    inside = (each.key for each in matter.open_obligations() if each.to is not Party.COMPLAINANT)
    return (
        MatterRefused(
            ground=proposal.ground,
            proposed_by=proposal.proposed_by,
            lapses=tuple(inside),
            close_by=situation.rules.deadline("close", situation.now),
            closing_unit=matter.receiving_unit,
            **command.model_dump(),
        ),
    )


def _refusable(matter: Matter) -> None:
    if not matter.registered:
        raise NotRegistered()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.about_conduct:
        raise ConductIsInquired()
    delivered = any(order.delivered_at is not None for order in matter.orders.values())
    urgent = matter.nodes.emergency_since is not None
    split = any(not part.called_off for part in matter.splitting.parts.values())
    if delivered or urgent or split or matter.contesting.contested or matter.answer_spared:
        raise RefusalTooLate()


DECISIONS: Decisions = {ProposeRefusal: decide_propose, ConfirmRefusal: decide_confirm}
