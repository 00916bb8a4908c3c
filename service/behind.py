"""What a recorded act rests on: the events and the missed duties behind it, as far as somebody may know."""

from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Actor, Recorded
from domain.kinds import fold, life_id, stream_of
from domain.verdicts.events import BreachFound
from domain.vocabulary import Duty
from service.access.permissions import NotYourMatter
from service.asking import Asked
from service.bootstrap import Application
from service.why import NoSuchDuty, Why, why


@dataclass(frozen=True, slots=True)
class Behind:
    """One event that something rests on.

    number     of the matter or the proceeding it belongs to; None where that has none
    counted_at the moment that counts for the rule: of a complaint its receipt, of a breach the due
               date; else when it was recorded
    """

    recorded: Recorded
    number: str | None
    counted_at: datetime


class Basis:
    """Collects what an act rests on; what the asker may not know of is only counted.

    found      the events, each once
    kept_back  how many streams and events more there are
    missed     the due dates that were missed, each counted day by day
    """

    def __init__(self, app: Application, actor: Actor, asked: Asked) -> None:
        self._app, self._actor, self._asked = app, actor, asked
        self._read: dict[str, list[Recorded]] = {}
        self._found: dict[int, Behind] = {}
        self.kept_back = 0
        self.missed: tuple[Why, ...] = ()

    @property
    def found(self) -> tuple[Behind, ...]:
        """The events in the order of recording."""
        return tuple(self._found[each] for each in sorted(self._found))

    def history(self, stream: str) -> list[Recorded]:
        """Everything recorded of a matter or a proceeding, named by its stream or its id; nothing
        where that is kept back."""
        stream = stream_of(life_id(stream))
        if stream not in self._read:
            try:
                known = self._app.queries.history(self._actor, life_id(stream))
            except NotYourMatter:
                known = []
            self._read[stream] = known
            self.kept_back += not known
        return self._read[stream]

    def take(self, recorded: Recorded, counted_at: datetime | None = None) -> None:
        """An event of a history that the asker may know of."""
        number = getattr(self.history(recorded.stream)[0].fact, "number", None)
        moment = counted_at or recorded.recorded_at
        self._found.setdefault(recorded.position, Behind(recorded, number, moment))

    def first_of(self, stream: str, counted_at: datetime | None = None) -> None:
        """The event that a matter or a proceeding began with."""
        for recorded in self.history(stream)[:1]:
            self.take(recorded, counted_at)

    def at(self, position: int) -> None:
        """The event at a position of the log; of a verdict what was missed, too."""
        for stored in self._app.log.after(position - 1, 1):
            for recorded in self.history(stored.stream):
                fact = recorded.fact
                if recorded.position != position:
                    continue
                if isinstance(fact, BreachFound):
                    self.breach(recorded.stream, fact.duty, fact.of, fact.nth)
                else:
                    self.take(recorded)

    def breach(self, stream: str, duty: Duty, of: str, nth: int | None) -> Recorded | None:
        """A missed duty with its verdict, which is handed back where there is one to be seen."""
        if not (history := self.history(stream)):
            return None
        self._duty(stream, duty, of, nth)
        for recorded in history:
            fact = recorded.fact
            if isinstance(fact, BreachFound) and (fact.duty, fact.of, fact.nth) == (duty, of, nth):
                self.take(recorded, fact.deadline.at)
                return recorded
        return None

    def opened_at(self, position: int, duty: Duty) -> None:
        """The round of a duty that the event at a position opened, with its days."""
        for stored in self._app.log.after(position - 1, 1):
            owed = fold(stored.stream, self.history(stored.stream)).obligations.values()
            for each in (every for latest in owed for every in latest.rounds):
                if each.key.duty is duty and each.opened_by == position:
                    self.at(position)
                    self._duty(stored.stream, duty, each.key.of, each.nth)

    def _duty(self, stream: str, duty: Duty, of: str, nth: int | None) -> None:
        try:
            found = why(self._app, self._actor, life_id(stream), duty, of, self._asked, nth)
        except (NoSuchDuty, NotYourMatter):
            return
        self.missed = (*self.missed, found)
