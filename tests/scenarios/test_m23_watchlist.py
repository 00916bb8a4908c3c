"""M23 重点督查、重点监控: many complaints or breaches put somebody on a list; people take them off."""

from datetime import date

import pytest

from domain.envelope import Actor
from domain.organisation.commands import AppointPerson, EstablishPost
from domain.proceedings.errors import ProceedingClosed
from domain.supervision.errors import OwnUnit
from domain.supervision.watchlist.commands import (
    PutOnWatch,
    ReviewWatch,
    TakeOffWatch,
    WatchAgain,
    WatchByRule,
)
from domain.supervision.watchlist.errors import AlreadyWatched, NobodyToWatch
from domain.supervision.watchlist.signs import Reached, Sign
from domain.supervision.watchlist.state import Watch
from domain.vocabulary import (
    Duty,
    Nature,
    PostRank,
    ProceedingKind,
    Role,
    WatchSign,
    WatchStage,
    WatchSubject,
)
from projections.obligation_ledger import Wanted
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted, NotYourMatter
from service.adoption import SYSTEM
from service.asking import Asked
from tests.people import CLERK, HANDLER, LEADER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at
from tests.scenarios.supervising import act, listed, of_kind, opened, owed, shown, watch

HOUSING = "watch-unit:housing"


def complained(office: Office, times: int, **about: tuple[str, ...]) -> list[str]:
    """So many complaints about conduct."""
    return [office.take_in(nature=Nature.CONDUCT, **about) for _ in range(times)]


def watched(office: Office) -> dict[str, str]:
    """The entries of the list, and where each stands."""
    return {row.proceeding: row.stage for row in of_kind(office, ProceedingKind.WATCH)}


def test_m23_five_complaints_in_ninety_days_put_a_unit_on_with_what_put_it_there(
    office: Office,
) -> None:
    matters = complained(office, 4, about_units=("housing",))
    watch(office)
    assert watched(office) == {}
    matters += complained(office, 1, about_units=("housing",))
    watch(office)
    watch(office)
    assert watched(office) == {HOUSING: WatchStage.ON}
    state = shown(office, HOUSING)
    assert isinstance(state, Watch)
    assert (state.rule, state.count, state.times) == ("efficiency-office/1 watch.2", 5, 1)
    assert set(state.links) == {f"matter-{matter}" for matter in matters}
    review = owed(office, HOUSING)[Duty.WATCH_CHECK]
    assert (review.owner_unit, review.ended) == ("office", None)


def test_m23_complaints_that_are_old_or_about_no_conduct_do_not_count(office: Office) -> None:
    complained(office, 3, about_units=("housing",))
    for _ in range(3):
        office.take_in(nature=Nature.REQUEST, about_units=("housing",))
    watch(office)
    assert watched(office) == {}
    office.clock.move_to(at(6, 2))
    complained(office, 2, about_units=("housing",))
    watch(office)
    assert HOUSING not in watched(office)


def test_m23_an_official_and_the_post_they_hold_are_watched_apart_from_the_unit(
    office: Office,
) -> None:
    post, since = "housing-window", date(2026, 1, 1)
    for command in (
        EstablishPost(post=post, unit="housing", title="窗口", rank=PostRank.HANDLER),
        AppointPerson(person=HANDLER.person, name="王", post=post, since=since),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    complained(office, 3, about_persons=(HANDLER.person,))
    watch(office)
    assert watched(office) == {
        f"watch-person:{HANDLER.person}": WatchStage.ON,
        f"watch-post:{post}": WatchStage.ON,
    }
    assert shown(office, f"watch-post:{post}").about_persons == (HANDLER.person,)


def test_m23_breaches_count_too(office: Office) -> None:
    for _ in range(5):
        office.in_hand()
    office.clock.move_to(at(3, 26))
    watch(office)  # the verdicts
    watch(office)
    state = shown(office, f"watch-person:{HANDLER.person}")
    assert isinstance(state, Watch)
    assert (state.stage, state.rule) == (WatchStage.ON, "efficiency-office/1 watch.6")
    ledger = office.ledger(Wanted(owner_person=HANDLER.person)).items
    missed = [each for each in ledger if each.verdict_by is not None]
    assert state.count == len(missed) >= 15
    assert {each.duty for each in state.signs} == {each.duty for each in missed}
    assert HOUSING not in watched(office)  # a unit is watched from thirty


def test_m23_taken_off_by_people_it_comes_back_only_by_new_signs(office: Office) -> None:
    complained(office, 5, about_units=("housing",))
    watch(office)
    with pytest.raises(NotPermitted):
        act(office, TakeOffWatch(reason="-"), CLERK, HOUSING)
    act(office, ReviewWatch(text="仍有投诉"), SUPERVISOR, HOUSING)
    assert owed(office, HOUSING)[Duty.WATCH_CHECK].nth == 2
    office.clock.advance(hours=1)
    act(office, TakeOffWatch(reason="已好转"), SUPERVISOR, HOUSING)
    watch(office)
    assert watched(office) == {HOUSING: WatchStage.OFF}
    office.clock.advance(hours=1)
    complained(office, 4, about_units=("housing",))
    watch(office)
    assert watched(office) == {HOUSING: WatchStage.OFF}
    complained(office, 1, about_units=("housing",))
    watch(office)
    watch(office)
    state = shown(office, HOUSING)
    assert isinstance(state, Watch)
    assert (state.stage, state.times, state.count) == (WatchStage.ON, 2, 5)


def test_m23_people_put_on_too_outside_the_line_and_for_a_reason(office: Office) -> None:
    by_hand = PutOnWatch(subject=WatchSubject.UNIT, code="water", reason="群众反映集中")
    for actor in (CLERK, HANDLER):
        with pytest.raises(NotPermitted):
            opened(office, by_hand, actor)
    with pytest.raises(OwnUnit):
        opened(office, by_hand.model_copy(update={"code": "office"}))
    with pytest.raises(NobodyToWatch):
        opened(office, by_hand.model_copy(update={"code": "nobody"}))
    entry = opened(office, by_hand)
    with pytest.raises(AlreadyWatched):
        opened(office, by_hand)
    with pytest.raises(AlreadyWatched):
        act(office, WatchAgain(reason="又有反映"), SUPERVISOR, entry)
    act(office, TakeOffWatch(reason="查明无事"), SUPERVISOR, entry)
    act(office, WatchAgain(reason="又有反映"), SUPERVISOR, entry)
    act(office, TakeOffWatch(reason="查明无事"), SUPERVISOR, entry)
    assert opened(office, by_hand) == entry
    state = shown(office, entry)
    assert isinstance(state, Watch) and (state.stage, state.times) == (WatchStage.ON, 3)
    assert state.rule is None
    act(office, TakeOffWatch(reason="-"), SUPERVISOR, entry)
    with pytest.raises(ProceedingClosed):
        act(office, ReviewWatch(text="-"), SUPERVISOR, entry)


def test_m23_whoever_would_put_their_own_line_on_learns_nothing_of_whether_it_is(
    office: Office,
) -> None:
    own = PutOnWatch(subject=WatchSubject.UNIT, code="office", reason="试探")
    with pytest.raises(OwnUnit) as before:
        opened(office, own)
    elsewhere = Actor(person="supervisor-qian", role=Role.SUPERVISOR, unit="water")
    assert opened(office, own, elsewhere) == "watch-unit:office"
    with pytest.raises(OwnUnit) as after:
        opened(office, own)
    assert str(after.value) == str(before.value)


def test_m23_the_programs_word_alone_puts_nobody_on(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("water",))
    sign = Sign(sign=WatchSign.COMPLAINTS_RECEIVED, at=office.clock.now(), life=f"matter-{matter}")
    said = Reached(row=2, count=5, signs=(sign,) * 5)
    by_rule = WatchByRule(subject=WatchSubject.UNIT, code="housing", reached=said)
    with pytest.raises(NotPermitted):
        opened(office, by_rule)
    assert office.app.handler.open(by_rule, SYSTEM).recorded == ()
    assert watched(office) == {}


def test_m23_whom_it_is_about_finds_no_trace_and_the_list_has_a_past(office: Office) -> None:
    complained(office, 5, about_units=("housing",))
    watch(office)
    before = office.clock.now()
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, HOUSING)
    office.clock.advance(days=1)
    act(office, TakeOffWatch(reason="已好转"), SUPERVISOR, HOUSING)
    on = WantedProceedings(kind=ProceedingKind.WATCH, open=True)
    assert listed(office, on, LEADER) == []
    assert [row.proceeding for row in listed(office, on, LEADER, Asked(as_of=before))] == [HOUSING]
