"""Counting from the log for settlements and reports: always at one moment and one position, so that
whoever counts again finds the same."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from domain.assessment.figures import Assessed, PointDue, Reported
from domain.assessment.periods import before, half_of, is_year, span_of
from domain.assessment.score_rules import ScoreRules
from domain.errors import ConflictError
from domain.organisation.state import Organisation
from domain.rulebook import Rulebook
from domain.vocabulary import UnitKind
from projections.asking import Question, reached_by
from projections.evaluated import ratings
from projections.hot_spots import hot_spots
from projections.matter_tables import MatterTables
from projections.score_entries import all_entries
from projections.score_rates import count
from projections.statistics import Grouping, Rates, statistics
from projections.two_axes import Axes
from service.asking import organisation_by
from service.database import Database, Snapshot
from service.event_log.reading import LogReader
from service.points import may_be_due


class ListsBehind(ConflictError):
    code = "lists-behind"
    zh = "查询数据尚未更新到该期间结束（现到位置 {position}）。请稍后重试。"
    en = "The lists do not reach to the end of that period yet, only to {position}. Try again soon."


class Counter:
    """Counts for one jurisdiction (``domain.assessment.figures.Counting``)."""

    def __init__(self, database: Database, jurisdiction: str) -> None:
        self._database = database
        self._jurisdiction = jurisdiction

    def assessed(
        self, period: str, rules: ScoreRules, as_of: datetime, known_by: int | None = None
    ) -> Assessed:
        """What a settlement is made from. Raises ListsBehind, DatabaseUnavailable."""
        span = span_of(period)
        with self._database.snapshot() as snapshot:
            axes = _axes(snapshot, as_of, span.until, known_by)
            organisation = organisation_by(LogReader(snapshot), axes.known_by)
            connection = snapshot.connection
            rated = ratings(connection, axes, span)
            if is_year(period):
                return Assessed(
                    self._jurisdiction, axes.known_by, _units(organisation, rules), (), (), rated
                )
            counts = [
                each
                for name, row in rules.rates.items()
                for each in count(connection, axes, span, name, row)
            ]
            return Assessed(
                self._jurisdiction,
                axes.known_by,
                _units(organisation, rules),
                all_entries(connection, axes, half_of(span.since)),
                tuple(counts),
                rated,
            )

    def points_due(self, rulebooks: Iterable[Rulebook]) -> list[PointDue]:
        """What the program may have yet to enter. Raises DatabaseUnavailable."""
        with self._database.snapshot() as snapshot:
            return may_be_due(snapshot, rulebooks)

    def reported(self, period: str, as_of: datetime, known_by: int | None = None) -> Reported:
        """What a periodic report says. Raises ListsBehind, DatabaseUnavailable."""
        span, earlier = span_of(period), before(period)
        with self._database.snapshot() as snapshot:
            axes = _axes(snapshot, as_of, span.until, known_by)
            connection, question = snapshot.connection, Question(axes)
            rates = {
                by.value: [
                    _rates(each)
                    for each in statistics(
                        connection, question, by, since=span.since, until=span.until
                    )
                ]
                for by in (Grouping.TOTAL, Grouping.UNIT)
            }
            spots = {
                by: [
                    {
                        "name": each.name,
                        "matters": each.matters,
                        "before": each.before,
                        "change": _rate(each.change),
                    }
                    for each in hot_spots(connection, question, by, span, earlier)
                ]
                for by in ("place", "channel", "conduct")
            }
        figures = {"rates": rates, "hot_spots": spots}
        return Reported(self._jurisdiction, axes.known_by, figures)


def _rates(rates: Rates) -> dict[str, object]:
    """The figures of a group: counts, and rates as text."""
    return {
        **{name: value for name, value in asdict(rates).items() if name != "period"},
        "response_rate": _rate(rates.response_rate),
        "solution_rate": _rate(rates.solution_rate),
        "satisfaction_rate": _rate(rates.satisfaction_rate),
    }


def _rate(rate: float | None) -> str | None:
    return None if rate is None else f"{rate:.1f}"


def _axes(snapshot: Snapshot, as_of: datetime, until: datetime, known_by: int | None) -> Axes:
    reached = reached_by(snapshot.connection, MatterTables.name)
    needed = known_by if known_by is not None else LogReader(snapshot).position_at(until)
    if reached < needed:
        raise ListsBehind(position=reached)
    return Axes(as_of, reached if known_by is None else known_by, latest=False)


def _units(organisation: Organisation, rules: ScoreRules) -> tuple[str, ...]:
    """The units that are assessed; places that messages were gathered under are none."""
    left_out = {*rules.without, UnitKind.PLACE}
    units = organisation.units.values()
    return tuple(sorted(each.code for each in units if each.kind not in left_out))
