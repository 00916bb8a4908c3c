"""M33 曝光、通报: bulletins are published, corrected, withdrawn, and never erased."""

from datetime import date
from typing import Any

import pytest

from domain.accountability.bulletins.commands import (
    CorrectBulletin,
    PublishBulletin,
    WithdrawBulletin,
)
from domain.accountability.bulletins.errors import DecisionNotServed, NobodyHeldYet, OwnBulletin
from domain.accountability.cases.commands import EndWithoutHolding
from domain.accountability.cases.following_commands import ServeDecision
from domain.envelope import Actor
from domain.organisation.commands import AppointPerson, AssignPortfolio, EstablishPost
from domain.proceedings.errors import ProceedingClosed
from domain.vocabulary import (
    BulletinScope,
    BulletinStage,
    BulletinTone,
    LawfulGround,
    PostRank,
    ProceedingKind,
    Role,
)
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted
from service.asking import Asked
from tests.people import HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.justice import DECIDER, act, decided, heard, stands, steps
from tests.scenarios.office import Office


def publish(office: Office, actor: Actor = SUPERVISOR, **given: Any) -> str:
    """A bulletin for the whole county about housing; its id."""
    usual: dict[str, Any] = {
        "title": "关于窗口问题的通报",
        "scope": BulletinScope.COUNTY,
        "units": ("housing",),
        "text": "经查属实",
    }
    return office.app.handler.open(PublishBulletin(**{**usual, **given}), actor).stream


def test_m33_a_bulletin_is_there_for_everybody_with_its_number(office: Office) -> None:
    bulletin = publish(office)
    for reader in (HANDLER, HEAD, SUPERVISOR):
        assert stands(office, bulletin, reader).number == "2026-TB-000001"
    with pytest.raises(NotPermitted):
        publish(office, HANDLER)


def test_m33_a_case_is_told_of_only_once_somebody_is_held_in_it(office: Office) -> None:
    case = heard(office)
    with pytest.raises(NobodyHeldYet):
        publish(office, about=case)
    drop = EndWithoutHolding(
        ground=LawfulGround.EXEMPTED, provision="办法第八条", reason="先行先试"
    )
    act(office, drop, DECIDER, case)
    with pytest.raises(NobodyHeldYet):
        publish(office, about=case)
    other = decided(office)
    with pytest.raises(DecisionNotServed):
        publish(office, about=other)
    act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, other)
    assert stands(office, publish(office, about=other)).links == (other,)


def test_m33_corrected_and_withdrawn_it_stays_on_record_with_every_text(office: Office) -> None:
    bulletin = publish(office)
    before = office.clock.now()
    office.clock.advance(days=1)
    act(office, CorrectBulletin(text="更正为两次", reason="核对"), SUPERVISOR, bulletin)
    act(office, WithdrawBulletin(reason="已撤销"), SUPERVISOR, bulletin)
    assert stands(office, bulletin).stage is BulletinStage.WITHDRAWN
    assert [each.recorded.fact.TYPE for each in steps(office, bulletin)] == [
        "bulletin.published",
        "bulletin.corrected",
        "bulletin.withdrawn",
    ]
    wanted = WantedProceedings(kind=ProceedingKind.BULLETIN, stage=BulletinStage.PUBLISHED)
    past = office.app.queries.proceedings(SUPERVISOR, Asked(as_of=before), wanted)
    assert [each.proceeding for each in past.items] == [bulletin]
    with pytest.raises(ProceedingClosed):
        act(office, CorrectBulletin(text="再改", reason="再改"), SUPERVISOR, bulletin)


def test_m33_nobody_of_a_unit_named_in_it_touches_it(office: Office) -> None:
    named = Actor(person="supervisor-ge", role=Role.SUPERVISOR, unit="housing")
    with pytest.raises(OwnBulletin):
        publish(office, named)
    bulletin = publish(office)
    for command in (
        WithdrawBulletin(reason="影响形象"),
        CorrectBulletin(text="没有此事", reason="影响形象"),
    ):
        with pytest.raises(OwnBulletin):
            act(office, command, named, bulletin)


def test_m33_whoever_answers_for_a_unit_blames_it_in_public_and_does_it_no_favour(
    office: Office,
) -> None:
    post = EstablishPost(
        post="deputy", unit="county", title="副县长", rank=PostRank.LEADER_IN_CHARGE
    )
    since = date(2026, 1, 1)
    for command in (
        post,
        AppointPerson(person=LEADER.person, name="孙", post="deputy", since=since),
        AssignPortfolio(post="deputy", units=("housing",), since=since),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    blame = publish(office, LEADER, tone=BulletinTone.CRITICISM)
    with pytest.raises(OwnBulletin):
        publish(office, LEADER, tone=BulletinTone.PRAISE)
    for favour in (WithdrawBulletin(reason="算了"), CorrectBulletin(text="轻一些", reason="核对")):
        with pytest.raises(OwnBulletin):
            act(office, favour, LEADER, blame)
    publish(office, LEADER, tone=BulletinTone.PRAISE, units=("water",))
