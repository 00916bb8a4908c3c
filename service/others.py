"""What else a decision looks at, matters and proceedings: each read once, and held to the version it was
read at."""

from collections.abc import Iterable

from domain.codec import decode
from domain.envelope import Recorded
from domain.kinds import fold as fold_life
from domain.kinds import stream_of
from domain.matter.history import fold
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.proceedings.state import Proceeding
from service.event_log.log import EventLog
from service.ids import time_ordered_id


class Others:
    """What one attempt at a decision knows of other streams.

    Whatever it has read must still stand so when the decision is recorded.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._read: dict[str, list[Recorded]] = {}

    def matter(self, matter: str) -> Matter:
        """Another matter as it stands; ``exists`` is False where there is none."""
        return fold(matter, self._history(matter_stream(matter)))

    def proceeding(self, stream: str) -> Proceeding:
        """A proceeding as it stands; ``exists`` is False where there is none."""
        life = fold_life(stream, self._history(stream))
        return life if isinstance(life, Proceeding) else Proceeding(id=stream)

    def history(self, life: str) -> list[Recorded]:
        """The events of a matter or a proceeding, by its id."""
        return self._history(stream_of(life))

    def event(self, position: int) -> Recorded | None:
        """What is recorded at a position, which never changes; None where nothing is."""
        found = self._log.after(position - 1, 1)
        return decode(found[0]) if found else None

    def acted_for(self, person: str) -> str | None:
        """The unit for which somebody last acted; None where they never did, or for none."""
        last = self._log.last_act(person)
        recorded = self.event(last) if last is not None else None
        return recorded.actor.unit if recorded is not None else None

    def new_matter(self) -> str:
        """The id of a matter that is to be made."""
        matter = time_ordered_id()
        self._read[matter_stream(matter)] = []
        return matter

    def versions(self, written: Iterable[str] = ()) -> dict[str, int]:
        """At which version each stream was read, those to be written to among them; 0 for those
        that are to be made."""
        for stream in written:
            self._history(stream)
        return {stream: len(history) for stream, history in self._read.items()}

    def _history(self, stream: str) -> list[Recorded]:
        if stream not in self._read:
            self._read[stream] = [decode(each) for each in self._log.stream(stream)]
        return self._read[stream]
