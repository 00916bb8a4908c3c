"""The organisation and the rules as they stand now, kept at hand and brought up to date cheaply."""

import threading
from collections.abc import Mapping
from datetime import datetime

from domain.announcing import with_notice
from domain.calendar_events import STREAM as CALENDAR
from domain.calendar_events import NoticeRecorded
from domain.codec import decode
from domain.envelope import Recorded
from domain.jurisdictions.state import STREAM as JURISDICTIONS
from domain.jurisdictions.state import Ties
from domain.jurisdictions.state import evolve as evolve_ties
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation, evolve
from domain.rulebook import Rulebook
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted, load_default
from domain.rules import Rules, in_force
from domain.working_days import Calendar, load_calendar
from service.event_log.reading import LogReader


class Reference:
    """Small streams that every decision needs; only their new events are read again."""

    def __init__(self, log: LogReader) -> None:
        self._log = log
        self._mutex = threading.Lock()
        self._organisation = Organisation()
        self._rulebooks: tuple[Rulebook, ...] = ()
        self._rulebook_version = 0
        self._calendars = {load_calendar().version: load_calendar()}
        self._notices = 0
        self._ties = Ties()

    def refresh(self) -> None:
        """Take in what was recorded since the last time. Raises DatabaseUnavailable."""
        newer = self._log.newer(
            {
                ORGANISATION: self._organisation.version,
                RULEBOOK: self._rulebook_version,
                CALENDAR: self._notices,
                JURISDICTIONS: self._ties.version,
            }
        )
        with self._mutex:
            for stored in newer:
                self._take_in(decode(stored))

    def _take_in(self, recorded: Recorded) -> None:
        """Others may have read the same events at the same time: each is taken in once."""
        if recorded.stream == ORGANISATION:
            if recorded.version > self._organisation.version:
                self._organisation = evolve(self._organisation, recorded)
        elif recorded.stream == JURISDICTIONS:
            if recorded.version > self._ties.version:
                self._ties = evolve_ties(self._ties, recorded)
        elif isinstance(recorded.fact, NoticeRecorded) and recorded.version > self._notices:
            calendar = with_notice(self.calendar(), recorded.fact)
            self._calendars = {**self._calendars, calendar.version: calendar}
            self._notices = recorded.version
        elif (
            isinstance(recorded.fact, RulebookAdopted) and recorded.version > self._rulebook_version
        ):
            rulebook = as_adopted(recorded.fact.content)
            self._rulebooks = (*self._rulebooks, rulebook)
            self._rulebook_version = recorded.version

    def organisation(self) -> Organisation:
        return self._organisation

    def ties(self) -> Ties:
        """The jurisdictions above and below this one, as it has them on record itself."""
        return self._ties

    def calendar(self) -> Calendar:
        """The latest version."""
        return next(reversed(self._calendars.values()))

    def calendars(self) -> Mapping[str, Calendar]:
        """Every version: the one that comes with the program, and one for each notice on record."""
        return self._calendars

    def has_rulebook(self) -> bool:
        """Whether a rulebook has been adopted, as of the last refresh."""
        return bool(self._rulebooks)

    def rulebooks(self) -> Mapping[str, Rulebook]:
        """Every rulebook that was adopted, by the id that deadlines name; of equals, the last."""
        return {rulebook.id: rulebook for rulebook in self._rulebooks or (load_default(),)}

    def rules(self, at: datetime) -> Rules:
        """The rulebook in force at a moment, with the calendar."""
        return Rules(in_force(self._rulebooks, at) or load_default(), self.calendar())
