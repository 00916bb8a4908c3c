"""Anybody asking for anything of cases, bulletins and scores while time passes and the program looks now
and then: what holds of verdicts, scores and settlements, whatever they try.

Once the program has looked, no breach without a verdict; no verdict without an opened obligation; a score
is the sum of its entries, and of what stands; a settled half-year never changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.accountability.bulletins.commands import (
    CorrectBulletin,
    PublishBulletin,
    WithdrawBulletin,
)
from domain.accountability.cases.following_commands import SettleCase
from domain.assessment.figures import Assessed, PointDue, Reported
from domain.assessment.score_rules import ScoreRules
from domain.assessment.scores.commands import EnterByRule, ReverseByRule, ReverseScore
from domain.assessment.scores.earning import earned
from domain.assessment.scores.entries import total
from domain.assessment.scores.state import ScoreLedger
from domain.assessment.settlements.commands import SettlePeriod
from domain.assessment.settlements.state import Settlement
from domain.envelope import Actor, Command, Recorded
from domain.kinds import effects
from domain.obligations import Key, Opens, Resumes
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.verdicts.commands import FindBreach
from domain.verdicts.events import BreachFound
from domain.vocabulary import BulletinScope, BulletinTone
from tests.domain.desk import RULES
from tests.domain.test_case_machine import (
    ACTORS,
    CASES,
    SYSTEM,
    TEXT,
    Docket,
    commands,
    helpful,
)
from tests.people import SUPERVISOR

BULLETINS = ("bulletin-b1", "bulletin-b2")
SETTLEMENTS = ("settlement-2026-H1", "settlement-2026-H2")
SCORES = RULES.rulebook.scores
assert SCORES is not None
ROWS = SCORES.rows


@dataclass
class Office(Docket):
    """A docket whose log can be asked, whose scores can be counted, and that the program looks at.

    frozen  what each settlement said when it was made
    """

    frozen: dict[str, str] = field(default_factory=dict)

    def situation(self, actor: Actor) -> Situation:
        return replace(
            super().situation(actor),
            rulebooks={RULES.rulebook.id: RULES.rulebook},
            event=lambda position: self.log[position - 1] if position <= len(self.log) else None,
            counting=self,
        )

    def assessed(
        self, period: str, _rules: ScoreRules, _as_of: object, _known_by: int | None = None
    ) -> Assessed:
        made = tuple(e for ledger in self.ledgers() for e in ledger.entries if e.half == period)
        return Assessed("main", self.position, ("housing", "water"), made, ())

    def reported(self, _period: str, _as_of: object, _known_by: int | None = None) -> Reported:
        raise LookupError

    def points_due(self, _rulebooks: object) -> list[PointDue]:
        """On what stands of somebody and has no entry of the program in their ledger."""
        return [
            each
            for life in self.lives.values()
            if (stands := life.judgement) is not None
            for each in (
                *(PointDue(stands.event, unit=unit) for unit in stands.units),
                *(PointDue(stands.event, person=who) for who in stands.persons),
            )
        ]

    def ledgers(self) -> list[ScoreLedger]:
        return [each for each in self.lives.values() if isinstance(each, ScoreLedger)]

    def look(self) -> None:
        """What the program does each minute: verdicts first, then points given and taken back."""
        for life in list(self.lives.values()):
            for owed in [each for last in life.obligations.values() for each in last.rounds]:
                if owed.verdict_by is None and owed.breached(self.now):
                    find = FindBreach(duty=owed.key.duty, of=owed.key.of or None, nth=owed.nth)
                    self.ask(life.id, find, SYSTEM)
        for life in list(self.lives.values()):
            if (stands := life.judgement) is not None:
                for unit in stands.units:
                    enter = EnterByRule(events=(stands.event,), unit=unit)
                    self.ask(f"score-unit:{unit}", enter, SYSTEM)
                for who in stands.persons:
                    enter = EnterByRule(events=(stands.event,), person=who)
                    self.ask(f"score-person:{who}", enter, SYSTEM)
        for ledger in self.ledgers():
            for entry in ledger.entries:
                if entry.reverses is None and entry.share_of is None:
                    self.ask(ledger.id, ReverseByRule(entry=entry.position), SYSTEM)


others: st.SearchStrategy[tuple[str, Command]] = st.one_of(
    st.tuples(
        st.sampled_from(BULLETINS),
        st.builds(
            PublishBulletin,
            title=st.just("通报"),
            scope=st.sampled_from(BulletinScope),
            tone=st.sampled_from(BulletinTone),
            units=st.just(("housing",)),
            about=st.none() | st.sampled_from(CASES),
            text=st.just(TEXT),
        ),
    ),
    st.tuples(st.sampled_from(BULLETINS), st.just(CorrectBulletin(text=TEXT, reason=TEXT))),
    st.tuples(st.sampled_from(BULLETINS), st.just(WithdrawBulletin(reason=TEXT))),
    st.sampled_from(SETTLEMENTS).map(
        lambda stream: (stream, SettlePeriod(period=stream.removeprefix("settlement-")))
    ),
    st.tuples(
        st.sampled_from(["score-unit:housing", "score-person:handler-wang"]),
        st.integers(1, 60).map(lambda entry: ReverseScore(entry=entry, reason=TEXT)),
    ),
)
steps = st.tuples(
    st.one_of(st.tuples(st.sampled_from(CASES), commands), others),
    st.sampled_from(ACTORS),
    st.sampled_from([0, 1, 7, 40, 120]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(steps, min_size=6, max_size=30))
def test_what_holds_of_verdicts_and_scores_whatever_anybody_asks_for(
    asked: list[tuple[tuple[str, Command], Actor, int, bool, bool]],
) -> None:
    office = Office()
    for (stream, command), actor, days, help_on, looks in asked:
        office.now += timedelta(days=days)
        if stream not in CASES:
            office.ask(stream, command, SUPERVISOR)
        else:
            office.ask(stream, *(helpful(office, stream) if help_on else (command, actor)))
        for case in CASES:
            office.ask(case, SettleCase(), SYSTEM)
        if looks:
            office.look()
            no_breach_is_without_a_verdict(office)
            every_score_is_what_stands(office)
        no_verdict_is_without_an_opened_obligation(office)
        every_score_is_the_sum_of_its_entries(office)
        no_settlement_changes(office)


def no_breach_is_without_a_verdict(office: Office) -> None:
    for life in office.lives.values():
        for last in life.obligations.values():
            for owed in last.rounds:
                assert owed.verdict_by is not None or not owed.breached(office.now), owed


def no_verdict_is_without_an_opened_obligation(office: Office) -> None:
    judged = set()
    for recorded in office.log:
        fact = recorded.fact
        if isinstance(fact, BreachFound):
            opening = office.log[fact.opened_by - 1]
            assert opening.stream == recorded.stream and opening.position < recorded.position
            assert Key(fact.duty, fact.of) in opened_by(opening)
            key = (recorded.stream, fact.duty, fact.of, fact.nth)
            assert key not in judged
            judged.add(key)


def opened_by(recorded: Recorded) -> Iterator[Key]:
    return (each.key for each in effects(recorded.fact) if isinstance(each, Opens | Resumes))


def every_score_is_the_sum_of_its_entries(office: Office) -> None:
    """The ledger's entries are those that the log has of it, each once, each on an event and a rule."""
    for ledger in office.ledgers():
        own = [each for each in office.log if each.stream == ledger.id]
        points = {each.position: getattr(each.fact, "points", None) for each in own}
        assert {each.position: each.points for each in ledger.entries} == points
        for half in ("2026-H1", "2026-H2"):
            made = [each.points for each in ledger.entries if each.half == half]
            assert total(100, ledger.entries, half) == 100 + sum(made, Decimal(0))
        for entry in ledger.entries:
            assert entry.rule.startswith(RULES.rulebook.id)
            assert entry.event is not None or entry.reverses is not None


def every_score_is_what_stands(office: Office) -> None:
    """What was entered by rule and not taken back is what the events that stand give; what people
    took back stays so."""
    taken_back = {
        (each.stream, each.fact.entry)
        for each in office.log
        if each.fact.TYPE == "score.reversed" and each.actor != SYSTEM
        if hasattr(each.fact, "entry")
    }
    for ledger in office.ledgers():
        for entry in ledger.entries:
            if entry.reverses is not None or entry.share_of is not None:
                continue
            assert entry.event is not None
            recorded = office.log[entry.event - 1]
            gives = {
                (each.row, each.unit, each.person)
                for each in earned(recorded, office.at(recorded.stream), ROWS, office.now)
            }
            stands = (entry.row, ledger.unit, ledger.person) in gives
            back = ledger.is_reversed(entry.position)
            assert back is not stands or (ledger.id, entry.position) in taken_back


def no_settlement_changes(office: Office) -> None:
    for stream in SETTLEMENTS:
        life: Proceeding = office.at(stream)
        assert isinstance(life, Settlement)
        if not life.exists:
            continue
        assert office.frozen.setdefault(stream, life.document) == life.document
        assert life.version == 1
        again = office.assessed(life.period, SCORES, None)  # type: ignore[arg-type]
        late = [each for each in again.entries if each.position > life.known_by]
        assert not late, "nothing comes into a half-year that is settled"
