"""Near-copies found while texts are indexed: many answers by one pattern, and many of their own."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

from domain.vocabulary import Pattern
from domain.working_days import SHANGHAI
from projections.text_sketch import FLOOR, alike
from service.asking import Asked
from service.bootstrap import Application
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from tests.bench.searching import COLUMNS
from tests.people import AUDITOR

ALPHABET = [chr(0x4E00 + n) for n in range(2_500)]
PATTERNS, COMPARED = 40, 300

FRAME = "您好，您的留言已收悉。现将有关情况回复如下：经有关部门调查核实，您反映的问题情况属实，感谢您的监督。"
"""What stands in every answer: alike in part, and no near-copy."""


def fill(app: Application, folder: Path, answers: int) -> None:
    """Import so many made-up messages with their answers: a third copied with some words changed."""
    chance, begin = random.Random(11), datetime(2019, 1, 1, 8, tzinfo=SHANGHAI)
    patterns = ["".join(chance.choices(ALPHABET, k=200)) for _ in range(PATTERNS)]
    file = folder / "messages.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for n in range(answers):
            own = "".join(chance.choices(ALPHABET, k=200))
            copied = chance.choice(patterns)[: 200 - 8] + own[:8]
            reply = FRAME + (copied if n % 3 == 0 else own)
            sent = begin + timedelta(minutes=13 * n)
            answered = (sent + timedelta(days=5)).isoformat()
            body = "".join(chance.choices(ALPHABET, k=60))
            writer.writerow((n, f"u{n}", "东街", "路灯", sent.isoformat(), body, reply, answered))
    import_file(app, file, Mapping())


def indexing(app: Application) -> None:
    """Index every text and place it in its family."""
    app.texts.catch_up()


def found(app: Application) -> int:
    """How many families of near-copies there are."""
    return app.auditing.pattern(AUDITOR, Asked(), Pattern.NEAR_COPIES).total


def scanning(app: Application) -> int:
    """Pairs of near-copies among the first ``COMPARED`` answers, each held against each."""
    rows = app.database.fetch(
        "SELECT grams FROM text_row WHERE kind = 'matter.answer_imported'"
        f" ORDER BY position LIMIT {COMPARED}"
    )
    sets = [frozenset(grams) for (grams,) in rows]
    return sum(alike(one, two) >= FLOOR for n, one in enumerate(sets) for two in sets[:n])
