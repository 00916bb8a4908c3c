"""Handing a matter over to another jurisdiction, and what comes back from there (M39)."""

from domain.cooperation.transfers.commands import (
    NoteAccepted,
    NoteReceiptMissing,
    NoteReceived,
    NoteResult,
    NoteReturned,
    NoteTakenBack,
    PressTransfer,
    TakeBackTransfer,
    TransferMatter,
)
from domain.cooperation.transfers.effects import PRESSING
from domain.cooperation.transfers.errors import (
    GroundOfOtherDirection,
    MatterUnfitForTransfer,
    NamesWhomItIsAbout,
    NotANeighbour,
    ReceiptNotMissing,
    TakenOnThere,
)
from domain.cooperation.transfers.events import (
    ReceiptMissed,
    TakingBackCarried,
    TransferAccepted,
    TransferPressed,
    TransferReceived,
    TransferResultIn,
    TransferReturned,
    TransferSent,
    TransferTakenBack,
)
from domain.cooperation.transfers.state import Transfer
from domain.elsewhere import Elsewhere, Led, in_matter
from domain.matter.handling.decisions import after_outcome
from domain.matter.handling.events import OutcomeReported
from domain.matter.state import Matter
from domain.matter.transferred.events import MatterBack, MatterTransferred, TransferSettled
from domain.obligations import Deadline
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Duty, Measure, TransferGround, TransferStage

NOT_TAKEN_ON = (TransferStage.SENT, TransferStage.RECEIVED)


def decide_transfer(command: TransferMatter, transfer: Transfer, situation: Situation) -> Led:
    """Hand it over. The complainant is still owed the answer here, by the desk.

    Raises NotANeighbour, GroundOfOtherDirection, MatterUnfitForTransfer, NamesWhomItIsAbout.
    """
    tie = situation.ties.to(command.to)
    if tie is None:
        raise NotANeighbour(other=command.to)
    below = command.to in situation.ties.lower
    if command.ground is (TransferGround.HIGHER_LEVEL if below else TransferGround.LOWER_LEVEL):
        raise GroundOfOtherDirection(known=command.ground, other=command.to)
    matter = situation.other(command.matter)
    if not _can_go(matter):
        raise MatterUnfitForTransfer()
    if matter.about_units or matter.about_persons:
        raise NamesWhomItIsAbout()
    sent = TransferSent(
        title=command.title,
        matter=matter.id,
        to=command.to,
        ground=command.ground,
        desk=tie.desk,
        by=situation.actor.person,
        text=command.text,
        receipt_by=situation.rules.deadline("transfer_receipt", situation.now),
    )
    away = MatterTransferred(
        transfer=transfer.id, to=command.to, desk=tie.desk, replaces=tuple(matter.orders)
    )
    return (sent, in_matter(matter.id, away, matter.complainant))


def _can_go(matter: Matter) -> bool:
    """Whether nobody here has it in hand, and it is owed an answer as a whole and by itself."""
    return (
        matter.registered
        and not _is_settled(matter)
        and matter.finding is None
        and matter.between is None
        and not matter.imported
        and matter.assigned_by is None
        and not matter.answer_spared
        and not matter.splitting.parts
        and not matter.joining.here
        and matter.joining.into is None
        and not matter.contesting.contested
        and all(order.signed_at is None for order in matter.orders.values())
    )


def _is_settled(matter: Matter) -> bool:
    return matter.closed_at is not None or matter.answered_at is not None


def decide_miss(_command: NoteReceiptMissing, transfer: Transfer, situation: Situation) -> Led:
    """That the receipt is overdue: the desk owes to press, or to take the matter back."""
    due = transfer.wakes_at is not None and transfer.wakes_at <= situation.now
    if transfer.stage is not TransferStage.SENT or not due:
        return ()
    press_by = situation.rules.deadline("transfer_pressing", situation.now)
    return (ReceiptMissed(desk=transfer.unit or "", press_by=press_by),)


def decide_press(command: PressTransfer, transfer: Transfer, situation: Situation) -> Led:
    """Press for it. Raises ReceiptNotMissing."""
    owed = transfer.obligations.get(PRESSING)
    if owed is None or not owed.is_open:
        raise ReceiptNotMissing()
    again = situation.rules.deadline("transfer_receipt", situation.now)
    return (TransferPressed(text=command.text, again_by=again),)


def decide_take_back(command: TakeBackTransfer, transfer: Transfer, situation: Situation) -> Led:
    """Take it back; who handles it is owed anew. Raises TakenOnThere."""
    if transfer.stage is TransferStage.TAKEN_BACK:
        return ()
    if transfer.stage not in NOT_TAKEN_ON:
        raise TakenOnThere()
    taken_back = TransferTakenBack(reason=command.reason)
    return (taken_back, *_back(transfer, situation))


def decide_received(command: NoteReceived, transfer: Transfer, situation: Situation) -> Led:
    """That it arrived there: by when it is to be taken on counts from then."""
    if transfer.stage is not TransferStage.SENT:
        return ()
    by = situation.rules.deadline("transfer_decision", command.received_at)
    fact = TransferReceived(to=transfer.to, received_at=command.received_at, decision_by=by)
    return (fact,)


def decide_accepted(command: NoteAccepted, transfer: Transfer, situation: Situation) -> Led:
    """That it was taken on: the result is owed together with the outcome here."""
    if transfer.stage not in NOT_TAKEN_ON:
        return ()
    by = _result_by(situation.other(transfer.matter), situation)
    fact = TransferAccepted(to=transfer.to, accepted_at=command.accepted_at, result_by=by)
    return (fact,)


def _result_by(matter: Matter, situation: Situation) -> Deadline:
    outcome = matter.obligation(Duty.OUTCOME)
    since = outcome.deadline if outcome is not None else situation.now
    rules = situation.rules
    return rules.not_at_once(rules.deadline("transfer_result", since), situation.now)


def decide_returned(command: NoteReturned, transfer: Transfer, situation: Situation) -> Led:
    """That it came back: who handles it is owed anew."""
    if transfer.stage not in NOT_TAKEN_ON:
        return ()
    returned = TransferReturned(
        ground=command.ground, text=command.text, returned_at=command.returned_at
    )
    return (returned, *_back(transfer, situation))


def decide_result(command: NoteResult, transfer: Transfer, situation: Situation) -> Led:
    """What was found out there is the outcome here, and the answer is owed next."""
    if transfer.stage is not TransferStage.ACCEPTED:
        return ()
    matter = situation.other(transfer.matter)
    result = TransferResultIn(
        finding=command.finding,
        text=command.text,
        evidence=command.evidence,
        reported_at=command.reported_at,
    )
    if _is_settled(matter) or matter.finding is not None:
        return (result,)
    outcome = OutcomeReported(
        unit=transfer.unit or "",
        person=transfer.by,
        finding=command.finding,
        measures=(Measure.REFERRED,),
        text=command.text,
        evidence=(command.evidence,),
        **after_outcome(matter, situation),
    )
    settled = TransferSettled(of=transfer.id)
    return (result, *(in_matter(matter.id, e, matter.complainant) for e in (outcome, settled)))


def decide_taken_back(_command: NoteTakenBack, _transfer: Transfer, _situation: Situation) -> Led:
    """That the other side knows: nothing is left to carry."""
    return (TakingBackCarried(),)


def _back(transfer: Transfer, situation: Situation) -> tuple[Elsewhere, ...]:
    matter = situation.other(transfer.matter)
    if matter.between != transfer.id or _is_settled(matter):
        return ()
    by = situation.rules.deadline("dispatch", situation.now)
    fact = MatterBack(transfer=transfer.id, desk=transfer.unit or "", dispatch_by=by)
    return (in_matter(matter.id, fact, matter.complainant),)


DECISIONS: Decisions = {
    TransferMatter: decide_transfer,
    PressTransfer: decide_press,
    TakeBackTransfer: decide_take_back,
    NoteReceiptMissing: decide_miss,
    NoteReceived: decide_received,
    NoteAccepted: decide_accepted,
    NoteReturned: decide_returned,
    NoteResult: decide_result,
    NoteTakenBack: decide_taken_back,
}
