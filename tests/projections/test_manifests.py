"""Manifests held against the register, day by day, equal the same worked out in plain Python."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from domain.envelope import Recorded
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.manifests.state import manifest_stream
from domain.matter.state import Matter
from domain.vocabulary import Channel
from domain.working_days import shanghai_day
from projections.asking import Question
from projections.manifests import ManifestDay, manifests
from projections.timeline import known
from projections.two_axes import Axes
from service.bootstrap import Application
from tests.projections.histories import Chronicle, Happening, Scribe, folded, history

FIRST, LAST = date(2026, 2, 20), date(2026, 4, 20)
CHANNELS = (Channel.HOTLINE, Channel.LETTER, Channel.NETIZEN_MESSAGE)


def said(chance: random.Random, filings: Sequence[Happening]) -> list[Happening]:
    """Manifests that name some of what came in, some of what did not, and are corrected at times."""
    numbers = [getattr(each.fact, "source_number", None) for each in filings]
    pool = [each for each in numbers if each] + ["never-1", "never-2", "never-3"]
    made = []
    for channel in CHANNELS:
        for days in sorted(chance.sample(range(3, 40), 9)):
            day = FIRST + timedelta(days=days)
            stream = manifest_stream(channel, day)
            at = datetime.combine(day, datetime.min.time(), filings[0].recorded_at.tzinfo)
            for place in range(chance.choice((1, 1, 2))):
                at += timedelta(days=chance.randrange(1, 9), minutes=chance.randrange(600))
                listed = tuple(sorted(chance.sample(pool, chance.randrange(5))))
                fact = {
                    "channel": channel,
                    "day": day,
                    "count": len(listed),
                    "source_numbers": listed if chance.random() < 0.8 else None,
                    "counted_by": "日报",
                }
                kind = (
                    ManifestCorrected(**fact, reason="更正") if place else ManifestRecorded(**fact)
                )
                made.append(Happening(stream, kind, at, at))
    return made


def expected(
    records: Sequence[Recorded], matters: Sequence[Matter], over: date
) -> dict[tuple[date, str], ManifestDay]:
    """What the list must say, from the manifests' events that count and the folded matters."""
    by_day: dict[tuple[str, date], list[Matter]] = {}
    for each in sorted(matters, key=lambda each: each.number or ""):
        assert each.received_at is not None and each.channel is not None
        by_day.setdefault((each.channel.value, shanghai_day(each.received_at)), []).append(each)
    anywhere = {each.source_number for each in matters}
    found: dict[tuple[date, str], ManifestDay] = {}
    firsts: dict[Channel, date] = {}
    for record in records:
        fact = record.fact
        assert isinstance(fact, ManifestRecorded | ManifestCorrected)
        firsts[fact.channel] = min(firsts.get(fact.channel, fact.day), fact.day)
        there = by_day.get((fact.channel.value, fact.day), [])
        numbers = Counter(one.source_number for one in there)
        listed = fact.source_numbers or ()
        lacking = [one for one in listed if not numbers[one]]
        surplus, met = [], set()
        for one in there if fact.source_numbers is not None else ():
            if one.source_number not in listed or one.source_number in met:
                surplus.append(one.number or "")
            met.add(one.source_number)
        found[fact.day, fact.channel.value] = ManifestDay(
            fact.channel,
            fact.day,
            fact.count,
            len(there),
            tuple(sorted(one for one in lacking if one not in anywhere)),
            tuple(sorted(one for one in lacking if one in anywhere)),
            tuple(surplus),
            fact.counted_by,
            record.actor.person,
            record.version - 1,
        )
    for channel, first in firsts.items():
        day = max(first, FIRST)
        while day <= min(over, LAST):
            found.setdefault((day, channel.value), ManifestDay(channel, day, None, None))
            day += timedelta(days=1)
    return {key: value for key, value in found.items() if FIRST <= key[0] <= LAST}


@pytest.mark.parametrize("seed", range(4))
def test_the_days_at_any_moment_as_known_at_any_other_equal_what_the_log_says(
    app: Application, seed: int
) -> None:
    chance = random.Random(seed)
    filings = Chronicle(chance).histories(14)
    happenings = sorted([*filings, *said(chance, filings)], key=lambda each: each.recorded_at)
    Scribe(app).write(happenings)
    app.runner.catch_up()
    streams = history(app)
    records = [each for each in app.feed.after(0, 5_000) if each.stream.startswith("manifest-")]
    times = [each.recorded_at for each in happenings]
    head = app.log.head()
    asked = [Axes(times[-1], head, latest) for latest in (True, False)]
    asked += [Axes(chance.choice(times), chance.randrange(head), latest=False) for _ in range(12)]
    some = 0
    with app.database.connection() as connection:
        for axes in asked:
            rows = manifests(connection, Question(axes), FIRST, LAST)
            over = shanghai_day(axes.as_of) - timedelta(days=1)
            wanted = expected(known(records, axes), folded(streams, axes), over)
            assert {(each.day, each.channel.value): each for each in rows} == wanted
            assert all((a.day, a.channel) < (b.day, b.channel) for a, b in pairwise(rows))
            some += sum(bool(each.missing or each.elsewhere) for each in rows)
    assert some
