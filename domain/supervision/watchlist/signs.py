"""What puts somebody on the watchlist: signs, counted by the rulebook's rows (M23)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from domain.envelope import Moment, Value
from domain.rulebook import WatchRule
from domain.vocabulary import Duty, WatchSign, WatchSubject

MOST_KEPT = 20
"""How many signs an entry names; more than any row asks for are counted, not named."""


class Sign(Value):
    """One complaint or breach, on the day that counts for it.

    life      the stream of the matter or proceeding
    duty, of, nth  which round of which duty was missed; for a breach
    """

    sign: WatchSign
    at: Moment
    life: str
    duty: Duty | None = None
    of: str = ""
    nth: int | None = None


Subject = tuple[WatchSubject, str]
"""Whom it is about: a unit, a post or an official, by its code."""


class Reached(Value):
    """A row of the rulebook that somebody fulfils, with the latest of the signs."""

    row: int
    count: int
    signs: tuple[Sign, ...]


def reached(
    rows: Sequence[WatchRule],
    subject: Subject,
    signs: Sequence[Sign],
    now: datetime,
    since: datetime | None = None,
) -> Reached | None:
    """The first row that a subject's signs fulfil at a moment; None where none is.

    since  what lies at or before it does not count again: when the subject was last taken off
    """
    for place, row in enumerate(rows, 1):
        if row.subject is not subject[0]:
            continue
        counted = sorted(_counted(row, signs, now, since), key=_order)
        if len(counted) >= row.at_least:
            kept = max(MOST_KEPT, row.at_least)
            return Reached(row=place, count=len(counted), signs=tuple(counted[-kept:]))
    return None


def _counted(
    row: WatchRule, signs: Sequence[Sign], now: datetime, since: datetime | None
) -> Iterator[Sign]:
    begin = now - timedelta(days=row.within_days)
    for each in signs:
        if each.sign is row.counts and begin < each.at <= now and (not since or each.at > since):
            yield each


def _order(sign: Sign) -> tuple[datetime, str, str]:
    return (sign.at, sign.life, f"{sign.duty}:{sign.of}:{sign.nth}")


def longest(rows: Sequence[WatchRule]) -> timedelta:
    """How far back any row looks."""
    return timedelta(days=max((each.within_days for each in rows), default=0))


Signs = Mapping[Subject, Sequence[Sign]]
"""Every sign there is, by whom it is about."""
