"""The organisation and the rules as they stand now, kept at hand and brought up to date cheaply."""

import threading
from datetime import datetime

from domain.codec import Stored, decode
from domain.envelope import Recorded
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation, evolve
from domain.rulebook import Rulebook, load_default
from domain.rules import STREAM as RULEBOOK
from domain.rules import RulebookAdopted, Rules, in_force
from domain.working_days import Calendar, load_calendar
from service.database import Database

NEWER = (
    "SELECT position, stream, version, type, type_version, recorded_at, data::text FROM event"
    " WHERE (stream = %s AND version > %s) OR (stream = %s AND version > %s) ORDER BY position"
)


class Reference:
    """Small streams that every decision needs; only their new events are read again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mutex = threading.Lock()
        self._organisation = Organisation()
        self._rulebooks: tuple[Rulebook, ...] = ()
        self._rulebook_version = 0
        self._calendar = load_calendar()

    def refresh(self) -> None:
        """Take in what was recorded since the last time."""
        with self._mutex:
            rows = self._database.fetch(
                NEWER, (ORGANISATION, self._organisation.version, RULEBOOK, self._rulebook_version)
            )
            for row in rows:
                self._take_in(decode(Stored(*row)))

    def _take_in(self, recorded: Recorded) -> None:
        if recorded.stream == ORGANISATION:
            self._organisation = evolve(self._organisation, recorded)
        elif isinstance(recorded.fact, RulebookAdopted):
            rulebook = Rulebook.model_validate(recorded.fact.content)
            self._rulebooks = (*self._rulebooks, rulebook)
            self._rulebook_version = recorded.version

    def organisation(self) -> Organisation:
        return self._organisation

    def calendar(self) -> Calendar:
        return self._calendar

    def rules(self, at: datetime) -> Rules:
        """The rulebook in force at a moment, with the calendar."""
        return Rules(in_force(self._rulebooks, at) or load_default(), self._calendar)
