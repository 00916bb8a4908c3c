"""Referrals, as the program runs them."""

from domain.cooperation.referrals.commands import Refer, ReturnResult, SignReferral
from domain.cooperation.referrals.decisions import DECISIONS
from domain.cooperation.referrals.effects import CHANGES, EFFECTS
from domain.cooperation.referrals.events import FACTS
from domain.cooperation.referrals.state import Referral
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, ReferralStage

REFERRAL = Kind(
    name=ProceedingKind.REFERRAL,
    plural="referrals",
    blank=Referral,
    stages=ReferralStage,
    opening=(Refer,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.REFERRAL_RECEIPT: SignReferral, Duty.REFERRAL_RESULT: ReturnResult},
)
