"""What auditors ask: the exception feed, the patterns of absence and gaming, what changed between."""

from dataclasses import replace

from domain.codec import decode
from domain.envelope import Actor
from domain.rulebook import Rulebook, thresholds_of
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rules import in_force
from domain.thresholds import Thresholds
from projections import exceptions
from projections.asking import Page, Question, list_mark
from projections.exceptions import ExceptionRow, WantedExceptions
from projections.sql import Connection
from projections.two_axes import Axes
from service.access import permissions
from service.database import Snapshot
from service.event_log.reading import LogReader
from service.queries import Asked, Queries


class Auditing:
    """Answers for those who check the work, within what they may know of."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    def exceptions(
        self, actor: Actor, asked: Asked, wanted: WantedExceptions
    ) -> Page[ExceptionRow]:
        """The exception feed after a log position. Raises NotPermitted, BadCursor.

        What is near a due date is settled by the rulebook in force at the asked moment.
        """
        permissions.scope(actor, "read", "exceptions")

        def ask(connection: Connection, question: Question) -> Page[ExceptionRow]:
            near = thresholds_on(connection, question.axes).near_due
            return exceptions.exceptions(connection, question, replace(wanted, near=near))

        mark = list_mark("exceptions", wanted)
        return self._queries.within(actor, asked, ask, key=exceptions.KEY, mark=mark)


def thresholds_on(connection: Connection, axes: Axes) -> Thresholds:
    """The thresholds of the rulebook in force on these axes."""
    log = LogReader(Snapshot(connection))
    facts = (decode(each).fact for each in log.stream(RULEBOOK, up_to=axes.known_by))
    adopted = [
        Rulebook.model_validate(fact.content) for fact in facts if isinstance(fact, RulebookAdopted)
    ]
    return thresholds_of(in_force(adopted, axes.as_of))
