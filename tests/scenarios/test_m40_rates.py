"""M40 响应率、解决率、满意率: per original filing, as the complainant would read them."""

from domain.matter.answering.commands import AnswerComplainant, ConfirmExemption, ProposeExemption
from domain.matter.contesting.commands import ContestAnswer
from domain.matter.followup.commands import RecordCall
from domain.matter.intake.commands import NotifyAcceptance
from domain.vocabulary import AnswerRoute, Channel, ExemptionGround, Finding, Satisfaction
from projections.statistics import Grouping, Period, Rates, percent
from service.asking import Asked
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, SECOND_CLERK, Office, answer, at, call, outcome

NOTICE = NotifyAcceptance(route=AnswerRoute.PHONE)


def rates(
    office: Office,
    by: Grouping = Grouping.TOTAL,
    period: Period = Period.NONE,
    asked: Asked = NOW,
) -> dict[str | None, Rates]:
    office.app.runner.catch_up()
    _, found = office.app.queries.statistics(SUPERVISOR, asked, by, period, None, None)
    return {each.period if by is Grouping.TOTAL else each.group: each for each in found}


def total(office: Office, asked: Asked = NOW) -> Rates:
    return rates(office, asked=asked)[""]


def test_m40_who_hears_within_the_limit_of_the_notice_was_responded_to(office: Office) -> None:
    told, silent, young = office.take_in(), office.take_in(), None
    office.do(NOTICE, CLERK, told)
    assert (total(office).responded, total(office).response_base) == (1, 1)
    office.clock.move_to(at(3, 10, 0))
    young = office.take_in()
    found = total(office)
    assert (found.received, found.responded, found.response_base) == (3, 1, 2)
    assert found.response_rate == 50.0
    office.do(NOTICE, CLERK, silent)  # too late to count
    office.do(NOTICE, CLERK, young)
    assert (total(office).responded, total(office).response_base) == (2, 3)


def test_m40_the_complainants_word_counts_more_than_the_finding(office: Office) -> None:
    one, two, three = office.answered(), office.answered(), office.answered()
    assert total(office).solution_rate == 100.0
    office.do(call(Satisfaction.DISSATISFIED), SECOND_CLERK, one)
    assert total(office).solution_rate == 66.7
    office.do(call(), SECOND_CLERK, two)
    for day in (2, 3, 4):
        office.clock.move_to(at(3, day, 16))
        office.do(RecordCall(reached=False), SECOND_CLERK, three)
    found = total(office)
    assert (found.satisfied, found.asked, found.satisfaction_rate) == (1, 3, 33.3)
    assert (found.solved, found.solution_base) == (2, 3)


def test_m40_what_is_outside_policy_or_partly_met_is_not_solved(office: Office) -> None:
    for finding in (Finding.OUTSIDE_POLICY, Finding.PARTLY_MET, Finding.MET):
        matter = office.in_hand()
        office.do(outcome(finding), HANDLER, matter)
        told = AnswerComplainant(text="说明", policy="第 9 条", route=AnswerRoute.PHONE)
        office.do(told, CLERK, matter)
    assert (total(office).solved, total(office).solution_base) == (1, 3)


def test_m40_groups_and_periods_add_up_to_the_total(office: Office) -> None:
    office.answered()
    office.in_hand("water", channel=Channel.LETTER)
    office.take_in(place="东街")
    office.clock.move_to(at(4, 2))
    office.take_in(place="西街")
    whole = total(office)
    for by in (Grouping.UNIT, Grouping.PLACE, Grouping.CHANNEL, Grouping.NATURE):
        parts = rates(office, by).values()
        for name in ("received", "answered_in_time", "pending", "overdue", "solution_base"):
            assert sum(getattr(each, name) for each in parts) == getattr(whole, name), (by, name)
    assert {group: each.received for group, each in rates(office, Grouping.UNIT).items()} == {
        "housing": 1,
        "water": 1,
        "office": 2,
    }
    months = rates(office, period=Period.MONTH)
    assert {period: each.received for period, each in months.items()} == {
        "2026-03": 3,
        "2026-04": 1,
    }
    for period, name in (
        (Period.QUARTER, "2026-Q2"),
        (Period.HALF_YEAR, "2026-H1"),
        (Period.YEAR, "2026"),
    ):
        assert name in rates(office, period=period)


def test_m40_the_past_stays_as_it_was_known(office: Office) -> None:
    matter = office.in_hand()
    before = total(office)
    office.clock.move_to(at(3, 5))
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    assert total(office).answered_in_time == 1
    assert total(office, Asked(as_of=at(3, 4))) == before
    assert total(office, Asked(as_of=at(3, 5, 12), known_by=at(3, 4))).pending == 1


def test_m40_an_answer_that_is_done_again_is_not_solved_and_who_was_asked_stays_asked(
    office: Office,
) -> None:
    matter = office.answered()
    office.do(call(Satisfaction.DISSATISFIED), SECOND_CLERK, matter)
    office.do(ContestAnswer(text="只修了一盏"), CLERK, matter)
    found = total(office)
    assert (found.answered_in_time, found.solved, found.solution_base) == (1, 0, 1)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    found = total(office)
    assert (found.solved, found.satisfied, found.asked) == (1, 0, 1)
    office.do(call(), SECOND_CLERK, matter)
    assert (total(office).satisfied, total(office).asked) == (1, 1)


def test_m40_what_was_called_solved_and_is_disputed_is_not_solved_any_more(office: Office) -> None:
    matter = office.answered()
    office.do(call(), SECOND_CLERK, matter)
    assert total(office).solved == 1
    office.do(ContestAnswer(text="第二天又坏了"), CLERK, matter)
    assert (total(office).solved, total(office).solution_base) == (0, 1)


def test_m40_who_lawfully_need_not_be_answered_weighs_on_no_rate_unless_already_due(
    office: Office,
) -> None:
    early, late = (office.take_in(anonymous=True) for _ in range(2))
    propose = ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="匿名，无联系方式")
    for matter, day in ((early, 3), (late, 10)):
        office.clock.move_to(at(3, day))
        office.do(propose, CLERK, matter)
        office.do(ConfirmExemption(), SUPERVISOR, matter)
    found = total(office)
    assert (found.received, found.exempt) == (2, 2)
    assert (found.responded, found.response_base, found.solution_base) == (0, 1, 0)


def test_m40_a_rate_of_nothing_is_none_and_halves_are_rounded_up(office: Office) -> None:
    assert rates(office) == {}
    office.take_in()
    found = total(office)
    assert (found.response_rate, found.solution_rate, found.satisfaction_rate) == (None,) * 3
    assert [percent(1, 16), percent(1, 8), percent(2, 3), percent(0, 7)] == [6.3, 12.5, 66.7, 0.0]
