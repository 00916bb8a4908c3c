"""Points given and taken back around the close of a half-year, whatever and whenever: a score is the sum of
its entries, and what is settled stays."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import event, given
from hypothesis import strategies as st

from domain.assessment.closing import can_be_settled_from, closes
from domain.assessment.scores.commands import EnterScore, ReverseScore
from domain.assessment.scores.entries import ledger_of_person, ledger_of_unit, total
from domain.assessment.scores.state import ScoreLedger
from tests.domain.desk import RULES
from tests.domain.test_case_machine import LEADS, Docket
from tests.people import HANDLER, SUPERVISOR

HALVES = ("2026-H1", "2026-H2")
UNIT, OFFICIAL = ledger_of_unit("housing"), ledger_of_person(HANDLER.person)

gives = st.tuples(st.booleans(), st.sampled_from(LEADS))
takes_back = st.tuples(st.sampled_from((UNIT, OFFICIAL)), st.integers(0, 5))
DAYS = st.sampled_from([0, 1, 20, 60, 130])


def ledgers(docket: Docket) -> list[ScoreLedger]:
    return [each for each in docket.lives.values() if isinstance(each, ScoreLedger)]


def give(docket: Docket, official: bool, lead: str) -> None:
    """Praise on a lead about housing, to the unit or to its official; the unit carries a share."""
    person = HANDLER.person if official else None
    command = EnterScore(
        row="circular_of_praise", unit="housing", person=person, proceeding=lead, reason="表扬"
    )
    docket.ask(OFFICIAL if official else UNIT, command, SUPERVISOR)


def take_back(docket: Docket, stream: str, nth: int) -> None:
    """The nth entry of a ledger, where there is one that people can take back."""
    ledger = docket.at(stream)
    if isinstance(ledger, ScoreLedger) and nth < len(ledger.entries):
        entry = ledger.entries[nth].position
        docket.ask(stream, ReverseScore(entry=entry, reason="申诉成立"), SUPERVISOR)


@given(st.lists(st.tuples(DAYS, gives | takes_back), min_size=3, max_size=14))
def test_a_score_is_the_sum_of_its_entries_and_what_is_settled_stays(
    steps: list[tuple[int, tuple[bool, str] | tuple[str, int]]],
) -> None:
    docket, frozen = Docket(), dict[tuple[str, str], Decimal]()
    for days, (first, second) in steps:
        docket.now += timedelta(days=days)
        for half in HALVES:
            if docket.now >= can_be_settled_from(half, RULES):
                for each in ledgers(docket):
                    frozen.setdefault((each.id, half), total(100, each.entries, half))
        if isinstance(first, bool):
            give(docket, first, str(second))
        else:
            take_back(docket, first, int(second))
        for each in ledgers(docket):
            scores = {half: total(100, each.entries, half) for half in HALVES}
            in_log = [e.fact for e in docket.log if e.stream == each.id]
            for half, score in scores.items():
                points = [f.points for f in in_log if getattr(f, "half", None) == half]  # type: ignore[attr-defined]
                assert score == 100 + sum(points, Decimal(0))
                assert frozen.get((each.id, half), score) == score, "a settled score never changes"
            every_reversal_cancels_its_entry_where_that_still_counts(docket, each)


def every_reversal_cancels_its_entry_where_that_still_counts(
    docket: Docket, ledger: ScoreLedger
) -> None:
    by_position = {each.position: each for each in ledger.entries if each.reverses is None}
    for back in (each for each in ledger.entries if each.reverses is not None):
        entry, made = by_position[back.reverses or 0], docket.log[back.position - 1]
        assert back.points == -entry.points
        late = made.recorded_at >= closes(entry.half, RULES).at
        event(f"a reversal {'after' if late else 'before'} the close")
        assert (back.half == entry.half) is not late
        assert back.half >= entry.half
