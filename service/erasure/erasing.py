"""Erasing a person: the record first, then the key. Whatever stops in between is made up for later:
the record alone makes the vault destroy the key, at the next start or the next opening at the latest."""

from dataclasses import dataclass
from datetime import datetime

from domain.codec import decode
from domain.envelope import Actor, Command
from domain.erasure.commands import ConfirmErasure, ProposeErasure
from domain.erasure.errors import UnknownPerson
from domain.erasure.events import person_stream
from domain.erasure.obstacles import Obstacle, obstacles
from domain.erasure.state import PersonData
from domain.erasure.state import fold as fold_person
from domain.errors import ConflictError
from domain.matter.history import fold as fold_matter
from domain.matter.state import Matter
from domain.matter.stream import matter_of_stream, matter_stream
from projections import erased
from service.access import permissions
from service.clock import Clock
from service.database import Database
from service.event_log.log import EventLog
from service.executing import Done
from service.handler import Handler
from service.queries import Queries
from service.reference import Reference
from service.vault.vault import Vault


class ListsBehind(ConflictError):
    code = "lists-behind"
    zh = "查询数据尚未更新到最新，无法确定涉及哪些事项。请稍后重试。"
    en = "The lists have not caught up, so what it is about is not certain. Try again in a moment."


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How a person's data stands, and what keeps it from being erased."""

    person: str
    data: PersonData
    matters: tuple[Matter, ...]
    obstacles: tuple[Obstacle, ...]
    as_of: datetime


class Erasing:
    """Carries out what is asked about a person's data."""

    def __init__(
        self,
        database: Database,
        log: EventLog,
        handler: Handler,
        queries: Queries,
        vault: Vault,
        reference: Reference,
        clock: Clock,
    ) -> None:
        self._database = database
        self._log = log
        self._handler = handler
        self._queries = queries
        self._vault = vault
        self._reference = reference
        self._clock = clock

    def do(self, command: Command, actor: Actor, person: str, key: str | None = None) -> Done:
        """Carry out a command on a person's data; ``person`` is the id of a key, or of a matter.

        A person is one key: a complainant is another person in each matter entered here, and the
        same in all messages that were imported from one source under one code.

        Raises ListsBehind, NotYourMatter, what the decision raises, and what ``Handler`` raises.
        """
        permissions.scope(actor, "person", command.ACTION)
        whose = self._person(actor, person)
        matters, pending = self._concerned(whose)
        done = self._handler.person(command, actor, whose, matters, pending, key)
        if isinstance(command, ConfirmErasure):
            self._vault.forget_erased(everybody=True)
        return done

    def erase(self, reason: str, actor: Actor, person: str, key: str | None = None) -> Done:
        """Propose to erase somebody, or confirm what another person has proposed."""
        state = self._data(self._person(actor, person))
        if state.proposed_by is not None and state.proposed_by != actor.person:
            return self.do(ConfirmErasure(), actor, person, key)
        return self.do(ProposeErasure(reason=reason), actor, person, key)

    def standing(self, actor: Actor, person: str) -> PersonStanding:
        """How a person's data stands. Raises NotPermitted, NotYourMatter, UnknownPerson, ListsBehind."""
        permissions.scope(actor, "read", "person")
        whose = self._person(actor, person)
        state = self._data(whose)
        ids, pending = self._concerned(whose)
        matters = tuple(fold_matter(each, self._queries.history(actor, each)) for each in ids)
        if not matters and state.erased_at is None:
            raise UnknownPerson()
        self._reference.refresh()
        now = self._clock.now()
        found: tuple[Obstacle, ...] = ()
        if state.erased_at is None:
            found = tuple(obstacles(state, matters, pending, self._reference.rules(now), now))
        return PersonStanding(whose, state, matters, found, now)

    def _data(self, person: str) -> PersonData:
        return fold_person(decode(each) for each in self._log.stream(person_stream(person)))

    def _person(self, actor: Actor, named: str) -> str:
        """Whose key: that of the complainant of a matter, where ``named`` is one the actor may know of."""
        stored = self._log.stream(matter_stream(named))
        if not stored:
            return named
        state = fold_matter(named, self._queries.history(actor, named))
        if state.complainant is None:
            raise UnknownPerson()
        return state.complainant

    def _concerned(self, person: str) -> tuple[list[str], set[str]]:
        """The matters that hold a person's text, and those of them that something hangs together
        with that is still under way."""
        head = self._log.head()
        if self._queries.reached() < head:
            raise ListsBehind()
        with self._database.connection() as connection:
            matters = erased.matters_of(connection, person)
            links = [each for matter in matters for each in (matter, matter_stream(matter))]
            pending = erased.under_way(connection, links)
        return matters, {matter_of_stream(each) for each in pending}
