"""The tree of jurisdictions as their own logs tell it: a tie counts where both sides say so."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from domain.codec import UnreadableEvent, decode
from domain.jurisdictions.state import STREAM, Tie, Ties, fold
from domain.vocabulary import JurisdictionStanding
from projections.asking import reached_by
from projections.matter_tables import MatterTables
from service.database import Connection, Database, Snapshot
from service.event_log.reading import LogReader
from service.migrate import Standing, standing
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction as it stands in the tree.

    name   as its neighbour calls it; None where no neighbour has said it
    above  who is above it; None at the top, as far as is known
    level  how many steps below the one asked: 0 for itself, -1 for the one above it
    """

    jurisdiction: str
    schema: str
    name: str | None
    above: str | None
    level: int
    standing: JurisdictionStanding


class Tree:
    """What the logs in this database say of the jurisdictions around one of them.

    Each method raises DatabaseUnavailable.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    @property
    def own(self) -> str:
        """The jurisdiction asked about."""
        return self._settings.jurisdiction

    def settings_of(self, jurisdiction: str) -> Settings:
        """The settings with which another jurisdiction here would run."""
        return self._settings.of(jurisdiction)

    def above(self, jurisdiction: str) -> tuple[str, ...]:
        """Whom a jurisdiction names above it, whom that one names, and so on up."""
        with self._database.snapshot() as snapshot:
            return tuple(self._above(snapshot, jurisdiction))

    def _above(self, snapshot: Snapshot, jurisdiction: str) -> Iterator[str]:
        seen = {jurisdiction}
        higher = self.ties_of(snapshot, jurisdiction).higher
        while higher is not None and higher.jurisdiction not in seen:
            seen.add(higher.jurisdiction)
            yield higher.jurisdiction
            higher = self.ties_of(snapshot, higher.jurisdiction).higher

    def places(self) -> list[Place]:
        """The one above, the one asked, then those below it, each followed by its own lower ones."""
        with self._database.snapshot() as snapshot:
            higher = self.ties_of(snapshot, self.own).higher
            up = () if higher is None else (self._higher(snapshot, higher),)
            return [*up, *self.subtree(snapshot)]

    def _higher(self, snapshot: Snapshot, tie: Tie) -> Place:
        confirmed = self.own in self.ties_of(snapshot, tie.jurisdiction).lower
        found = self._standing(snapshot, tie.jurisdiction, confirmed=confirmed)
        schema = self.settings_of(tie.jurisdiction).schema_name
        return Place(tie.jurisdiction, schema, tie.name, None, -1, found)

    def subtree(self, snapshot: Snapshot) -> list[Place]:
        """The jurisdiction asked and everything below it, depth first, each once."""
        ties = self.ties_of(snapshot, self.own)
        above = ties.higher.jurisdiction if ties.higher is not None else None
        named = self._name_by(snapshot, above)
        top = Place(
            self.own,
            self._settings.schema_name,
            named,
            above,
            0,
            self._standing(snapshot, self.own, confirmed=True),
        )
        return [top, *self._below(snapshot, ties, top, {self.own})]

    def _name_by(self, snapshot: Snapshot, above: str | None) -> str | None:
        tie = self.ties_of(snapshot, above).lower.get(self.own) if above is not None else None
        return tie.name if tie is not None else None

    def _below(
        self, snapshot: Snapshot, ties: Ties, place: Place, seen: set[str]
    ) -> Iterator[Place]:
        for tie in ties.lower.values():
            if tie.jurisdiction in seen:
                continue
            seen.add(tie.jurisdiction)
            theirs = self.ties_of(snapshot, tie.jurisdiction)
            named = theirs.higher.jurisdiction if theirs.higher is not None else None
            confirmed = named == place.jurisdiction
            found = Place(
                tie.jurisdiction,
                self.settings_of(tie.jurisdiction).schema_name,
                tie.name,
                place.jurisdiction,
                place.level + 1,
                self._standing(snapshot, tie.jurisdiction, confirmed=confirmed),
            )
            yield found
            if confirmed:
                yield from self._below(snapshot, theirs, found, seen)

    def ties_of(self, snapshot: Snapshot, jurisdiction: str) -> Ties:
        """What a jurisdiction's log says; nothing where there is none that can be read."""
        schema = self.settings_of(jurisdiction).schema_name
        if not _has_log(snapshot.connection, schema):
            return Ties()
        look_at(snapshot.connection, schema)
        try:
            return fold(decode(each) for each in LogReader(snapshot).stream(STREAM))
        except UnreadableEvent:
            return Ties()

    def _standing(
        self, snapshot: Snapshot, jurisdiction: str, *, confirmed: bool
    ) -> JurisdictionStanding:
        settings = self.settings_of(jurisdiction)
        if not _has_log(snapshot.connection, settings.schema_name):
            return JurisdictionStanding.MISSING
        if not confirmed:
            return JurisdictionStanding.UNCONFIRMED
        if standing(snapshot.connection, settings) is not Standing.CURRENT:
            return JurisdictionStanding.OUTDATED
        look_at(snapshot.connection, settings.schema_name)
        behind = LogReader(snapshot).head() > reached_by(snapshot.connection, MatterTables.name)
        return JurisdictionStanding.BEHIND if behind else JurisdictionStanding.CURRENT


def look_at(connection: Connection, schema: str) -> None:
    """Have what is read next in this transaction come from one jurisdiction's tables."""
    connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))


def _has_log(connection: Connection, schema: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relname = 'event' AND has_schema_privilege(n.oid, 'USAGE')"
        " AND has_table_privilege(c.oid, 'SELECT')",
        (schema,),
    )
    return found.fetchone() is not None
