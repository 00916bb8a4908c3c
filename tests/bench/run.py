"""``make bench``: what the design promises, measured beside a limit or a peer in the same run.

On databases of their own with fsync on. Pairs are measured in turn, several times, and the medians
count: machines are noisy, so compare within a run only.
"""

import csv
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from domain.working_days import SHANGHAI
from service.bootstrap import Application, application
from service.importing.importer import import_file
from service.importing.mapping import Mapping
from service.settings import Settings
from tests.bench import appends, copying, projecting, proving, searching

ROUNDS = 5
MESSAGES = 9_000
SOME_MATTERS, MANY_MATTERS = 4_000, 20_000
TEXTS = 50_000
ANSWERS = 20_000
COLUMNS = (
    "message_id", "user_code", "place", "subject", "submitted_at", "body", "reply", "replied_at",
)  # fmt: skip


@contextmanager
def fresh() -> Iterator[Application]:
    """An application on an embedded database of its own."""
    with tempfile.TemporaryDirectory(prefix="huiyin-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with application(Settings(home=home, jurisdiction="bench")) as app:
            yield app


def main() -> None:
    """Run everything and print a line for each."""
    print(f"{'':<40}{'ours':>12}{'beside it':>12}{'ratio':>8}   wanted")
    bench_appends()
    bench_import()
    bench_projections()
    bench_search()
    bench_proof()
    bench_near_copies()


def bench_appends() -> None:
    """Appends from some clients, beside single lock-free prepared INSERTs of the same bytes."""
    with fresh() as app:
        make_raw_table(app)
        for clients, wanted in ((16, 1.0), (4, 0.5), (1, 0.0)):
            measured = [
                (appends.grouped(app, clients), appends.raw(app, clients)) for _ in range(ROUNDS)
            ]
            say(f"appends/s, {clients} clients | bare INSERTs", measured, f">= {wanted} of it")


def make_raw_table(app: Application) -> None:
    """The peer's table, with the same columns and indexes as the log's."""
    assert app.embedded is not None
    with psycopg.connect(app.embedded.dsn("huiyin"), autocommit=True) as owner:
        owner.execute(f"SET search_path TO {app.settings.schema_name}")
        owner.execute(appends.RAW_TABLE)
        owner.execute("GRANT ALL ON raw_event, raw_event_position_seq TO huiyin_service")


def bench_import() -> None:
    """Messages imported, two in five with their answer, beside merely parsing the same file."""
    measured = []
    for _ in range(3):
        with fresh() as app, tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "messages.csv"
            write_messages(file)
            ours = rate(MESSAGES, lambda: import_file(app, file, Mapping()))  # noqa: B023
            peer = rate(MESSAGES, lambda: parse(file))  # noqa: B023
            measured.append((ours, peer))
    say("matters/s imported | CSV merely parsed", measured, ">= 3,000/s")


def write_messages(file: Path) -> None:
    """Messages of about five hundred characters in a hundred places, made up."""
    begin = datetime(2019, 1, 1, 8, tzinfo=SHANGHAI)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for n in range(MESSAGES):
            sent = begin + timedelta(minutes=37 * n)
            answered = n % 5 < 2
            reply = ("您好，您反映的问题已转有关单位办理。" * 12, str(sent + timedelta(days=9)))
            writer.writerow(
                (n, f"u{n % 4000}", f"P{n % 100}", f"路灯不亮第{n}次", sent.isoformat(),
                 "小区门口的路灯已经三天不亮，夜里老人出行不便，请尽快修理。" * 15,
                 *(reply if answered else ("", "")))
            )  # fmt: skip


def parse(file: Path) -> None:
    """Read a CSV file to its end."""
    with file.open(encoding="utf-8", newline="") as text:
        for _ in csv.reader(text):
            pass


def bench_projections() -> None:
    """Projections catching up from nothing, beside merely reading and decoding the same events."""
    some, many = [], []
    for _ in range(3):
        with fresh() as app:
            projecting.fill(app, SOME_MATTERS)
            some.append((projecting.catching_up(app), projecting.reading(app)))
        with fresh() as app:
            projecting.fill(app, MANY_MATTERS)
            many.append((projecting.catching_up(app), projecting.reading(app)))
    say("events/s, 40,000 projected | read", some, ">= 10,000/s")
    say("events/s, 200,000 projected | read", many, ">= 10,000/s")


def bench_search() -> None:
    """Texts made searchable, beside merely opening them; words looked up, beside opening all."""
    with fresh() as app, tempfile.TemporaryDirectory() as folder:
        texts = searching.fill(app, Path(folder), TEXTS // 2)
        app.runner.catch_up()
        indexed = rate(texts, lambda: searching.indexing(app))
        opened = rate(texts, lambda: searching.opening(app))
        say("texts/s made searchable | merely opened", [(indexed, opened)], ">= 1,000/s")
        for name, word in (("rare", searching.RARE), ("common", searching.COMMON)):
            found, scan = searching.searching(app, word), searching.scanning(app, word)
            line = f"ms to find a {name} word | opening all"
            say(line, [(1_000 * found, 1_000 * scan)], "<= 100 ms")


def bench_proof() -> None:
    """Verifying beside merely reading and hashing, proofs of a large tree beside those of a small
    one, and sealing beside appending."""
    with fresh() as app:
        assert app.embedded is not None
        proving.fill(app)
        limit = appends.grouped(app, 16)
        head = app.log.head()
        sealed = rate(head, lambda: proving.seal(app))
        say("events/s sealed | appends/s, 16 clients", [(sealed, limit)], ">= 1.0 of it")
        measured = [
            (rate(head, lambda: proving.verify(app)), rate(head, lambda: proving.bare_loop(app)))
            for _ in range(ROUNDS)
        ]
        say("events/s verified | read and hashed", measured, ">= 0.5 of it")
        owner, taken = app.embedded.dsn("huiyin"), []
        for size in (proving.SMALL, proving.LARGE):
            proving.grow(app, owner, size)
            taken.append(1_000 * proving.milliseconds_a_proof(app, size))
        say("µs a proof of 1,000,000 | of 10,000", [(taken[1], taken[0])], "<= 3.0 of it")


def bench_near_copies() -> None:
    """Answers indexed and placed among near-copies, beside merely opening every text; asking for
    their families, beside comparing 300 answers each with each."""
    with fresh() as app, tempfile.TemporaryDirectory() as folder:
        copying.fill(app, Path(folder), ANSWERS)
        app.runner.catch_up()
        indexed = rate(3 * ANSWERS, lambda: copying.indexing(app))
        opened = rate(3 * ANSWERS, lambda: searching.opening(app))
        say("texts/s placed by near-copies | opened", [(indexed, opened)], ">= 500/s")
        assert copying.found(app) == copying.PATTERNS
        ours = 1_000 / rate(1, lambda: copying.found(app))
        scan = 1_000 / rate(1, lambda: copying.scanning(app))
        say("ms to list near-copies | each with each", [(ours, scan)], "<= 1,000 ms")


def rate(count: int, work: Callable[[], object]) -> float:
    """So many things a second."""
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def say(name: str, measured: list[tuple[float, float]], wanted: str) -> None:
    """One line: medians of both, and the median of the ratios."""
    ours, peer = (statistics.median(column) for column in zip(*measured, strict=True))
    ratio = statistics.median(a / b for a, b in measured)
    print(f"{name:<40}{ours:>12,.0f}{peer:>12,.0f}{ratio:>8.2f}   {wanted}", flush=True)


if __name__ == "__main__":
    main()
