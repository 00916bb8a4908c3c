"""One example of every fact of bulletins, referrals and talks, with every field given."""

from domain.accountability.bulletins import events as b
from domain.cooperation.referrals import events as r
from domain.cooperation.reports_upward import events as u
from domain.cooperation.talks import events as t
from domain.envelope import Fact
from domain.vocabulary import (
    AppealOutcome,
    BulletinScope,
    BulletinTone,
    Cause,
    Channel,
    Duty,
    PursuingBody,
)
from tests.domain.examples_of_proceedings import day, due

EXAMPLES: tuple[Fact, ...] = (
    b.BulletinPublished(
        number="2026-TB-000001",
        title="关于窗口问题的通报",
        scope=BulletinScope.COUNTY,
        tone=BulletinTone.CRITICISM,
        units=("housing",),
        about="case-c1",
        office="office",
        text="经查属实",
    ),
    b.BulletinCorrected(text="更正为两次", reason="核对后更正"),
    b.BulletinOverturned(
        outcome=AppealOutcome.REVOKED, office="office", amend_by=due("bulletin_amended", 9)
    ),
    b.BulletinWithdrawn(reason="原决定已撤销"),
    r.ReferralMade(
        number="2026-YS-000001",
        title="违规收费问题",
        body=PursuingBody.DISCIPLINE,
        sender="office",
        receiver="transport",
        matter="m1",
        about="case-c1",
        beyond_authority=True,
        text="移送处理",
        papers=("笔录",),
        receipt_by=due("referral_receipt", 9),
    ),
    r.ReferralSigned(receiver="transport", receipt="3 号", result_by=due("referral_result", 30)),
    r.ReferralRefused(reason="不属管辖"),
    r.ReferralProgressed(
        receiver="transport", text="初步核实", result_by=due("referral_result", 30)
    ),
    r.ReferralResultReturned(text="已立案", evidence="5 号"),
    t.ThreePartyTalkHeld(
        number="2026-YT-000001",
        title="停工约谈",
        owner="water",
        contractor="某建设公司",
        helper="housing",
        cause=Cause.OWNER,
        pursuer="office",
        matter="m1",
        owed_by="office",
        route_by=due("cause_routed", 9),
        text="业主未付款",
    ),
    u.ReportCounted(
        number="2026-SJ-000001",
        channel=Channel.LETTER,
        higher="市纪委监委",
        owed_by="office",
        send_by=due("sent_up", 9),
    ),
    u.ClassConfirmed(),
    u.ReportSentUp(receipt="市收 3 号"),
    t.TalkRouted(to="lead-l1"),
    t.EarlyTalkHeld(
        number="2026-YT-000002",
        title="事前提醒：办结",
        matter="m1",
        duty=Duty.OUTCOME,
        of="housing",
        nth=1,
        unit="housing",
        person="handler-wang",
        due_at=day(19),
        office="office",
        text="提醒",
    ),
)
