"""M03 分解安排: parts due before the whole and answered once; repeats merged, each answered."""

from datetime import timedelta

import pytest

from domain.matter.closing.commands import CloseMatter
from domain.matter.joining.commands import LinkRepeat, MergeMatter, UnmergeMatter
from domain.matter.joining.errors import CannotBeMerged, MergedElsewhere
from domain.matter.routing.commands import SignOrder
from domain.matter.splitting.commands import CallOffPart, PartOfMatter, SplitMatter
from domain.matter.splitting.errors import BelongsToTheWhole, PartsUnfinished
from domain.matter.stream import matter_of_stream
from domain.matter.timing.commands import ExtendAnswer
from domain.vocabulary import AnswerRoute, Duty, FeedbackState, ObligationStatus
from projections.feedback_status import WantedMatters
from projections.worklist import Pile
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.executing import VersionChanged
from tests.people import CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, SECOND_CLERK, Office, answer, at, call, outcome

ROAD = PartOfMatter(subject="路面塌陷", body="修复路面")
PIPES = PartOfMatter(subject="水管渗漏", body="修复水管")
SPLIT = SplitMatter(parts=(ROAD, PIPES))


def split(office: Office, matter: str) -> list[str]:
    """The ids of the parts."""
    return [matter_of_stream(s) for s in office.do(SPLIT, CLERK, matter).by_other_stream()]


def merge(into: str) -> MergeMatter:
    return MergeMatter(into=into, reason="同一处")


def merged(office: Office) -> tuple[str, str]:
    """One in hand, and a later one that repeats it and is merged into it."""
    first = office.in_hand()
    office.clock.move_to(at(3, 3))
    again = office.take_in()
    office.do(merge(first), CLERK, again)
    return first, again


def test_m03_parts_are_due_before_the_whole_which_is_answered_once_they_are_done(
    office: Office,
) -> None:
    matter = office.in_hand()
    road, pipes = split(office, matter)
    whole = office.owed(matter)
    assert office.owed(road).keys() == {Duty.DISPATCH, Duty.OUTCOME}
    assert office.owed(road)[Duty.OUTCOME].due_at < whole[Duty.OUTCOME].due_at
    assert office.owed(road)[Duty.OUTCOME].rule == "outcome_of_part"
    for part, unit, handler in ((road, "housing", HANDLER), (pipes, "water", OTHER_HANDLER)):
        office.dispatch(part, unit)
        office.do(SignOrder(), handler, part)
    office.do(outcome(), HANDLER, road)
    with pytest.raises(PartsUnfinished) as refused:
        office.do(outcome(), HANDLER, matter)
    assert "2026-000003" in refused.value.sentence("zh-CN")
    with pytest.raises(BelongsToTheWhole):
        office.do(answer(), CLERK, road)
    office.do(outcome(), OTHER_HANDLER, pipes)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    assert office.state(matter) is FeedbackState.ANSWERED
    assert office.state(road) is FeedbackState.PART_FINISHED
    for part in (road, pipes):
        office.do(CloseMatter(), SUPERVISOR, part)
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SUPERVISOR, matter)
    assert office.state(pipes) is FeedbackState.CLOSED


def test_m03_figures_count_the_original_filing_and_lists_show_its_parts(office: Office) -> None:
    matter = office.in_hand()
    parts = split(office, matter)
    assert office.states() == {FeedbackState.IN_HAND: 1}
    _, figures = office.app.queries.answer_status(SUPERVISOR, NOW)
    assert figures.matters == 1
    wanted = WantedMatters(whole=matter)
    found = office.app.queries.matters(SUPERVISOR, NOW, wanted).items
    assert sorted(each.matter for each in found) == sorted(parts)
    assert {each.number for each in found} == {"2026-000002", "2026-000003"}
    assert office.app.queries.coverage(SUPERVISOR, NOW)[1].gaps == ()


def test_m03_an_extension_of_the_whole_moves_its_parts(office: Office) -> None:
    matter = office.in_hand()
    road, _ = split(office, matter)
    before = office.owed(road)[Duty.OUTCOME].due_at
    longer = ExtendAnswer(working_days=10, reason="鉴定", told_by=AnswerRoute.PHONE)
    with pytest.raises(BelongsToTheWhole):
        office.do(longer, SUPERVISOR, road)
    office.do(longer, SUPERVISOR, matter)
    after = office.owed(road)[Duty.OUTCOME].due_at
    assert after > before
    assert after < office.owed(matter)[Duty.OUTCOME].due_at


def test_m03_a_part_is_called_off_by_somebody_who_does_not_handle_it(office: Office) -> None:
    matter = office.in_hand()
    road, pipes = split(office, matter)
    office.dispatch(road)
    office.do(SignOrder(), HANDLER, road)
    with pytest.raises(NotPermitted):
        office.do(CallOffPart(part=road, reason="嫌麻烦"), HANDLER, matter)
    for part in (road, pipes):
        office.do(CallOffPart(part=part, reason="已另行修复"), SUPERVISOR, matter)
    assert office.state(road) is FeedbackState.CLOSED
    assert office.status(road, Duty.OUTCOME) is ObligationStatus.VOID
    office.do(outcome(), HANDLER, matter)


def test_m03_a_merged_matter_is_answered_to_its_own_complainant_by_its_own_clock(
    office: Office,
) -> None:
    first, again = merged(office)
    owed = office.owed(again)
    assert office.state(again) is FeedbackState.MERGED
    assert office.status(again, Duty.DISPATCH) is ObligationStatus.VOID
    assert owed[Duty.FINAL_ANSWER].ended is None
    assert owed[Duty.FINAL_ANSWER].due_at > office.owed(first)[Duty.FINAL_ANSWER].due_at
    with pytest.raises(MergedElsewhere):
        office.dispatch(again)
    office.do(outcome(), HANDLER, first)
    assert office.state(again) is FeedbackState.SOLVED_NOT_TOLD
    office.do(answer(), CLERK, first)
    assert office.state(again) is FeedbackState.SOLVED_NOT_TOLD
    office.do(answer(), CLERK, again)
    assert office.status(again, Duty.FINAL_ANSWER) is ObligationStatus.DONE_IN_TIME
    assert office.states() == {FeedbackState.ANSWERED: 2}


def test_m03_parting_restores_exactly_what_merging_suspended(office: Office) -> None:
    first = office.in_hand()
    office.clock.move_to(at(3, 3))
    again = office.in_hand("water")
    before, hands = office.owed(again), office.in_whose_hands(again)
    office.do(merge(first), SUPERVISOR, again)
    assert office.in_whose_hands(again) == ("office", None)
    office.clock.move_to(at(3, 5))
    office.do(UnmergeMatter(reason="并非同一处"), SUPERVISOR, again)
    assert (office.owed(again), office.in_whose_hands(again)) == (before, hands)
    assert office.state(again) is FeedbackState.IN_HAND
    then = Asked(as_of=at(3, 4))
    assert office.state(again, then) is FeedbackState.MERGED
    office.do(outcome(), HANDLER, first)
    assert office.state(again) is FeedbackState.IN_HAND


def test_m03_nothing_gets_later_or_lost_by_merging(office: Office) -> None:
    first, again = office.take_in(), office.take_in(about_units=("water",))
    with pytest.raises(CannotBeMerged) as refused:
        office.do(merge(first), CLERK, again)
    assert "两件反映的单位或人员不同" in refused.value.sentence("zh-CN")
    office.clock.move_to(at(3, 4))
    later = office.take_in()
    with pytest.raises(CannotBeMerged) as refused:
        office.do(merge(later), CLERK, first)
    assert "期限晚于本件" in refused.value.sentence("zh-CN")


def test_m03_a_repeat_is_linked_on_both_and_each_goes_on_by_itself(office: Office) -> None:
    first, again = office.take_in(), office.take_in()
    done = office.do(LinkRepeat(other=first), CLERK, again)
    assert [each.stream for each in done.elsewhere] == [f"matter-{first}"]
    office.app.runner.catch_up()
    rows = office.app.queries.worklist(SUPERVISOR, NOW, Pile.ALL).items
    assert {each.matter: each.repeats for each in rows} == {first: 1, again: 1}
    assert office.state(again) is FeedbackState.UNDISPATCHED


def test_m03_nobody_merges_into_what_they_may_not_know_of(office: Office) -> None:
    hidden = office.take_in(
        about_persons=(CLERK.person,), receiving_unit="housing", actor=SUPERVISOR
    )
    office.clock.move_to(office.clock.now() + timedelta(hours=1))
    mine = office.take_in()
    with pytest.raises(NotYourMatter):
        office.do(merge(hidden), CLERK, mine)


def test_m03_a_repeated_key_gives_the_parts_once(office: Office) -> None:
    matter = office.in_hand()
    first = office.app.handler.matter(SPLIT, CLERK, matter, "k")
    again = office.app.handler.matter(SPLIT, CLERK, matter, "k")
    assert first == again
    assert len(first.by_other_stream()) == 2
    with pytest.raises(VersionChanged):
        office.app.handler.matter(SPLIT, CLERK, matter, None, first.version - 1)
