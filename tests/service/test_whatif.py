"""Another rulebook over the same history: beside today's, counted independently, changing nothing."""

from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from domain.adopting import AdoptRulebook, RulebookInThePast, VersionInUse
from domain.matter.intake.commands import ReceiveMatter
from domain.rulebook_files import by_name, load_default
from domain.vocabulary import Channel, Duty, Nature
from domain.working_days import SHANGHAI
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.importing.importer import import_file
from service.importing.mapping import parse_mapping
from service.rulebooks import NoSuchRulebook, UnfitRulebook, rulebook_of
from service.whatif import whatif
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR, establish_units
from tests.service.importing.made_up import answered, row, write

SHORTER = """
name = "shorter"
version = 1
title = "短期限"
starts_on = 2004-01-01
based_on = "efficiency-office"

[limits.final_answer]
title = "最终答复"
starts = "receipt"
amount = 5
unit = "working_days"
source = "default"
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def plain_due(received: datetime, working_days: int) -> datetime:
    """Counted with another library and without the program."""
    day: date = received.date()
    while working_days:
        day += timedelta(days=1)
        working_days -= chinese_calendar.is_workday(day)
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)


def figures(app: Application, asked: Asked) -> dict[str, int]:
    _, found = app.queries.answer_status(AUDITOR, asked)
    return {name: getattr(found, name) for name in found.__slots__}


def test_imported_messages_under_a_shorter_limit_equal_a_plain_count(
    app: Application, tmp_path: Path
) -> None:
    rows = [answered(f"甲-{n}") for n in range(3)] + [row(f"乙-{n}") for n in range(4)]
    import_file(app, write(tmp_path / "m.csv", rows), parse_mapping(""))
    app.runner.catch_up()
    asked = Asked(as_of=at("2019-06-10T00:00:00"))
    found = whatif(app, AUDITOR, rulebook_of(None, SHORTER), asked)
    assert {name: found.today[name] for name in figures(app, asked)} == figures(app, asked)
    assert found.changed_in_all == len(found.changed) == 7
    for each in found.changed:
        _, matter = app.queries.matter(AUDITOR, asked, each.matter_id)
        assert matter.received_at is not None
        assert each.due_at_whatif == plain_due(matter.received_at, 5)
        assert each.due_at_today == plain_due(matter.received_at, 15)


def test_only_those_who_may_see_all_may_ask(app: Application) -> None:
    with pytest.raises(NotPermitted):
        whatif(app, HANDLER, load_default(), Asked())


def test_a_rulebook_that_is_none_is_refused_with_the_key_at_fault() -> None:
    for name, text in ((None, None), ("x", None), ("efficiency-office", SHORTER)):
        with pytest.raises(NoSuchRulebook):
            rulebook_of(name, text)
    with pytest.raises(UnfitRulebook, match="amount"):
        rulebook_of(None, SHORTER.replace("amount = 5", "amount = -5"))
    with pytest.raises(UnfitRulebook, match="based_on"):
        rulebook_of(None, SHORTER.replace('"efficiency-office"', '"nothing"'))


# Adopting


def adopt(app: Application, text: str) -> list[str]:
    done = app.handler.adopt(AdoptRulebook(text=text), SUPERVISOR)
    return [each.fact.TYPE for each in done.recorded]


def test_a_rulebook_holds_for_what_is_opened_from_its_day_on(
    app: Application, clock: MovingClock
) -> None:
    establish_units(app)
    lamp = ReceiveMatter(
        channel=Channel.HOTLINE, subject="路灯", body="不亮", nature=Nature.REQUEST
    )
    before = app.handler.receive(lamp, CLERK).stream.removeprefix("matter-")
    with pytest.raises(RulebookInThePast):
        adopt(app, SHORTER)
    tomorrow = SHORTER.replace("2004-01-01", "2026-03-03")
    assert adopt(app, tomorrow) == ["rulebook.adopted"]
    assert adopt(app, tomorrow) == []
    with pytest.raises(VersionInUse):
        adopt(app, tomorrow.replace("amount = 5", "amount = 6"))
    today = app.handler.receive(lamp, CLERK).stream.removeprefix("matter-")
    clock.move_to(clock.now() + timedelta(days=1))
    after = app.handler.receive(lamp, CLERK).stream.removeprefix("matter-")
    app.runner.catch_up()

    def due(matter: str) -> tuple[str, datetime]:
        _, state = app.queries.matter(SUPERVISOR, Asked(), matter)
        owed = state.obligation(Duty.FINAL_ANSWER)
        assert owed is not None
        return owed.deadline.rulebook, owed.deadline.at

    assert due(before)[0] == due(today)[0] == "efficiency-office/1"
    assert due(after) == ("shorter/1", at("2026-03-11T00:00:00"))
    with pytest.raises(NotPermitted):
        app.handler.adopt(AdoptRulebook(text=tomorrow), CLERK)


@pytest.mark.parametrize(
    ("name", "limit", "amount", "unit"),
    [
        ("letters-and-visits", "register", 15, "days"),
        ("letters-and-visits", "acceptance_notice", 15, "days"),
        ("letters-and-visits", "objection", 5, "working_days"),
        ("letters-and-visits", "final_answer", 60, "days"),
        ("letters-and-visits", "review_application", 30, "days"),
        ("letters-and-visits", "review", 30, "days"),
        ("letters-and-visits", "re_review", 30, "days"),
        ("respond-on-complaint", "final_answer", 15, "days"),
        ("respond-on-complaint", "interim_reply", 0, "hours"),
    ],
)
def test_the_shipped_rulebooks_say_what_their_statutes_do(
    name: str, limit: str, amount: int, unit: str
) -> None:
    row_ = by_name(name).limits[limit]
    assert (row_.amount, row_.unit) == (amount, unit)
    assert row_.source.startswith(("statute read", "secondary page"))


def test_the_statute_on_letters_and_visits_knows_no_pause() -> None:
    assert by_name("letters-and-visits").pause is None
    assert by_name("respond-on-complaint").pause == load_default().pause
