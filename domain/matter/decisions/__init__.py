"""What a matter answers to a command: events, none (already so), or a broken rule.

One file a phase of the matter's life; ``decide`` finds the decision for a command.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.envelope import Command, Fact
from domain.errors import AlreadyClosed, AlreadyThere, UnknownMatter
from domain.matter import commands
from domain.matter.decisions.about import refuse_the_complained_about
from domain.matter.decisions.answering import (
    decide_answer,
    decide_confirm_exemption,
    decide_extend,
    decide_interim_reply,
    decide_propose_exemption,
)
from domain.matter.decisions.closing import decide_close
from domain.matter.decisions.correcting import decide_correct
from domain.matter.decisions.handling import (
    decide_difficulty,
    decide_inform_leader,
    decide_outcome,
    decide_participation,
    decide_progress,
    decide_report_difficulty,
)
from domain.matter.decisions.intake import (
    decide_notify_acceptance,
    decide_receive,
    decide_register,
)
from domain.matter.decisions.routing import decide_deliver, decide_dispatch, decide_sign
from domain.matter.state import Matter
from domain.situation import Situation

Decision = Callable[[Any, Matter, Situation], tuple[Fact, ...]]

DECISIONS: Mapping[type[Command], Decision] = {
    commands.ReceiveMatter: decide_receive,
    commands.RegisterMatter: decide_register,
    commands.CorrectRegistration: decide_correct,
    commands.NotifyAcceptance: decide_notify_acceptance,
    commands.DispatchMatter: decide_dispatch,
    commands.DeliverOrder: decide_deliver,
    commands.SignOrder: decide_sign,
    commands.ReportProgress: decide_progress,
    commands.ReportDifficulty: decide_report_difficulty,
    commands.DecideDifficulty: decide_difficulty,
    commands.ReportParticipation: decide_participation,
    commands.ReportOutcome: decide_outcome,
    commands.InformLeader: decide_inform_leader,
    commands.GiveInterimReply: decide_interim_reply,
    commands.AnswerComplainant: decide_answer,
    commands.ExtendAnswer: decide_extend,
    commands.ProposeExemption: decide_propose_exemption,
    commands.ConfirmExemption: decide_confirm_exemption,
    commands.CloseMatter: decide_close,
}


def decide(command: Command, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """The events a command leads to; empty when what it asks is already so.

    Raises a ``HuiyinError`` naming the broken rule.
    """
    new = isinstance(command, commands.ReceiveMatter)
    if new and matter.exists:
        raise AlreadyThere(what=matter.number)
    if not new and not matter.exists:
        raise UnknownMatter(matter=matter.id)
    if matter.closed_at is not None and not isinstance(command, commands.CloseMatter):
        raise AlreadyClosed()
    refuse_the_complained_about(matter, situation)
    return DECISIONS[type(command)](command, matter, situation)
