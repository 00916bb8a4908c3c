"""By which command what is owed is usually done: the next action of a list, never a rule."""

from collections.abc import Mapping

from domain.envelope import Command
from domain.matter.answering.commands import AnswerComplainant, GiveInterimReply
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import DecideReview
from domain.matter.disputing.commands import RuleObjection, SettleResponsibility
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import (
    DecideDifficulty,
    InformLeader,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.intake.commands import NotifyAcceptance, RegisterMatter
from domain.matter.nodes.commands import ReportEmergency, ReportNode
from domain.matter.rounds.commands import ReportRound
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder
from domain.matter.urging.commands import ReportOnSlip
from domain.vocabulary import Duty

_BY: Mapping[Duty, type[Command]] = {
    Duty.REGISTER: RegisterMatter,
    Duty.ACCEPTANCE_NOTICE: NotifyAcceptance,
    Duty.DISPATCH: DispatchMatter,
    Duty.DELIVERY: DeliverOrder,
    Duty.SIGN: SignOrder,
    Duty.RULING: RuleObjection,
    Duty.SETTLE_RESPONSIBILITY: SettleResponsibility,
    Duty.FIRST_FEEDBACK: ReportProgress,
    Duty.PARTICIPANT_REPORT: ReportParticipation,
    Duty.DIFFICULTY_DECISION: DecideDifficulty,
    Duty.OUTCOME: ReportOutcome,
    Duty.ANSWER: AnswerComplainant,
    Duty.FINAL_ANSWER: AnswerComplainant,
    Duty.INTERIM_REPLY: GiveInterimReply,
    Duty.FEEDBACK_TO_LEADER: InformLeader,
    Duty.FOLLOW_UP_CALL: RecordCall,
    Duty.REDO: ReportOutcome,
    Duty.REVIEW: DecideReview,
    Duty.RE_REVIEW: DecideReview,
    Duty.SLIP_REPORT: ReportOnSlip,
    Duty.ROUND_REPORT: ReportRound,
    Duty.NODE_FEEDBACK: ReportNode,
    Duty.EMERGENCY_FIRST_REPORT: ReportEmergency,
    Duty.EMERGENCY_PROGRESS: ReportEmergency,
    Duty.CLOSE: CloseMatter,
}


def action_for(duty: Duty) -> str | None:
    """The name of the command by which a duty is usually done; None where there is none of its own."""
    command = _BY.get(duty)
    return command.ACTION if command else None
