"""Figures and lists against a calculation that shares nothing with the program.

Plain ``csv`` and the calendar of ``chinesecalendar``, counted day by day. ``HUIYIN_TEST_MESSAGES``
names a file of real messages to do this on; otherwise they are of our own making.
"""

import csv
import os
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from service.asking import Asked
from service.bootstrap import application
from service.cli.running import LOCAL
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from service.settings import Settings
from tests.service.cli.processes import Huiyin
from tests.service.importing.made_up import Row, many, row, write

REAL = "HUIYIN_TEST_MESSAGES"
ZONE = ZoneInfo("Asia/Shanghai")
LIMIT = 15
AFTER_THE_LAST = datetime(2020, 1, 10, tzinfo=ZONE)


@cache
def worked_days() -> list[date]:
    """Every working day of the years that messages here come from."""
    first, last = date(2011, 1, 1), date(2021, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if chinese_calendar.is_workday(day)]


def due(submitted: datetime) -> datetime:
    """The first instant after the fifteenth working day, the day of submission not counted."""
    place = bisect_right(worked_days(), submitted.astimezone(ZONE).date()) + LIMIT - 1
    following = worked_days()[place] + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZONE)


@dataclass(frozen=True)
class Message:
    id: str
    submitted: datetime
    replied: datetime | None
    due: datetime

    @classmethod
    def of(cls, row: Row) -> "Message":
        submitted = datetime.fromisoformat(row["submitted_at"])
        replied = datetime.fromisoformat(row["replied_at"]) if row["replied_at"] else None
        return cls(row["message_id"], submitted, replied, due(submitted))

    def status(self, at: datetime) -> str:
        if self.replied is None or self.replied > at:
            return "overdue" if self.due <= at else "pending"
        return "answered_in_time" if self.replied < self.due else "answered_late"

    def days_overdue(self, at: datetime) -> int:
        """Working days gone by since it was due."""
        days = worked_days()
        return bisect_left(days, at.astimezone(ZONE).date()) - bisect_left(days, self.due.date())


def figures(messages: Sequence[Message], at: datetime) -> dict[str, int]:
    there = [each for each in messages if each.submitted <= at]
    counted = Counter(each.status(at) for each in there)
    names = ("answered_in_time", "answered_late", "pending", "overdue", "exempt")
    return {"matters": len(there), **{name: counted[name] for name in names}}


def edges() -> list[Row]:
    """Messages answered just before, at and just after the instant they are due."""
    made = []
    for number, start in enumerate(
        ["2015-02-10T23:59:59", "2016-09-30T00:00:00", "2018-12-17T12:00:00", "2019-12-18T08:00:00"]
    ):
        submitted = datetime.fromisoformat(start).replace(tzinfo=ZONE)
        for seconds in (-1, 0, 1):
            replied = due(submitted) + timedelta(seconds=seconds)
            given = {"submitted_at": submitted.isoformat(), "replied_at": replied.isoformat()}
            made.append(row(f"edge-{number}-{seconds}", reply="答复。", **given))
        given = {"submitted_at": submitted.isoformat()}
        made.append(row(f"edge-{number}", **given))
    return made


@pytest.fixture
def messages_file(tmp_path: Path) -> Path:
    if given := os.environ.get(REAL):
        return Path(given)
    return write(tmp_path / "messages.csv", [*many(500), *edges()])


@pytest.fixture
def rows(messages_file: Path) -> list[Row]:
    with messages_file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def messages(rows: list[Row]) -> list[Message]:
    return [Message.of(each) for each in rows]


def moments(messages: Sequence[Message]) -> list[datetime]:
    """Moments worth asking about: due instants, a breath before and after, and between."""
    chance = random.Random(7)
    dues = chance.sample(sorted({each.due for each in messages}), 3)
    around = [at + timedelta(seconds=by) for at in dues for by in (-1, 0, 1)]
    replied = chance.choice([each.replied for each in messages if each.replied])
    return [
        datetime(2011, 1, 1, tzinfo=ZONE),
        *around,
        replied,
        chance.choice(messages).submitted,
        AFTER_THE_LAST,
        datetime(2020, 3, 1, 12, tzinfo=ZONE),
    ]


def test_the_figures_at_many_moments_are_those_counted_by_hand(
    settings: Settings, messages_file: Path, messages: list[Message]
) -> None:
    with application(settings) as app:
        before = app.log.head()
        summary = import_file(app, messages_file, Mapping())
        assert (summary.imported, summary.bad) == (len(messages), 0)
        app.runner.catch_up()
        for at in moments(messages):
            _, found = app.queries.answer_status(LOCAL, Asked(as_of=at))
            expected = figures(messages, at)
            assert {name: getattr(found, name) for name in expected} == expected, at
            _, earlier = app.queries.answer_status(LOCAL, Asked(as_of=at, known_by=before))
            assert earlier.matters == 0


def test_the_command_line_says_the_same_and_a_rebuild_changes_nothing(
    huiyin: Huiyin, messages_file: Path, messages: list[Message]
) -> None:
    assert huiyin("import", messages_file).status == 0
    asked = AFTER_THE_LAST.isoformat()
    expected = {
        each.id: each
        for each in messages
        if each.submitted <= AFTER_THE_LAST and each.status(AFTER_THE_LAST) == "overdue"
    }
    answers = []
    for _ in range(2):
        status = huiyin.json("status", "--as-of", asked)
        overdue = huiyin.json("overdue", "--as-of", asked)
        assert status == {
            "as_of": asked,
            "known_by": status["known_by"],
            **figures(messages, AFTER_THE_LAST),
        }
        found = {each["source_id"]: each for each in overdue}
        assert len(overdue) == len(found) == len(expected)
        for number, message in expected.items():
            listed = found[number]
            assert datetime.fromisoformat(listed["due_at"]) == message.due
            assert datetime.fromisoformat(listed["received_at"]) == message.submitted
            assert listed["overdue_working_days"] == message.days_overdue(AFTER_THE_LAST)
        answers.append((status, overdue))
        assert huiyin("rebuild").status == 0
    assert answers[0] == answers[1]
    never = huiyin.json("status", "--as-of", asked, "--known-by", "2020-01-01T00:00:00Z")
    assert never["matters"] == never["overdue"] == 0
    assert never["known_by"] == "2020-01-01T08:00:00+08:00"


def test_what_was_known_between_two_files_stays_what_was_known_then(
    settings: Settings, tmp_path: Path, rows: list[Row], messages_file: Path
) -> None:
    """The first file has half the messages, and of these only the first half's answers."""
    half, quarter = len(rows) // 2, len(rows) // 4
    unanswered = [{**each, "reply": "", "replied_at": ""} for each in rows[quarter:half]]
    first = tmp_path / "first.csv"
    with first.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows([*rows[:quarter], *unanswered])
    known = [Message.of(each) for each in (*rows[:quarter], *unanswered)]
    everything = [Message.of(each) for each in rows]
    with application(settings) as app:
        import_file(app, first, Mapping())
        position = app.log.head()
        recorded = app.log.after(position - 1, 1)[0].recorded_at
        import_file(app, messages_file, Mapping())
        app.runner.catch_up()
        for at in moments(everything):
            for known_by in (position, recorded):
                asked = Asked(as_of=at, known_by=known_by)
                _, then = app.queries.answer_status(LOCAL, asked)
                expected = figures(known, at)
                assert {name: getattr(then, name) for name in expected} == expected, at
            _, now = app.queries.answer_status(LOCAL, Asked(as_of=at))
            assert now.matters == figures(everything, at)["matters"]
            assert now.answered_late == figures(everything, at)["answered_late"]


@pytest.mark.skipif(REAL not in os.environ, reason=f"{REAL} names no file of real messages")
def test_the_real_messages_stand_as_the_project_was_told(
    huiyin: Huiyin, messages_file: Path, messages: list[Message]
) -> None:
    if len(messages) != 3549:
        pytest.skip("other messages than those whose figures are known")
    assert huiyin("import", messages_file).status == 0
    status = huiyin.json("status", "--as-of", AFTER_THE_LAST.isoformat())
    del status["as_of"], status["known_by"]
    assert status == {
        "matters": 3547,
        "answered_in_time": 1047,
        "answered_late": 355,
        "pending": 116,
        "overdue": 2029,
        "exempt": 0,
    }
    overdue = huiyin.json("overdue", "--as-of", AFTER_THE_LAST.isoformat())
    assert sum(each["due_at"] == AFTER_THE_LAST.isoformat() for each in overdue) == 8
