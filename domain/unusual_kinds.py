"""For each type of event, whether it is unusual: the one table that decides it.

Every type stands either in ``UNUSUAL``, with the kinds of exception that it may be, or in ``USUAL``,
with the others of every day; a test refuses a type that stands in neither. Being back-dated makes any
event an exception, whatever stands here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from domain.accountability.cases.events import CaseAppealDecided, CaseDecided, MeasureLifted
from domain.accountability.cases.state import Case
from domain.assessment.evaluations.state import Evaluation
from domain.assessment.pledges.events import PledgeVerified
from domain.cooperation.referrals.events import ReferralMade
from domain.envelope import Recorded
from domain.instruction.events import InstructionGiven
from domain.kinds import Life
from domain.matter.contesting.events import ReviewDecided
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.disputing.events import ObjectionRuled, ResponsibilitySettled
from domain.matter.nodes.events import MilestonesSet
from domain.matter.papers.events import PapersRequested
from domain.matter.routing.events import MatterDispatched
from domain.matter.state import Matter
from domain.organisation.events import UnitChanged
from domain.supervision.campaigns.events import CampaignClosed
from domain.vocabulary import AppealOutcome
from domain.vocabulary import ExceptionKind as Kind
from domain.working_days import shanghai_day

Kinds = Callable[[Any, Life | None, Recorded], Iterable[Kind]]
"""The kinds of one event: its fact, its matter or proceeding just before, and the event itself."""


def kinds_of(recorded: Recorded, before: Life | None) -> Iterable[Kind]:
    """What one event is that is unusual, but for being back-dated."""
    known = UNUSUAL.get(recorded.fact.TYPE)
    return known(recorded.fact, before, recorded) if known is not None else ()


def _always(*kinds: Kind) -> Kinds:
    return lambda _fact, _before, _recorded: kinds


def _where(kind: Kind, holds: Callable[[Any], object]) -> Kinds:
    """Where the fact by itself says so."""
    return lambda fact, _before, _recorded: (kind,) if holds(fact) else ()


def _corrected(
    fact: RegistrationCorrected, before: Life | None, _recorded: Recorded
) -> Iterator[Kind]:
    yield Kind.CORRECTED
    if isinstance(before, Matter):
        if fact.channel not in (None, before.channel):
            yield Kind.CHANNEL_CHANGED
        if fact.received_at not in (None, before.received_at):
            yield Kind.RECEIPT_MOVED


def _rerouted(fact: MatterDispatched, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    """An order to another lead than the one there was, or had been."""
    if isinstance(before, Matter) and before.lead not in (None, fact.lead.unit):
        yield Kind.REROUTED


def _in_time(kind: Kind) -> Kinds:
    """Only where the final answer is still to come: what is over already is no race with it."""

    def kinds(_fact: object, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
        if before is not None and not (isinstance(before, Matter) and before.only_imported):
            yield kind

    return kinds


def _other_hands(_fact: object, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    """Another investigator is of note whenever it is; other duties where it is near the due date."""
    yield Kind.INVESTIGATOR_CHANGED if isinstance(before, Case) else Kind.HANDED_OVER_NEAR_DUE


def _cadence(_fact: object, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    """A matter that was under supervision already is reported on in another rhythm."""
    if isinstance(before, Matter) and before.rounds.cadence is not None:
        yield Kind.CADENCE_CHANGED


def _found_again(_fact: object, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    if isinstance(before, Case) and before.finding is not None:
        yield Kind.FINDINGS_CHANGED


def _lifted(fact: MeasureLifted, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    if isinstance(before, Case) and fact.key not in before.ended:
        yield Kind.LIFTED_EARLY


def _drawn_again(_fact: object, before: Life | None, _recorded: Recorded) -> Iterator[Kind]:
    if isinstance(before, Evaluation) and before.drawn:
        yield Kind.ROSTER_REPLACED


def _for_the_past(field: str) -> Kinds:
    """Dates that lie before the day of recording: they change who answered for what was done then."""

    def kinds(fact: object, _before: Life | None, recorded: Recorded) -> Iterator[Kind]:
        day: date = getattr(fact, field)
        if day < shanghai_day(recorded.recorded_at):
            yield Kind.ORGANISATION_BACK_DATED

    return kinds


def _ruled(fact: ObjectionRuled) -> bool:
    return fact.upheld


def _settled_otherwise(fact: ResponsibilitySettled) -> bool:
    return fact.unit != fact.before


def _asked_again(fact: PapersRequested) -> bool:
    return fact.nth > 1


def _overturned(fact: ReviewDecided) -> bool:
    return not fact.upheld


def _moved(fact: MilestonesSet) -> bool:
    return bool(fact.moved)


def _another_parent(fact: UnitChanged) -> bool:
    return fact.parent is not None


def _departs(fact: CaseDecided) -> bool:
    return fact.departure is not None


def _changed_in_appeal(fact: CaseAppealDecided) -> bool:
    return fact.outcome is not AppealOutcome.UPHELD


def _beyond(fact: ReferralMade) -> bool:
    return fact.beyond_authority


def _provisional(fact: InstructionGiven) -> bool:
    return fact.provisional


def _broken(fact: PledgeVerified) -> bool:
    return not fact.kept


def _silent(fact: CampaignClosed) -> bool:
    return bool(fact.silent)


UNUSUAL: Mapping[str, Kinds] = {
    # Time moved, or owed no more
    "matter.answer_extended": _always(Kind.EXTENDED),
    "matter.extension_annulled": _always(Kind.EXTENSION_ANNULLED),
    "matter.answer_paused": _always(Kind.PAUSED),
    "matter.answer_resumed": _always(Kind.RESUMED),
    "matter.reclassified": _always(Kind.RECLASSIFIED),
    "matter.duty_excused": _always(Kind.EXCUSED),
    "matter.answer_exempted": _always(Kind.EXEMPTED),
    "matter.refused": _always(Kind.REFUSED),
    "matter.milestones_set": _where(Kind.NODES_MOVED, _moved),
    "key_work.milestone_moved": _always(Kind.NODES_MOVED),
    "matter.step_covered": _always(Kind.STEP_LEFT_OUT),
    "obligation.recounted": _always(Kind.DUTY_RECOUNTED),
    "calendar.notice_recorded": _always(Kind.CALENDAR_CHANGED),
    # What the matter is, and whose
    "matter.registration_corrected": _corrected,
    "matter.called_off": _always(Kind.PART_CALLED_OFF),
    "matter.merged": _always(Kind.MERGED),
    "matter.unmerged": _always(Kind.UNMERGED),
    "matter.repeat_unlinked": _always(Kind.REPEAT_UNLINKED),
    "matter.dispatched": _rerouted,
    "matter.responsibility_settled": _where(Kind.REROUTED, _settled_otherwise),
    "matter.objection_ruled": _where(Kind.OBJECTION_UPHELD, _ruled),
    "matter.participant_withdrawn": _always(Kind.PARTICIPANT_WITHDRAWN),
    "matter.order_handed_over": _in_time(Kind.HANDED_OVER_NEAR_DUE),
    "proceeding.duties_handed_over": _other_hands,
    "referral.made": _where(Kind.REFERRED_AWAY, _beyond),
    "referral.refused": _always(Kind.REFERRAL_REFUSED),
    "matter.transferred": _always(Kind.TRANSFERRED_AWAY),
    "transfer.taken_back": _always(Kind.TRANSFER_TAKEN_BACK),
    "takeover.returned": _always(Kind.TAKEOVER_RETURNED),
    # The complainant's side
    "matter.withdrawal_recorded": _always(Kind.WITHDRAWAL_RECORDED),
    "matter.withdrawn": _always(Kind.WITHDRAWN),
    "matter.complaint_resumed": _always(Kind.COMPLAINT_RESUMED),
    "matter.papers_requested": _where(Kind.PAPERS_AGAIN, _asked_again),
    "matter.review_decided": _where(Kind.REVIEW_OVERTURNED, _overturned),
    "matter.complainant_answered": _in_time(Kind.ANSWERED_NEAR_DUE),
    "matter.closed": _in_time(Kind.CLOSED_NEAR_DUE),
    # Verdicts and accountability
    "obligation.earlier_act_confirmed": _always(Kind.EARLIER_ACT_CONFIRMED),
    "obligation.verdict_corrected": _always(Kind.VERDICT_CORRECTED),
    "lead.not_held": _always(Kind.NOT_HELD),
    "case.investigator_recused": _always(Kind.INVESTIGATOR_CHANGED),
    "case.findings_recorded": _found_again,
    "case.decided": _where(Kind.LIGHTER_THAN_PROPOSED, _departs),
    "case.not_held": _always(Kind.CASE_NOT_HELD),
    "case.measure_lifted": _lifted,
    "case.appeal_decided": _where(Kind.DECISION_CHANGED, _changed_in_appeal),
    "bulletin.corrected": _always(Kind.BULLETIN_CORRECTED),
    "bulletin.withdrawn": _always(Kind.BULLETIN_WITHDRAWN),
    "upward.counted": _always(Kind.REPORT_NOT_ENTERED),
    # Supervision
    "matter.put_under_supervision": _cadence,
    "matter.released_from_supervision": _always(Kind.SUPERVISION_ENDED),
    "watch.taken_off": _always(Kind.TAKEN_OFF_WATCHLIST),
    "inspection.called_off": _always(Kind.INSPECTION_CALLED_OFF),
    "rectification.withdrawn": _always(Kind.RECTIFICATION_WITHDRAWN),
    "campaign.closed": _where(Kind.CLOSED_INCOMPLETE, _silent),
    "obstruction.recorded": _always(Kind.OBSTRUCTED),
    "instruction.given": _where(Kind.INSTRUCTED_BEFORE_SIGNED, _provisional),
    "instruction.disowned": _always(Kind.INSTRUCTION_DISOWNED),
    # Assessment
    "score.reversed": _always(Kind.SCORE_REVERSED),
    "settlement.frozen": _always(Kind.SCORES_SETTLED),
    "pledge.verified": _where(Kind.PLEDGE_BROKEN, _broken),
    "evaluation.roster_recorded": _drawn_again,
    # What everything is judged by
    "manifest.corrected": _always(Kind.MANIFEST_CORRECTED),
    "rulebook.adopted": _always(Kind.RULES_ADOPTED),
    "organisation.unit_changed": _where(Kind.UNIT_MOVED, _another_parent),
    "jurisdiction.tie_withdrawn": _always(Kind.TIE_WITHDRAWN),
    "organisation.person_appointed": _for_the_past("since"),
    "organisation.portfolio_assigned": _for_the_past("since"),
    "organisation.term_ended": _for_the_past("until"),
    "organisation.commitment_published": _for_the_past("since"),
    # Persons and keys
    "reading.identity_revealed": _always(Kind.IDENTITY_REVEALED),
    "reading.person_searched": _always(Kind.PERSON_SEARCHED),
    "person.erased": _always(Kind.ERASED),
    "person.hold_lifted": _always(Kind.HOLD_LIFTED),
    "proof.key_rotated": _always(Kind.KEY_ROTATED),
}

USUAL: frozenset[str] = frozenset(
    {
        # The ordinary course of a matter
        "matter.received",
        "matter.registered",
        "matter.acceptance_notified",
        "matter.split",
        "matter.part_received",
        "matter.repeat_linked",
        "matter.order_delivered",
        "matter.order_signed",
        "matter.order_opened",
        "matter.participant_added",
        "matter.order_objected",
        "matter.waiting_reported",
        "matter.waiting_ended",
        "matter.progress_reported",
        "matter.difficulty_reported",
        "matter.difficulty_decided",
        "matter.participant_reported",
        "matter.outcome_reported",
        "matter.leader_informed",
        "matter.interim_reply_given",
        "matter.call_made",
        "matter.node_reported",
        "matter.emergency_declared",
        "matter.emergency_reported",
        "matter.emergency_ended",
        "matter.round_opened",
        "matter.round_reported",
        "matter.instructed",
        "matter.transfer_arrived",
        "matter.transfer_settled",
        "matter.imported",
        "matter.answer_imported",
        # The complainant's own acts
        "matter.answer_rated",
        "matter.answer_contested",
        "matter.review_applied",
        # Proposed: the exception is what a second person makes of it, and names who proposed it
        "matter.exemption_proposed",
        "matter.refusal_proposed",
        "person.erasure_proposed",
        # What follows in one stream from an exception in another, in the same append
        "matter.part_finished",
        "matter.part_unfinished",
        "matter.part_recounted",
        "matter.part_regraded",
        "matter.part_called_off",
        "matter.joined",
        "matter.parted",
        "matter.outcome_shared",
        "instruction.relied_on",
        "transfer.sent",
        "transfer.returned",
        "transfer.taking_back_carried",
        "takeover.called_back",
        "matter.back_from_transfer",
        "matter.given_back",
        "bulletin.overturned",
        "case.told_of",
        "clearing.owed",
        "period_duty.done",
        "lead.put_up_for_review",
        "lead.case_opened",
        "lead.aggravated",
        "record.entered",
        "record.reversed",
        "record.influence_ended",
        # What presses those who owe something; that it was missed is a verdict, and a list of its own
        "matter.duty_reminded",
        "matter.duty_urged",
        "matter.supervision_slip_issued",
        "matter.slip_reported",
        "matter.step_proposed",
        "proceeding.duty_pressed",
        "obligation.breached",
        "transfer.receipt_missed",
        "transfer.pressed",
        # Accountability as it is meant to go
        "lead.opened",
        "case.opened",
        "case.lead_joined",
        "case.defence_heard",
        "case.decision_served",
        "case.measure_executed",
        "case.consequence_executed",
        "case.influence_ended",
        "case.appeal_lapsed",
        "case.appealed",
        "case.name_cleared",
        "clearing.done",
        "clearing.accusation_found_false",
        "case.closed",
        "bulletin.published",
        "referral.signed",
        "referral.progressed",
        "referral.result_returned",
        "transfer.received",
        "transfer.accepted",
        "transfer.result_in",
        "takeover.taken_in",
        "takeover.accepted",
        "takeover.result_reported",
        "talk.three_party_held",
        "talk.routed",
        "talk.early_held",
        "upward.class_confirmed",
        "upward.sent",
        # Supervision as it is meant to go
        "instruction.countersigned",
        "instruction.recording_explained",
        "instruction.clarified",
        "instruction.reported",
        "inspection.planned",
        "inspection.carried_out",
        "inspection.finding_recorded",
        "inspection.result_told",
        "inspection.result_published",
        "inspection_duty.opened",
        "inspection_duty.done",
        "rectification.ordered",
        "rectification.reported",
        "rectification.verified",
        "rectification.failed",
        "key_work.set_up",
        "key_work.milestone_reached",
        "key_work.milestone_slipped",
        "key_work.round_opened",
        "key_work.reported",
        "key_work.completed",
        "watch.put_on",
        "watch.reviewed",
        "campaign.started",
        "campaign.stage_reported",
        # Assessment as it is meant to go
        "score.entered",
        "pledge.registered",
        "pledge.published",
        "pledge.reported",
        "periodic_report.drawn",
        "periodic_report.published",
        "period_duty.opened",
        "evaluation.opened",
        "evaluation.slips_issued",
        "evaluation.voting_closed",
        "evaluation.ballots_released",
        "evaluation.result_declared",
        # Entered once, and changed by the events above
        "organisation.unit_established",
        "organisation.post_established",
        "organisation.absence_recorded",
        "jurisdiction.lower_registered",
        "jurisdiction.higher_named",
        "manifest.recorded",
        # Who took what away has a list of its own (``readings``); no file carries a name
        "reading.list_exported",
        "reading.dossier_taken",
        # It keeps something, and hides nothing
        "person.hold_placed",
    }
)
