"""Until when a half-year takes in points, and which half-year points count in.

A half-year stays open for some time after its end (``score_entry`` in the rulebook), since what
was decided in its last days is entered later. Then it can be settled, once the program has entered
what its rules give for the half-year, however late that was. Other points count from then on in the
half-year in which they are entered, those among them that take back settled ones: so a settlement
misses none, and never changes.
"""

from datetime import datetime, timedelta

from domain.assessment.periods import half_of, span_of
from domain.obligations import Deadline
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import ProceedingKind

UNDER_WAY = timedelta(minutes=5)
"""How long a command decided before the close can still be on its way into the log, and more."""


def closes(period: str, rules: Rules) -> Deadline:
    """Until when points are entered for a half-year or a year."""
    span = span_of(period)
    return rules.on_date("score_entry", span.last_day, span.until)


def can_be_settled_from(period: str, rules: Rules) -> datetime:
    """From when nothing can be on its way any more that counts in it."""
    return closes(period, rules).at + UNDER_WAY


def half_for(moment: datetime, situation: Situation, half: str | None = None) -> str:
    """In which half-year points count that stand on something of ``moment`` (or of ``half``)."""
    half = half or half_of(moment)
    return half if situation.now < closes(half, situation.rules).at else half_of(situation.now)


def half_by_rule(moment: datetime, situation: Situation) -> str:
    """In which half-year points count that follow by rule from an event recorded at ``moment``: in its
    own until that is settled, which waits for them."""
    half = half_of(moment)
    settled = situation.proceeding(settlement_stream(half)).exists
    return half_for(moment, situation) if settled else half


def settlement_stream(period: str) -> str:
    """The one settlement of a period."""
    return f"{ProceedingKind.SETTLEMENT.value}-{period}"
