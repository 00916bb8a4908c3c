"""Recording what somebody is shown before they are shown it: an event on a stream of its own.

A stream for each act has nobody else writing to it: the append is never refused as stale, reads no
history and is grouped with whatever else is under way. What cannot be recorded is not shown.
"""

from collections.abc import Callable

from domain.codec import Draft
from domain.envelope import Actor, Fact, Sealed
from domain.reading.events import PREFIX
from service.adoption import Adoption
from service.clock import Clock
from service.drafting import new_event, nothing_to_seal
from service.event_log.grouping import GroupingAppender
from service.event_log.requests import (
    AlreadyDone,
    Appended,
    AppendRequest,
    ClockAhead,
    KeyReused,
    Stale,
)
from service.executing import ClocksDisagree, KeyUsedOtherwise, TooBusy
from service.ids import time_ordered_id
from service.reference import Reference
from service.vault.vault import Vault


class ReadingActs:
    """Puts acts of reading on record."""

    def __init__(
        self,
        appender: GroupingAppender,
        vault: Vault,
        clock: Clock,
        reference: Reference,
        adoption: Adoption,
    ) -> None:
        self._appender = appender
        self._vault = vault
        self._clock = clock
        self._reference = reference
        self._adoption = adoption

    def record(
        self,
        fact: Fact,
        actor: Actor,
        asked: str,
        key: str | None = None,
        person: str | None = None,
    ) -> int:
        """Record an act of reading; its log position.

        asked   what was asked for, in full; kept as a keyed hash, by which a key serves one request
        key     by which a repeat is recognised: it is recorded once, and may be answered again
        person  whose key seals its personal text

        Raises KeyUsedOtherwise, ClocksDisagree, DatabaseUnavailable.
        """
        self._reference.refresh()
        self._adoption.ensure()
        stream, command, now = (
            PREFIX + time_ordered_id(),
            key or time_ordered_id(),
            self._clock.now(),
        )
        seal: Callable[[str], Sealed] = self._vault.sealer(person) if person else nothing_to_seal
        request = AppendRequest(
            actor=actor.person,
            key=command,
            request_hash=self._vault.fingerprint(f"{fact.TYPE}\0{asked}"),
            expected={stream: 0},
            latest=now,
            events=[new_event(Draft(stream, fact, actor, now, command), 1, seal, now)],
        )
        match self._appender.append(request):
            case Appended(last_position=position) | AlreadyDone(last_position=position):
                return position
            case KeyReused():
                raise KeyUsedOtherwise()
            case ClockAhead():
                raise ClocksDisagree()
            case Stale():
                raise TooBusy()
