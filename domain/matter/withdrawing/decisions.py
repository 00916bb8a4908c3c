"""The complainant takes the matter back: by their own wish, and never out of an inquiry (M01)."""

from domain.envelope import Fact
from domain.matter.carried import CARRIED, in_charge
from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.matter.withdrawing.errors import (
    AlreadyWithdrawn,
    NotWithdrawn,
    WithdrawalByHandler,
    WithdrawalNeedsTwo,
    WithdrawalNotRecorded,
)
from domain.matter.withdrawing.events import (
    ComplaintResumed,
    MatterWithdrawn,
    OwedAgain,
    WithdrawalRecorded,
)
from domain.obligations import Key, Obligation, Owner
from domain.situation import Situation
from domain.vocabulary import Duty, Party


def decide_withdraw(
    command: RecordWithdrawal, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Record the wish; nothing ends before somebody else has confirmed it.

    Raises NotRegistered, AlreadyAnswered, AlreadyWithdrawn, WithdrawalByHandler.
    """
    _may_concern(matter, situation)
    if matter.withdrawing.recorded_by is not None:
        return ()
    return (
        WithdrawalRecorded(
            **command.model_dump(), handled_by=tuple(sorted(matter.named_or_handled))
        ),
    )


def decide_confirm(
    command: ConfirmWithdrawal, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Confirm it with the complainant, as a second person outside the handling.

    A request or question then owes nothing but its filing. An inquiry into conduct goes on: only
    the answers to the complainant end, and it is filed once there is a finding.
    Raises as ``decide_withdraw``, WithdrawalNotRecorded, WithdrawalNeedsTwo.
    """
    if matter.withdrawing.confirmed:
        return ()
    _may_concern(matter, situation)
    recorded_by = matter.withdrawing.recorded_by
    if recorded_by is None:
        raise WithdrawalNotRecorded()
    if situation.actor.person == recorded_by:
        raise WithdrawalNeedsTwo()
    inquiry = matter.about_conduct
    ends = tuple(
        each.key for each in matter.open_obligations() if not inquiry or _is_an_answer(each, matter)
    )
    filed = not inquiry or matter.finding is not None
    return (
        MatterWithdrawn(
            recorded_by=recorded_by,
            route=command.route,
            ends=ends,
            close_by=situation.rules.deadline("close", situation.now) if filed else None,
            closing_unit=matter.receiving_unit if filed else None,
        ),
    )


def decide_resume(
    command: ResumeComplaint, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Follow the matter up after all; each duty is owed again by its earlier date.

    What was found out meanwhile (M01) is to be told, like every outcome; where the answer is
    exempted, filed.

    A date that has passed meanwhile, or comes sooner, gives way to the end of the next working day.
    Raises NotWithdrawn.
    """
    withdrawal = matter.withdrawing
    if not withdrawal.confirmed:
        raise NotWithdrawn()
    ended = [each for each in matter.obligations.values() if each.ended_by == withdrawal.position]
    again = [_again(each, matter, situation) for each in ended]
    owed = [each for each in again if each is not None]
    whose = in_charge(matter)
    duty = Duty.CLOSE if matter.exempted else Duty.ANSWER
    if matter.finding is not None and all(each.key.duty is not duty for each in owed):
        filed = duty is Duty.CLOSE
        owed.append(
            OwedAgain(
                key=Key(duty),
                unit=matter.receiving_unit if filed else whose.unit,
                person=None if filed else whose.person,
                to=Party.OFFICE if filed else Party.COMPLAINANT,
                by=situation.rules.deadline(duty.value, situation.now),
            )
        )
    return (
        ComplaintResumed(text=command.text, owed=tuple(owed), unit=whose.unit, person=whose.person),
    )


def _is_an_answer(obligation: Obligation, matter: Matter) -> bool:
    """Whether a duty is to the complainant alone; finding out anew (重办) is an inquiry, too."""
    inquired_anew = obligation.key.duty is Duty.REDO and matter.finding is None
    return obligation.to is Party.COMPLAINANT and not inquired_anew


def _again(obligation: Obligation, matter: Matter, situation: Situation) -> OwedAgain | None:
    """The duty by its earlier date, owed by whoever would owe it today; None with its order gone."""
    key, owner = obligation.key, obligation.owner
    units = matter.units if key.duty is Duty.SLIP_REPORT else matter.orders
    if key.of and key.duty not in CARRIED and key.of not in units:
        return None
    order = matter.orders.get(owner.unit or "")
    if order is not None and owner.person is not None:
        owner = Owner(order.unit, order.person)
    elif order is None and owner.unit not in (None, matter.receiving_unit):
        owner = in_charge(matter)
    rules = situation.rules_of(obligation.deadline)
    return OwedAgain(
        key=key,
        unit=owner.unit,
        person=owner.person,
        to=obligation.to,
        by=rules.not_at_once(obligation.deadline, situation.now),
    )


def _may_concern(matter: Matter, situation: Situation) -> None:
    if not matter.registered:
        raise NotRegistered()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    if matter.withdrawing.confirmed:
        raise AlreadyWithdrawn()
    if not is_outsider(matter, situation):
        raise WithdrawalByHandler()


DECISIONS: Decisions = {
    RecordWithdrawal: decide_withdraw,
    ConfirmWithdrawal: decide_confirm,
    ResumeComplaint: decide_resume,
}
