"""The roll-up as it is asked: which jurisdictions, on which axes, and how far each one's lists are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.envelope import Actor
from domain.errors import UnfitError
from domain.vocabulary import JurisdictionStanding
from projections.asking import reached_by
from projections.matter_tables import MatterTables
from projections.roll_up import Figures, Source, roll_up, total
from service.access import permissions
from service.asking import Asked, axes_for
from service.clock import Clock
from service.database import Database, Snapshot
from service.event_log.reading import LogReader
from service.jurisdictions.tree import Place, Tree, look_at

READABLE = frozenset({JurisdictionStanding.CURRENT, JurisdictionStanding.BEHIND})
"""Standings in which a jurisdiction's figures are known."""


class PositionOfOneLog(UnfitError):
    code = "position-of-one-log"
    zh = "各辖区的日志位置互不相同，汇总只能按时间查询。请把 known_by 写成带时区的时间。"
    en = (
        "A log position says nothing of the other jurisdictions' logs. Give known_by as a time with"
        " its zone."
    )


@dataclass(frozen=True, slots=True)
class Rolled:
    """One jurisdiction of the roll-up.

    figures       None where they cannot be known; ``place.standing`` says why
    reached       the position of its log up to which they count
    head          the last position of its log
    behind_since  when the first event that its lists lack was recorded; None where they lack none
    """

    place: Place
    figures: Figures | None
    reached: int | None = None
    head: int | None = None
    behind_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class RollUp:
    """Every jurisdiction of the tree below one, itself first, and the sum of those that are known."""

    as_of: datetime
    known_by: datetime | None
    rows: Sequence[Rolled]
    total: Figures


class RollingUp:
    """Answers how it stands with a jurisdiction and everything below it."""

    def __init__(self, database: Database, tree: Tree, clock: Clock) -> None:
        self._database = database
        self._tree = tree
        self._clock = clock

    def places(self, actor: Actor) -> list[Place]:
        """The tree as far as it is known from here. Raises NotPermitted."""
        permissions.scope(actor, "read", "jurisdictions")
        return self._tree.places()

    def roll_up(self, actor: Actor, asked: Asked) -> RollUp:
        """The figures, all of one moment; ``known_by`` is a time, which each log takes as its own
        position.

        Raises NotPermitted, PositionOfOneLog, DatabaseUnavailable.
        """
        permissions.scope(actor, "read", "roll-up")
        known_by = asked.known_by
        if isinstance(known_by, int):
            raise PositionOfOneLog()
        with self._database.snapshot() as snapshot:
            rows = [self._reached(snapshot, each) for each in self._tree.subtree(snapshot)]
            asked = self._at_one_moment(snapshot, rows, asked)
            sources = [
                self._source(snapshot, each, asked) for each in rows if each.reached is not None
            ]
            figures = roll_up(snapshot.connection, sources)
        known = [replace(each, figures=figures.get(each.place.jurisdiction)) for each in rows]
        as_of = asked.as_of or self._clock.now()
        return RollUp(as_of, known_by, known, total([*figures.values()]))

    def _reached(self, snapshot: Snapshot, place: Place) -> Rolled:
        if place.standing not in READABLE:
            return Rolled(place, None)
        look_at(snapshot.connection, place.schema)
        log, reached = LogReader(snapshot), reached_by(snapshot.connection, MatterTables.name)
        lacking = log.recorded_at(reached + 1).get(reached + 1)
        return Rolled(place, None, reached, log.head(), lacking)

    def _at_one_moment(self, snapshot: Snapshot, rows: Sequence[Rolled], asked: Asked) -> Asked:
        """What was left out is now, and never before what any of them has recorded last."""
        if asked.as_of is not None:
            return asked
        latest = [self._clock.now()]
        for each in rows:
            if each.reached:
                look_at(snapshot.connection, each.place.schema)
                latest.extend(LogReader(snapshot).recorded_at(each.reached).values())
        return replace(asked, as_of=max(latest))

    def _source(self, snapshot: Snapshot, row: Rolled, asked: Asked) -> Source:
        look_at(snapshot.connection, row.place.schema)
        reached = row.reached or 0
        axes = axes_for(asked, reached, LogReader(snapshot), self._clock.now())
        return Source(row.place.jurisdiction, row.place.schema, axes)
