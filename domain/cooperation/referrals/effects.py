"""What happens to a referral, and what the receiver owes: a receipt, then a result (M27)."""

from collections.abc import Iterable
from typing import Any

from domain.cooperation.referrals.events import (
    ReferralMade,
    ReferralProgressed,
    ReferralRefused,
    ReferralResultReturned,
    ReferralSigned,
)
from domain.cooperation.referrals.state import Referral
from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Party, ReferralStage

RECEIPT, RESULT = Key(Duty.REFERRAL_RECEIPT), Key(Duty.REFERRAL_RESULT)


def _made(fact: ReferralMade) -> Iterable[Effect]:
    yield Opens(RECEIPT, Owner(fact.receiver), Party.OFFICE, fact.receipt_by)


def _signed(fact: ReferralSigned) -> Iterable[Effect]:
    yield Ends(RECEIPT)
    yield Opens(RESULT, Owner(fact.receiver), Party.OFFICE, fact.result_by)


def _refused(_fact: ReferralRefused) -> Iterable[Effect]:
    yield Ends(RECEIPT)


def _progressed(fact: ReferralProgressed) -> Iterable[Effect]:
    yield Ends(RESULT)
    yield Opens(RESULT, Owner(fact.receiver), Party.OFFICE, fact.result_by)


def _returned(_fact: ReferralResultReturned) -> Iterable[Effect]:
    yield Ends(RESULT)


EFFECTS: Effects = {
    ReferralMade: _made,
    ReferralSigned: _signed,
    ReferralRefused: _refused,
    ReferralProgressed: _progressed,
    ReferralResultReturned: _returned,
}


def _taken_in(_referral: Referral, fact: ReferralMade, _recorded: Recorded) -> dict[str, Any]:
    matter = matter_stream(fact.matter) if fact.matter is not None else None
    return {
        "title": fact.title,
        "stage": ReferralStage.HANDED_OVER,
        "unit": fact.receiver,
        "units": frozenset(filter(None, (fact.sender, fact.receiver))),
        "links": tuple(filter(None, (matter, fact.about))),
        "body": fact.body,
        "sender": fact.sender,
        "matter": fact.matter,
        "beyond_authority": fact.beyond_authority,
    }


def _taken_on(_referral: Referral, _fact: ReferralSigned, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": ReferralStage.SIGNED, "signed": True}


def _left(_referral: Referral, _fact: ReferralRefused, recorded: Recorded) -> dict[str, Any]:
    return {"stage": ReferralStage.REFUSED, "closed_at": recorded.occurred_at}


def _further(referral: Referral, _f: ReferralProgressed, _recorded: Recorded) -> dict[str, Any]:
    return {"progress": referral.progress + 1}


def _done(_r: Referral, _fact: ReferralResultReturned, recorded: Recorded) -> dict[str, Any]:
    return {"stage": ReferralStage.RESULT_IN, "closed_at": recorded.occurred_at}


CHANGES: Changes = {
    ReferralMade: _taken_in,
    ReferralSigned: _taken_on,
    ReferralRefused: _left,
    ReferralProgressed: _further,
    ReferralResultReturned: _done,
}
