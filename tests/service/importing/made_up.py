"""Messages of our own making, and files of them."""

import csv
import io
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from domain.working_days import SHANGHAI

COLUMNS = (
    "message_id",
    "user_code",
    "place",
    "subject",
    "submitted_at",
    "body",
    "reply",
    "replied_at",
)
Row = dict[str, str]


def row(number: str = "1", **given: str) -> Row:
    """One message, unanswered unless ``reply`` and ``replied_at`` are given."""
    usual = {
        "message_id": number,
        "user_code": f"U{number}",
        "place": "东街",
        "subject": "路灯不亮",
        "submitted_at": "2019-03-04T10:00:00+08:00",
        "body": "门前路灯坏了三天。",
        "reply": "",
        "replied_at": "",
    }
    return {**usual, **given}


def answered(number: str = "1", **given: str) -> Row:
    """One message and its answer, two days later."""
    usual = {"reply": "已修好。", "replied_at": "2019-03-06T10:00:00+08:00"}
    return row(number, **{**usual, **given})


def text(rows: Iterable[Row], delimiter: str = ",") -> str:
    """The rows as CSV with a header."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def write(path: Path, rows: Iterable[Row]) -> Path:
    """A file of these rows."""
    path.write_text(text(rows), "utf-8")
    return path


def many(count: int, seed: int = 1) -> list[Row]:
    """Messages of several years, some answered; bodies with quotes, commas and line breaks."""
    chance = random.Random(seed)
    at = datetime(2014, 1, 2, 8, tzinfo=SHANGHAI)
    rows = []
    for number in range(count):
        at += timedelta(minutes=chance.randrange(2 * 6 * 365 * 1440 // (count + 1)) + 1)
        made = row(
            str(100_000 + number),
            user_code=f"U{chance.randrange(count)}" if chance.random() < 0.9 else "",
            place=chance.choice(["A1县", "A2区", "B市", ""]),
            submitted_at=at.isoformat(),
            body=chance.choice(["一行。", '他说："再等等"，\n等了三天。', "a,b;c", "好" * 300]),
        )
        if chance.random() < 0.5:
            later = timedelta(days=chance.randrange(60), seconds=chance.randrange(86_400))
            made |= {"reply": "已答复。", "replied_at": (at + later).isoformat()}
        rows.append(made)
    return rows
