"""Putting the default rulebook on record, so that every deadline's rule is.

It is adopted at the first write, not when a database is opened: looking records nothing, and until
then the rules are the same default (``Reference.rules``).
"""

from domain.codec import Draft
from domain.envelope import Actor
from domain.rulebook_events import STREAM, RulebookAdopted
from domain.rulebook_files import load_default
from domain.vocabulary import Role
from service.clock import Clock
from service.drafting import new_event, nothing_to_seal
from service.event_log.grouping import GroupingAppender
from service.event_log.requests import AppendRequest
from service.reference import Reference

SYSTEM = Actor(person="system", role=Role.SYSTEM)
KEY = "adopt-default-rulebook"


class Adoption:
    """Sees to it that a jurisdiction that records something has adopted a rulebook."""

    def __init__(self, appender: GroupingAppender, clock: Clock, reference: Reference) -> None:
        self._appender = appender
        self._clock = clock
        self._reference = reference

    def ensure(self) -> None:
        """Record the default rulebook as adopted where none is.

        The caller has refreshed the reference. Of several at once one adopts, by the command's key.
        Raises DatabaseUnavailable.
        """
        if self._reference.has_rulebook():
            return
        rulebook = load_default()
        now = self._clock.now()
        fact = RulebookAdopted(rulebook=rulebook.id, content=rulebook.content())
        self._appender.append(
            AppendRequest(
                actor=SYSTEM.person,
                key=KEY,
                request_hash=b"",
                expected={STREAM: 0},
                latest=now,
                events=[new_event(Draft(STREAM, fact, SYSTEM, now, KEY), 1, nothing_to_seal, now)],
            )
        )
        self._reference.refresh()
