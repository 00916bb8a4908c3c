"""Scores as they are asked for: every unit and official, with the base of the half-year's rulebook."""

import json
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from domain.assessment.closing import settlement_stream
from domain.assessment.periods import half_of, span_of
from domain.assessment.scores.entries import holder_of, ledger_of_person, ledger_of_unit
from domain.assessment.settlements.events import ScoresSettled
from domain.codec import decode
from domain.envelope import Actor
from domain.rulebook import Rulebook
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted, load_default
from domain.rules import in_force
from domain.vocabulary import UnitKind
from projections.asking import Question
from projections.score_entries import EntryRow, entries_of, scores
from projections.sql import Connection
from projections.two_axes import Axes
from service.asking import Asked, organisation_by
from service.database import Snapshot
from service.event_log.reading import LogReader
from service.queries import Queries


@dataclass(frozen=True, slots=True)
class Standing:
    """One ledger in a half-year: the base and the sum of its entries make the score.

    settled  the total that the settlement of the half-year froze: what it counts from the ledger of
             obligations is in it, too; None before there is one
    """

    unit: str | None
    person: str | None
    half: str
    base: int
    entries: int
    points: Decimal
    settled: Decimal | None = None

    @property
    def score(self) -> Decimal:
        return self.base + self.points


def standings(
    queries: Queries, actor: Actor, asked: Asked, half: str | None
) -> tuple[Axes, list[Standing]]:
    """Every ledger that the actor may know of, units without an entry among them; of the half-year
    of the moment asked about where none is named."""

    def ask(connection: Connection, question: Question) -> tuple[Axes, list[Standing]]:
        axes = question.axes
        wanted = half or half_of(axes.as_of)
        log = LogReader(Snapshot(connection))
        rules = _rulebook(log, axes, wanted).scores
        base = rules.base if rules is not None else 0
        found = {(each.unit, each.person): each for each in scores(connection, question, wanted)}
        units = organisation_by(log, axes.known_by).units.values() if rules is not None else ()
        left_out = {UnitKind.PLACE, *(rules.without if rules is not None else ())}
        assessed = sorted(each.code for each in units if each.kind not in left_out)
        view = question.view
        if view.kinds is not None and "score" not in view.kinds:
            assessed = [each for each in assessed if each == view.own_unit]
        settled = _settled(log, axes, wanted)
        holders = dict.fromkeys([*((each, None) for each in assessed), *found])
        made = []
        for holder in holders:
            has = found.get(holder)
            count, points = (has.entries, has.points) if has else (0, Decimal(0))
            total = settled.get(holder)
            made.append(Standing(*holder, wanted, base, count, points, total))
        return axes, made

    return queries.ask(actor, asked, ask)


def entries(
    queries: Queries,
    actor: Actor,
    asked: Asked,
    half: str | None,
    unit: str | None = None,
    person: str | None = None,
) -> tuple[Axes, list[EntryRow]]:
    """The entries of a half-year, of one ledger or of all that the actor may know of."""
    ledger = ledger_of_unit(unit) if unit else ledger_of_person(person) if person else None

    def ask(connection: Connection, question: Question) -> tuple[Axes, list[EntryRow]]:
        axes = question.axes
        return axes, entries_of(connection, question, half or half_of(axes.as_of), ledger)

    return queries.ask(actor, asked, ask)


def _settled(log: LogReader, axes: Axes, half: str) -> dict[tuple[str | None, str | None], Decimal]:
    """The totals that the settlement of a half-year froze, by unit or official; none before there is
    one on the axes."""
    for stored in log.stream(settlement_stream(half), up_to=axes.known_by):
        recorded = decode(stored)
        if isinstance(recorded.fact, ScoresSettled) and recorded.occurred_at <= axes.as_of:
            ledgers = json.loads(recorded.fact.document)["ledgers"]
            return {holder_of(each["ledger"]): Decimal(each["total"]) for each in ledgers}
    return {}


def _rulebook(log: LogReader, axes: Axes, half: str) -> Rulebook:
    """The rulebook in force at the end of a half-year, as known by a position."""
    facts = (decode(each).fact for each in log.stream(RULEBOOK, up_to=axes.known_by))
    adopted = [as_adopted(each.content) for each in facts if isinstance(each, RulebookAdopted)]
    last = span_of(half).until - timedelta(microseconds=1)
    return in_force(adopted, last) or load_default()
