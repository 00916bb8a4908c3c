"""Every deadline, verdict and lead is explained by its rule, its source, its events and its days."""

import pytest

from domain.accountability.leads.commands import OpenLead
from domain.matter.stream import matter_stream
from domain.matter.timing.commands import ExtendAnswer
from domain.rulebook_files import load_default
from domain.verdicts.commands import ConfirmEarlierAct
from domain.vocabulary import AnswerRoute, Duty, Ground, ProceedingKind
from projections.proceeding_register import WantedProceedings
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.reasons import why_opened
from service.reasons_in_words import reasons_in_words
from service.why import NoSuchDuty, why
from service.why_in_words import due_in_words, length_in_words
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR, appoint_leaders, establish_units
from tests.scenarios.office import NOW, Office, at, outcome
from tests.service.api.serving import Api, serving

LANGUAGES = ("zh-CN", "en")


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)


def late(office: Office) -> str:
    """A matter whose outcome was missed, found so by the program."""
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()
    return matter


def lead_of(office: Office, matter: str) -> str:
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=matter_stream(matter))
    page = office.app.queries.proceedings(LEADER, NOW, wanted)
    return next(each.proceeding for each in page.items if "outcome" in each.proceeding)


def test_a_due_date_names_every_event_that_made_it_what_it_is(office: Office) -> None:
    matter = office.in_hand()
    office.do(
        ExtendAnswer(working_days=5, reason="须采购", told_by=AnswerRoute.PHONE), HEAD, matter
    )
    found = why(office.app, SUPERVISOR, matter)
    assert [each.what for each in found.events] == ["opened", "handed_over", "moved"]
    opened, _, moved = found.events
    assert opened.recorded.position == found.obligation.opened_by
    assert (opened.due_at, moved.due_at) == (at(3, 24, 0), at(3, 31, 0))
    assert found.verdict is None
    for language in LANGUAGES:
        said = due_in_words(found, language)
        for each in ("2026-000001", "2026-03-31 00:00", "efficiency-office/1", "Xuhui"):
            assert each in said, (language, each)
        assert f"#{moved.recorded.position}" in said


def test_a_missed_due_date_names_its_verdict_and_who_answered_for_it(office: Office) -> None:
    matter = late(office)
    found = why(office.app, SUPERVISOR, matter, Duty.OUTCOME)
    assert found.verdict is not None and found.obligation.verdict_by is not None
    assert [each.what for each in found.events] == ["opened", "handed_over", "judged"]
    assert found.events[-1].recorded.position == found.obligation.verdict_by
    assert found.verdict.deadline == found.obligation.deadline
    for language in LANGUAGES:
        assert str(found.obligation.verdict_by) in due_in_words(found, language)


def test_before_it_was_found_missed_there_is_no_verdict(office: Office) -> None:
    matter = late(office)
    position = why(office.app, SUPERVISOR, matter, Duty.OUTCOME).obligation.verdict_by
    assert position is not None
    asked = Asked(known_by=position - 1)
    assert why(office.app, SUPERVISOR, matter, Duty.OUTCOME, asked=asked).verdict is None


def test_a_verdict_that_fell_says_so(office: Office) -> None:
    matter = late(office)
    office.do(outcome(), HANDLER, matter)
    earlier = ConfirmEarlierAct(duty=Duty.OUTCOME, done_at=at(3, 10), evidence="签收单")
    office.do(earlier, SUPERVISOR, matter)
    found = why(office.app, SUPERVISOR, matter, Duty.OUTCOME)
    assert found.verdict is not None and found.corrected is not None
    assert "更正" in due_in_words(found, "zh-CN") and "corrected" in due_in_words(found, "en")


def test_a_lead_by_rule_names_the_row_its_source_and_the_verdict(office: Office) -> None:
    matter = late(office)
    opened = why_opened(office.app, LEADER, lead_of(office, matter))
    assert opened is not None and opened.row is not None and opened.verdict is not None
    assert Duty.OUTCOME in opened.row.duties
    judged = why(office.app, LEADER, matter, Duty.OUTCOME).obligation.verdict_by
    assert opened.verdict.position == judged
    for language in LANGUAGES:
        said = reasons_in_words(opened, language)
        for each in (opened.rule, opened.row.source, f"#{judged}", "housing"):
            assert str(each) in said, language


def test_a_lead_by_hand_names_who_opened_it(office: Office) -> None:
    command = OpenLead(
        title="窗口离岗", ground=Ground.WEAK_EXECUTION, unit="housing", reason="三次无人"
    )
    done = office.app.handler.open(command, SUPERVISOR)
    opened = why_opened(office.app, LEADER, done.stream)
    assert opened is not None and opened.row is None
    for language in LANGUAGES:
        assert SUPERVISOR.person in reasons_in_words(opened, language)
        assert "三次无人" not in reasons_in_words(opened, language)


def test_what_a_lead_owes_is_counted_day_by_day(office: Office) -> None:
    found = why(office.app, LEADER, lead_of(office, late(office)))
    assert found.obligation.key.duty is Duty.LEAD_DECIDED
    assert sum(1 for each in found.steps if each.counted) == 10
    assert found.limit is not None and found.limit.source == "default"


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("interim_reply", "不另计，以所定时间为准", "no length of its own but the time set"),
        ("outcome", "“最终答复（件件有回音）”到期前 3 个工作日", "3 working days before the final answer is due"),
        ("sign", "1 个工作日", "1 working days"),
    ],
)  # fmt: skip
def test_a_length_is_said_in_words(rule: str, zh: str, en: str) -> None:
    limit = load_default().limits[rule]
    assert (length_in_words(limit, "zh-CN"), length_in_words(limit, "en")) == (zh, en)


def test_a_duty_that_is_not_owed_is_refused_with_those_that_are(office: Office) -> None:
    lead = lead_of(office, late(office))
    with pytest.raises(NoSuchDuty) as refused:
        why(office.app, LEADER, lead, Duty.REVIEW)
    assert refused.value.facts["known"] == (Duty.LEAD_DECIDED,)
    with pytest.raises(NoSuchDuty):
        why(office.app, LEADER, lead, nth=2)


def test_the_api_explains_a_lead_and_its_matter(office: Office) -> None:
    matter = late(office)
    lead = lead_of(office, matter)
    with serving(office.app) as api:
        assert_explained(api, matter, lead)


def assert_explained(api: Api, matter: str, lead: str) -> None:
    shown = api.by(LEADER, "zh-CN").get(f"/v1/proceedings/{lead}/why").json()
    assert shown["opening"]["rule"].startswith("efficiency-office/1 leads.")
    assert shown["opening"]["sentence"] and shown["due"]["sentence"]
    assert len(shown["due"]["steps"]) >= 10
    path = f"/v1/matters/{matter}/why"
    of_matter = api.by(LEADER).get(path, params={"duty": "outcome", "nth": 1}).json()
    assert of_matter["verdict"]["lead"] == lead
    assert of_matter["verdict"]["position"] == shown["opening"]["verdict"]
    assert api.by(HANDLER).get(f"/v1/proceedings/{lead}/why").status_code == 404
    assert api.by(CLERK).get(path, params={"nth": 2}).status_code == 404
