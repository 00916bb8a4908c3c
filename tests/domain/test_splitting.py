"""A filing split over several units: nobody gets round the whole by way of a part (M03)."""

import pytest

from domain.envelope import Actor
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import HandlerCannotClose
from domain.matter.errors import AlreadyAnswered
from domain.matter.followup.errors import HandlerCannotCall
from domain.matter.joining.commands import LinkRepeat
from domain.matter.refusing.commands import ProposeRefusal
from domain.matter.refusing.errors import RefusalTooLate
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.splitting.commands import CallOffPart, PartOfMatter, SplitMatter
from domain.matter.splitting.errors import (
    BelongsToTheWhole,
    CalledOffByHandler,
    PartIsFinished,
    PartsUnfinished,
)
from domain.matter.withdrawing.commands import ConfirmWithdrawal, RecordWithdrawal
from domain.vocabulary import AnswerRoute, Duty, Nature, RefusalGround
from tests.domain.desk import (
    CALLER,
    NOTHING,
    Desk,
    answer,
    call,
    correct,
    dispatch,
    outcome,
    propose,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR

WATER_CLERK = Actor(person="clerk-wa", role=CLERK.role, unit="water")
PART = PartOfMatter(subject="水管渗漏", body="修复水管")


def split(whole: Desk) -> Desk:
    """The desk of one part."""
    known = set(whole.others)
    whole.do(SplitMatter(parts=(PART,)), CLERK)
    (part,) = set(whole.others) - known - {whole.matter.id}
    return whole.others[part]


def in_the_hands_of_water(part: Desk) -> Desk:
    part.do(dispatch("water"), CLERK)
    part.do(DeliverOrder(unit="water"), CLERK)
    part.do(SignOrder(), OTHER_HANDLER)
    return part


def test_a_part_is_due_before_the_whole_and_owes_the_complainant_nothing() -> None:
    whole = signed()
    part = split(whole)
    assert part.owed() == {"dispatch", "outcome"}
    assert part.due(Duty.OUTCOME) < whole.due(Duty.OUTCOME)
    for command in (answer(), propose(), correct(place="西街")):
        with pytest.raises(BelongsToTheWhole):
            part.do(command, CLERK)


def test_a_part_is_split_no_further_and_repeats_nothing() -> None:
    whole = signed()
    part = split(whole)
    with pytest.raises(BelongsToTheWhole):
        part.do(SplitMatter(parts=(PART,)), CLERK)
    with pytest.raises(BelongsToTheWhole):
        whole.do(LinkRepeat(other=part.matter.id), CLERK)


def test_a_split_filing_is_not_refused_while_its_parts_are_worked_on() -> None:
    whole = registered()
    part = split(whole)
    refusal = ProposeRefusal(ground=RefusalGround.IN_PROCEEDINGS, reason="说明")
    with pytest.raises(RefusalTooLate):
        whole.do(refusal, CLERK)
    whole.do(CallOffPart(part=part.matter.id, reason="已另行修复"), SUPERVISOR)
    assert whole.do(refusal, CLERK) != NOTHING


def test_what_was_found_out_about_a_part_by_whom_the_whole_is_about_holds_up_the_answer() -> None:
    whole = signed()
    part = in_the_hands_of_water(split(whole))
    part.do(outcome(), OTHER_HANDLER)
    whole.do(outcome(), HANDLER)
    whole.do(correct(about_units=("water",)), SUPERVISOR)
    assert part.matter.finding is None
    assert part.owed() == {"dispatch", "outcome"}
    with pytest.raises(PartsUnfinished):
        whole.do(answer(), CLERK)
    part.do(dispatch("transport"), CLERK)
    part.do(DeliverOrder(unit="transport"), CLERK)
    handler = Actor(person="handler-he", role=HANDLER.role, unit="transport")
    part.do(SignOrder(), handler)
    part.do(outcome(), handler)
    assert whole.do(answer(), CLERK) != NOTHING


def test_whoever_worked_on_a_part_neither_calls_about_the_whole_nor_closes_it() -> None:
    whole = signed()
    part = in_the_hands_of_water(split(whole))
    part.do(outcome(), OTHER_HANDLER)
    whole.do(outcome(), HANDLER)
    whole.do(answer(), CLERK)
    with pytest.raises(HandlerCannotCall):
        whole.do(call(), WATER_CLERK)
    whole.do(call(), CALLER)
    for desk in (whole, part):
        with pytest.raises(HandlerCannotClose):
            desk.do(CloseMatter(), WATER_CLERK)
        assert desk.do(CloseMatter(), SUPERVISOR) != NOTHING


def test_a_part_is_called_off_neither_by_whom_it_is_handled_nor_once_it_is_done() -> None:
    whole = signed()
    part = in_the_hands_of_water(split(whole))
    off = CallOffPart(part=part.matter.id, reason="嫌麻烦")
    with pytest.raises(CalledOffByHandler):
        whole.do(off, WATER_CLERK)
    part.do(outcome(), OTHER_HANDLER)
    with pytest.raises(PartIsFinished):
        whole.do(off, SUPERVISOR)


def test_nothing_is_split_off_once_there_is_an_outcome() -> None:
    whole = signed()
    whole.do(outcome(), HANDLER)
    with pytest.raises(AlreadyAnswered):
        split(whole)


def test_an_inquiry_split_off_goes_on_when_the_complainant_withdraws() -> None:
    whole = signed(nature=Nature.REQUEST)
    whole.do(SplitMatter(parts=(PART, PART.model_copy(update={"nature": Nature.CONDUCT}))), CLERK)
    request, inquiry = (whole.others[part] for part in whole.matter.splitting.parts)
    whole.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不追究了"), CLERK)
    whole.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)
    assert request.matter.closed_at is not None
    assert inquiry.owed() == {"dispatch", "outcome"}
