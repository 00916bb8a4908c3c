"""Taking on what another jurisdiction has handed over, giving it back, telling the result (M39)."""

from domain.cooperation.takeovers.commands import (
    AcceptTakeover,
    CallBackTakeover,
    ReportTakeoverResult,
    ReturnTakeover,
    TakeInTransfer,
)
from domain.cooperation.takeovers.errors import (
    GroundOfTheProgram,
    NothingFoundOut,
    NotTakenOn,
    NotTied,
    TakeoverDecided,
)
from domain.cooperation.takeovers.events import (
    TakeoverAccepted,
    TakeoverCalledBack,
    TakeoverResultReported,
    TakeoverReturned,
    TransferTakenIn,
)
from domain.cooperation.takeovers.state import Takeover
from domain.elsewhere import Elsewhere, Led, in_matter
from domain.envelope import Fact
from domain.matter.intake.decisions import complainants_deadlines
from domain.matter.intake.events import MatterReceived, MatterRegistered
from domain.matter.state import Matter
from domain.matter.transferred.events import MatterGivenBack, TransferArrived, TransferSettled
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Channel, Duty, ReturnGround, TakeoverStage


def natural_key(command: TakeInTransfer) -> str:
    """One takeover for each hand-over: the sender, and the hand-over there."""
    return f"{command.sender}:{command.transfer}"


def decide_take_in(command: TakeInTransfer, takeover: Takeover, situation: Situation) -> Led:
    """Take it in: a matter of its own here, whose limits run from now. Raises NotTied."""
    tie = situation.ties.to(command.sender)
    if tie is None:
        raise NotTied(other=command.sender)
    matter, complainant = situation.new_matter(), natural_key(command)
    decision_by = situation.rules.deadline("transfer_decision", situation.now)
    received = MatterReceived(
        matter=matter,
        complainant=complainant,
        channel=Channel.TRANSFER,
        source_number=command.number,
        received_at=situation.now,
        receiving_unit=tie.desk,
        register_by=decision_by,
        **complainants_deadlines(situation.rules, situation.now, None, command.urgency),
        **command.model_dump(include=_OF_THE_MATTER),
    )
    taken_in = TransferTakenIn(
        matter=matter,
        desk=tie.desk,
        their_number=command.number,
        decision_by=decision_by,
        **command.model_dump(include=_OF_THE_TAKEOVER),
    )
    awaited = TransferArrived(takeover=takeover.id, sender=command.sender)
    return (
        taken_in,
        in_matter(matter, received, complainant),
        in_matter(matter, awaited, complainant),
    )


_OF_THE_MATTER = {
    "anonymous",
    "name",
    "contact",
    "subject",
    "body",
    "place",
    "address",
    "urgency",
}
_OF_THE_TAKEOVER = {
    "title",
    "sender",
    "transfer",
    "ground",
    "nature",
    "conduct",
    "text",
    "first_received_at",
    "answer_by",
}


def decide_accept(command: AcceptTakeover, takeover: Takeover, situation: Situation) -> Led:
    """Take it on: it is registered, and goes to whom it is dispatched to. The result is owed to the
    sender together with the outcome."""
    if takeover.stage is not TakeoverStage.TO_DECIDE:
        return ()
    matter, desk, rules = situation.other(takeover.matter), takeover.unit or "", situation.rules
    outcome = matter.obligation(Duty.OUTCOME)
    result_by = rules.deadline(
        "transfer_result", outcome.deadline if outcome is not None else situation.now
    )
    registered = MatterRegistered(
        unit=desk,
        nature=command.nature or takeover.nature,
        conduct=takeover.conduct if command.conduct is None else command.conduct,
        dispatch_by=rules.deadline("dispatch", situation.now),
    )
    return (
        TakeoverAccepted(desk=desk, result_by=rules.not_at_once(result_by, situation.now)),
        _in(matter, TransferSettled(of=takeover.id)),
        _in(matter, registered),
    )


def decide_return(command: ReturnTakeover, takeover: Takeover, situation: Situation) -> Led:
    """Give it back: nothing is owed for it here any more. Raises TakeoverDecided,
    GroundOfTheProgram."""
    if takeover.stage is not TakeoverStage.TO_DECIDE:
        raise TakeoverDecided()
    if command.ground is ReturnGround.TEXTS_LOST:
        raise GroundOfTheProgram()
    returned = TakeoverReturned(ground=command.ground, text=command.text)
    return (returned, *_given_back(takeover, situation))


def decide_report(command: ReportTakeoverResult, takeover: Takeover, situation: Situation) -> Led:
    """Tell the sender what was found out about the matter here. Raises NotTakenOn,
    NothingFoundOut."""
    if takeover.stage is not TakeoverStage.ACCEPTED:
        raise NotTakenOn()
    matter = situation.other(takeover.matter)
    if matter.finding is None:
        raise NothingFoundOut(matter=matter.number)
    return (
        TakeoverResultReported(
            finding=matter.finding, text=command.text, evidence=command.evidence
        ),
    )


def decide_call_back(_command: CallBackTakeover, takeover: Takeover, situation: Situation) -> Led:
    """That the sender has it again. What was taken on here meanwhile goes on: two answers are better
    than none."""
    if takeover.stage is TakeoverStage.ACCEPTED:
        return (TakeoverCalledBack(kept=True),)
    return (TakeoverCalledBack(), *_given_back(takeover, situation))


def _given_back(takeover: Takeover, situation: Situation) -> tuple[Elsewhere, ...]:
    matter = situation.other(takeover.matter)
    if matter.closed_at is not None:
        return ()
    return (_in(matter, MatterGivenBack(takeover=takeover.id)),)


def _in(matter: Matter, fact: Fact) -> Elsewhere:
    return in_matter(matter.id, fact, matter.complainant)


DECISIONS: Decisions = {
    TakeInTransfer: decide_take_in,
    AcceptTakeover: decide_accept,
    ReturnTakeover: decide_return,
    ReportTakeoverResult: decide_report,
    CallBackTakeover: decide_call_back,
}
