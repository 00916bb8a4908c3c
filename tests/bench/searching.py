"""Texts made searchable, and a word of two characters looked up among all of them."""

import csv
import random
import statistics
import time
from datetime import datetime, timedelta
from pathlib import Path

from domain.envelope import Sealed
from domain.working_days import SHANGHAI
from projections.text_form import fold
from service.asking import Asked
from service.bootstrap import Application
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from tests.people import AUDITOR

COLUMNS = (
    "message_id", "user_code", "place", "subject", "submitted_at", "body", "reply", "replied_at",
)  # fmt: skip
PHRASES = [
    first + second
    for first in (
        "路灯",
        "下水道",
        "公交车",
        "办证窗口",
        "小区物业",
        "施工噪音",
        "自来水",
        "垃圾桶",
    )
    for second in ("坏了没人修", "一直堵着", "态度不好", "推来推去", "说好的没有兑现", "晚上看不见")
]
RARE, COMMON = "碧桐", "推来推去"
SEARCHES = 30


def fill(app: Application, folder: Path, messages: int) -> int:
    """Import so many made-up messages of some two hundred characters; how many texts they have."""
    chance, begin = random.Random(7), datetime(2019, 1, 1, 8, tzinfo=SHANGHAI)
    alphabet = [chr(0x4E00 + n) for n in range(2_500)]
    file = folder / "messages.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for n in range(messages):
            filler = "".join(chance.choices(alphabet, k=140))
            body = (
                f"{filler}。{'，'.join(chance.sample(PHRASES, 6))}。{RARE if n % 500 == 0 else ''}"
            )
            sent = (begin + timedelta(minutes=13 * n)).isoformat()
            writer.writerow((n, f"u{n % 4000}", "东街", chance.choice(PHRASES), sent, body, "", ""))
    import_file(app, file, Mapping())
    return 2 * messages


def indexing(app: Application) -> None:
    """Make everything searchable."""
    app.texts.catch_up()


def opening(app: Application) -> int:
    """Open every text once, without making it searchable; how many there are."""
    return len(app.vault.open_all(_sealed(app)))


def searching(app: Application, word: str) -> float:
    """Median seconds of the first page for a word."""
    taken = []
    for _ in range(SEARCHES):
        began = time.perf_counter()
        app.searching.search(AUDITOR, Asked(), word)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def scanning(app: Application, word: str) -> float:
    """Seconds to find all texts with a word by opening every one."""
    began = time.perf_counter()
    sum(word in fold(text) for text in app.vault.open_all(_sealed(app)) if text is not None)
    return time.perf_counter() - began


def _sealed(app: Application) -> list[Sealed]:
    rows = app.database.fetch("SELECT person, sealed FROM text_row")
    return [Sealed(person=person, sealed=sealed) for person, sealed in rows]
