"""Every lead, case, entry of the watchlist and point is explained by its rule, source, events and days."""

import json
from datetime import datetime
from typing import Any

import pytest

from domain.accountability.cases.commands import JoinLead
from domain.assessment.scores.commands import EnterScore, ReverseScore
from domain.assessment.scores.entries import ledger_of_unit
from domain.assessment.settlements.commands import SettlePeriod
from domain.matter.stream import matter_stream
from domain.supervision.watchlist.commands import PutOnWatch
from domain.vocabulary import Duty, Nature, ProceedingKind, WatchSubject
from domain.working_days import SHANGHAI
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotYourMatter
from service.bootstrap import Application
from service.clock import MovingClock
from service.reasons import NoSuchPoints, Reasons, why_counted, why_opened, why_points
from service.reasons_in_words import counted_in_words, reasons_in_words
from tests.people import CLERK, HANDLER, LEADER, SUPERVISOR, appoint_leaders, establish_units
from tests.scenarios.justice import act, open_case, open_lead, served, watch
from tests.scenarios.office import NOW, Office, at, outcome
from tests.service.api.serving import serving

LANGUAGES = ("zh-CN", "en")
WATCHED = "watch-unit:housing"


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    appoint_leaders(app)
    return Office(app, clock)


def types(found: Reasons) -> list[str]:
    return [each.recorded.fact.TYPE for each in found.events]


def lead_by_rule(office: Office) -> tuple[str, str]:
    """A matter whose outcome was missed, and the lead that this opened."""
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    watch(office)
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=matter_stream(matter))
    leads = office.app.queries.proceedings(LEADER, NOW, wanted).items
    return matter, next(each.proceeding for each in leads if "outcome" in each.proceeding)


def points(office: Office, row: str, **given: Any) -> int:
    """Points for a row; the position of the entry."""
    command = EnterScore.model_validate({"row": row, "reason": "依据决定", **given})
    return office.app.handler.open(command, SUPERVISOR).recorded[0].position


def test_a_case_names_its_leads_the_row_they_were_opened_by_and_the_days_that_were_missed(
    office: Office,
) -> None:
    matter, lead = lead_by_rule(office)
    case = open_case(office, lead, person=None)
    by_hand = open_lead(office, person=None)
    act(office, JoinLead(lead=by_hand), SUPERVISOR, case)
    found = why_opened(office.app, LEADER, case)
    assert found is not None and found.row is not None and found.rule is not None
    assert Duty.OUTCOME in found.row.duties and found.source == found.row.source
    assert types(found) == ["matter.received", "obligation.breached", "lead.opened", "lead.opened"]
    (missed,) = found.missed
    assert (missed.matter, missed.obligation.key.duty) == (matter, Duty.OUTCOME)
    assert sum(1 for each in missed.steps if each.counted) > 0
    for language in LANGUAGES:
        said = reasons_in_words(found, language)
        for each in (found.rule, found.source, "case_decided", "2026-WZ-000001", "2026-000001"):
            assert str(each) in said, (language, each)
        for behind in found.events:
            assert f"#{behind.recorded.position} " in said


def test_a_case_on_what_people_reported_names_no_row(office: Office) -> None:
    found = why_opened(office.app, LEADER, open_case(office))
    assert found is not None and (found.rule, found.row) == (None, None)
    assert types(found) == ["lead.opened"]
    assert "opened by people" in reasons_in_words(found, "en")


def test_what_somebody_may_not_know_of_is_counted_and_not_shown(office: Office) -> None:
    matter = office.take_in(
        nature=Nature.CONDUCT, about_units=("housing",), about_persons=(LEADER.person,)
    )
    entry = points(office, "circular_of_praise", unit="housing", event=office.app.log.head())
    assert why_points(office.app, SUPERVISOR, entry).kept_back == 0
    found = why_points(office.app, LEADER, entry)
    assert (found.events, found.kept_back) == ((), 1)
    for language in LANGUAGES:
        assert matter not in reasons_in_words(found, language)
    assert "1 more" in reasons_in_words(found, "en")


def test_an_entry_of_the_watchlist_names_each_complaint_within_its_days(office: Office) -> None:
    for _ in range(5):
        office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
        office.clock.advance(days=1)
    watch(office)
    found = why_opened(office.app, SUPERVISOR, WATCHED)
    assert found is not None and found.since is not None and found.until is not None
    assert types(found) == ["matter.received"] * 5
    assert (found.until - found.since).days == found.row.within_days == 90
    assert [each.counted_at for each in found.events] == [at(3, day) for day in range(2, 7)]
    for language in LANGUAGES:
        said = reasons_in_words(found, language)
        for each in (found.rule, found.source, "2026-000005", "90", "watch_check"):
            assert str(each) in said, (language, each)


def test_an_entry_by_breaches_names_the_verdicts_and_the_days(office: Office) -> None:
    for _ in range(15):
        office.in_hand()
    office.clock.move_to(at(4, 20))
    watch(office)
    watch(office)
    found = why_opened(office.app, SUPERVISOR, f"watch-person:{HANDLER.person}")
    assert found is not None
    assert set(types(found)) == {"obligation.breached"}
    assert len(found.missed) == len(found.events) >= 15
    assert all(each.verdict is not None for each in found.missed)
    assert any(each.steps for each in found.missed)


def test_an_entry_by_hand_says_who_and_no_rule(office: Office) -> None:
    command = PutOnWatch(subject=WatchSubject.UNIT, code="housing", reason="群众反映")
    stream = office.app.handler.open(command, SUPERVISOR).stream
    found = why_opened(office.app, LEADER, stream)
    assert found is not None and (found.rule, found.events) == (None, ())
    for language in LANGUAGES:
        said = reasons_in_words(found, language)
        assert SUPERVISOR.person in said and "群众反映" not in said


def test_points_name_their_row_source_event_and_half_year_and_what_took_them_back(
    office: Office,
) -> None:
    served(office)
    event = office.app.log.head()
    entry = points(office, "demerit", person=HANDLER.person, unit="housing", event=event)
    found = why_points(office.app, SUPERVISOR, entry)
    assert [each.recorded.position for each in found.events] == [event]
    assert (found.rule, found.taken_back) == ("efficiency-office/1 scores.rows.demerit", None)
    assert (found.since, found.until) == (at(1, 1, 0), at(7, 1, 0))
    share = why_points(office.app, SUPERVISOR, entry + 1)
    assert [each.recorded.position for each in share.events] == [event, entry]
    back = ReverseScore(entry=entry, reason="申诉成立")
    ledger = f"score-person:{HANDLER.person}"
    taken = office.app.handler.proceeding(back, SUPERVISOR, ledger).recorded[0].position
    assert why_points(office.app, SUPERVISOR, entry).taken_back == taken
    reversal = why_points(office.app, SUPERVISOR, taken)
    assert [each.recorded.position for each in reversal.events] == [entry]
    for language in LANGUAGES:
        said = reasons_in_words(found, language)
        for each in (found.rule, found.source, f"#{event}", "-60", "2026-H1", "2026-WZ-000001"):
            assert str(each) in said, (language, each)
        assert HANDLER.person in reasons_in_words(share, language)
        assert str(entry) in reasons_in_words(reversal, language)


def test_points_taken_back_of_a_settled_half_year_say_why_they_count_in_the_next(
    office: Office,
) -> None:
    served(office)
    event = office.app.log.head()
    entry = points(office, "demerit", person=HANDLER.person, unit="housing", event=event)
    back = ReverseScore(entry=entry, reason="申诉成立")
    ledger = f"score-person:{HANDLER.person}"
    office.clock.move_to(at(7, 20))
    watch(office)
    office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR)
    taken = office.app.handler.proceeding(back, SUPERVISOR, ledger).recorded[0].position
    reversal = why_points(office.app, SUPERVISOR, taken)
    assert (reversal.since, reversal.until) == (at(7, 1, 0), datetime(2027, 1, 1, tzinfo=SHANGHAI))
    for language, why in (("zh-CN", "兑现结果不再变动"), ("en", "what is settled never changes")):
        said = reasons_in_words(reversal, language)
        assert why in said and "2026-H1" in said and "2026-H2" in said


def test_points_for_what_was_missed_count_its_days(office: Office) -> None:
    matter, _ = lead_by_rule(office)
    watch(office)
    _, entered = office.app.queries.timeline(LEADER, NOW, ledger_of_unit("housing"))
    entry = next(each.recorded for each in entered if each.recorded.fact.TYPE == "score.entered")
    found = why_points(office.app, LEADER, entry.position)
    assert types(found) == ["obligation.breached"]
    (missed,) = found.missed
    assert (missed.matter, missed.obligation.key.duty) == (matter, Duty.OUTCOME)


def test_what_gives_no_points_is_told_so_to_everybody_alike(office: Office) -> None:
    lead = open_lead(office, unit="water", person=None)
    entry = points(office, "circular_of_praise", unit="water", proceeding=lead)
    for position in (0, 1, 10**9):
        with pytest.raises(NoSuchPoints):
            why_points(office.app, SUPERVISOR, position)
    with pytest.raises(NoSuchPoints):
        why_points(office.app, HANDLER, entry)


def test_a_settlement_explains_what_it_counted_day_by_day(office: Office) -> None:
    late = [office.in_hand(), office.in_hand()]
    office.do(outcome(), HANDLER, late[0])
    office.clock.move_to(at(7, 20))
    office.app.runner.catch_up()
    settled = office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR).stream
    rates = why_counted(office.app, SUPERVISOR, settled, "housing")
    by_row = {each.reasons.rule: each for each in rates}
    final = by_row["efficiency-office/1 scores.rates.late_final_answers"]
    assert (final.found, final.of, final.points) == (2, 2, -20)
    assert {each.matter for each in final.reasons.missed} == set(late)
    assert all(len(each.steps) >= 15 for each in final.reasons.missed)
    for language in LANGUAGES:
        said = counted_in_words(final, language)
        for each in (final.reasons.source, "-20", "2026-000001", "late_final_answers"):
            assert str(each) in said, (language, each)
    assert why_counted(office.app, SUPERVISOR, settled, "water") == ()
    with pytest.raises(NotYourMatter):
        why_counted(office.app, HANDLER, settled, "water")


def test_the_api_explains_all_of_them(office: Office) -> None:
    _, lead = lead_by_rule(office)
    case = open_case(office, lead, person=None)
    entry = points(office, "circular_of_praise", unit="housing", proceeding=case)
    for _ in range(5):
        office.take_in(nature=Nature.CONDUCT, about_units=("water",))
    watch(office)
    office.clock.move_to(at(7, 20))
    office.app.runner.catch_up()
    settled = office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR).stream
    with serving(office.app) as api:
        zh, en = api.by(LEADER, "zh-CN"), api.by(LEADER)
        shown = zh.get(f"/v1/proceedings/{case}/why").json()["opening"]
        assert shown["rule"].startswith("efficiency-office/1 leads.") and shown["source"]
        assert "立案" in shown["sentence"] and shown["missed"][0]["steps"]
        assert [each["type"] for each in shown["events"]][-1] == "lead.opened"
        watched = en.get("/v1/proceedings/watch-unit:water/why").json()["opening"]
        assert len(watched["events"]) == 5 and watched["since"] < watched["until"]
        given = en.get(f"/v1/score-entries/{entry}/why").json()
        assert (given["points"], given["ledger"]) == (5.0, ledger_of_unit("housing"))
        assert given["events"][0]["stream"] == case
        path = f"/v1/proceedings/{settled}/why"
        counted = en.get(path, params={"of": "housing"}).json()["counted"]
        assert "late_final_answers" in json.dumps(counted)
        assert en.get(path).json()["counted"] == []
        assert api.by(HANDLER).get(f"/v1/proceedings/{case}/why").status_code == 404
        assert api.by(CLERK).get("/v1/score-entries/1/why").status_code == 404
