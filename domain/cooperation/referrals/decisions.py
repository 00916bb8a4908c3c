"""Handing over to another body, and what it owes back (M27)."""

from domain.cooperation.referrals.commands import (
    Refer,
    RefuseReferral,
    ReportOnReferral,
    ReturnResult,
    SignReferral,
)
from domain.cooperation.referrals.errors import (
    NotBeyondAuthority,
    NothingToRefer,
    NotSignedYet,
    NotTheReceiver,
    ReceiverUnfit,
    SignedAlready,
)
from domain.cooperation.referrals.events import (
    ReferralMade,
    ReferralProgressed,
    ReferralRefused,
    ReferralResultReturned,
    ReferralSigned,
)
from domain.cooperation.referrals.state import Referral
from domain.elsewhere import Elsewhere, Led, in_matter
from domain.errors import UnknownUnit
from domain.matter.about import is_about
from domain.matter.handling.decisions import after_outcome
from domain.matter.handling.events import OutcomeReported
from domain.matter.state import Matter
from domain.proceedings.errors import UnknownProceeding
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Finding, Measure


def decide_refer(command: Refer, _referral: Referral, situation: Situation) -> Led:
    """Hand it over. Raises NothingToRefer, UnknownUnit, UnknownProceeding, ReceiverUnfit,
    NotBeyondAuthority."""
    if command.matter is None and command.about is None:
        raise NothingToRefer()
    if command.receiver not in situation.organisation.units:
        raise UnknownUnit(unit=command.receiver)
    about = situation.proceeding(command.about) if command.about is not None else None
    if about is not None and not about.exists:
        raise UnknownProceeding(what=command.about)
    matter = situation.other(command.matter) if command.matter is not None else None
    concerned = {
        *(matter.about_units if matter is not None else ()),
        *(about.about_units if about is not None else ()),
    }
    sender = situation.actor.unit
    own = sender is not None and situation.organisation.same_body(sender, command.receiver)
    if own or is_about(command.receiver, concerned, situation):
        raise ReceiverUnfit(unit=command.receiver)
    if command.beyond_authority and (matter is None or not _can_be_beyond(matter)):
        raise NotBeyondAuthority()
    return (
        ReferralMade(
            title=command.title,
            body=command.body,
            sender=sender,
            receiver=command.receiver,
            matter=matter.id if matter is not None else None,
            about=about.id if about is not None else None,
            beyond_authority=command.beyond_authority,
            text=command.text,
            papers=command.papers,
            receipt_by=situation.rules.deadline("referral_receipt", situation.now),
        ),
    )


def decide_sign(command: SignReferral, referral: Referral, situation: Situation) -> Led:
    """Take it on. A matter referred as beyond authority is so from now on, and the complainant is
    owed word of it.

    Raises NotTheReceiver, NotBeyondAuthority where the matter was found out about meanwhile.
    """
    receiver = _receiver(referral, situation)
    if referral.signed:
        return ()
    signed = ReferralSigned(
        receiver=receiver,
        receipt=command.receipt,
        result_by=situation.rules.deadline("referral_result", situation.now),
    )
    if not referral.beyond_authority or referral.matter is None:
        return (signed,)
    return (signed, _beyond(situation.other(referral.matter), referral, command, situation))


def decide_refuse(command: RefuseReferral, referral: Referral, situation: Situation) -> Led:
    """Leave it with the sender. Raises NotTheReceiver, SignedAlready."""
    _receiver(referral, situation)
    if referral.signed:
        raise SignedAlready()
    return (ReferralRefused(reason=command.reason),)


def decide_report(command: ReportOnReferral, referral: Referral, situation: Situation) -> Led:
    """Say how far it is; the next word is owed in a quarter. Raises NotTheReceiver, NotSignedYet."""
    receiver = _receiver(referral, situation)
    if not referral.signed:
        raise NotSignedYet()
    by = situation.rules.deadline("referral_result", situation.now)
    return (ReferralProgressed(receiver=receiver, text=command.text, result_by=by),)


def decide_return(command: ReturnResult, referral: Referral, situation: Situation) -> Led:
    """Tell the result. Raises NotTheReceiver, NotSignedYet."""
    _receiver(referral, situation)
    if not referral.signed:
        raise NotSignedYet()
    return (ReferralResultReturned(text=command.text, evidence=command.evidence),)


def _receiver(referral: Referral, situation: Situation) -> str:
    """The receiving unit, once it is sure that the actor is of it. Raises NotTheReceiver."""
    own, receiver = situation.actor.unit, referral.unit or ""
    if own is None or not situation.organisation.same_body(own, receiver):
        raise NotTheReceiver(unit=receiver)
    return receiver


def _can_be_beyond(matter: Matter) -> bool:
    order = matter.orders.get(matter.lead or "")
    split = matter.splitting.whole is not None or matter.splitting.unfinished
    return (
        order is not None
        and order.signed_at is not None
        and matter.finding is None
        and matter.answered_at is None
        and matter.closed_at is None
        and not split
    )


def _beyond(
    matter: Matter, referral: Referral, command: SignReferral, situation: Situation
) -> Elsewhere:
    if not _can_be_beyond(matter):
        raise NotBeyondAuthority()
    order = matter.orders[matter.lead or ""]
    outcome = OutcomeReported(
        unit=order.unit,
        person=order.person,
        finding=Finding.BEYOND_AUTHORITY,
        measures=(Measure.REFERRED,),
        text=f"移送 {referral.number}",
        evidence=(command.receipt,),
        **after_outcome(matter, situation),
    )
    return in_matter(matter.id, outcome, matter.complainant)


DECISIONS: Decisions = {
    Refer: decide_refer,
    SignReferral: decide_sign,
    RefuseReferral: decide_refuse,
    ReportOnReferral: decide_report,
    ReturnResult: decide_return,
}
