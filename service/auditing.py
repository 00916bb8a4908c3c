"""What auditors ask: the exception feed, the patterns of absence and gaming."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.codec import decode
from domain.envelope import Actor
from domain.errors import UnfitError
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted, thresholds_of
from domain.rules import in_force
from domain.thresholds import Thresholds
from domain.vocabulary import Pattern
from projections import exceptions
from projections.asking import Page, Question, cursor, list_mark
from projections.exceptions import ExceptionRow, WantedExceptions
from projections.matter_tables import MatterTables
from projections.patterns.finding import pattern_rows
from projections.patterns.row import PatternRow
from projections.sql import Connection
from projections.text_search import TextIndex
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked
from service.database import Snapshot
from service.event_log.reading import LogReader
from service.queries import Queries
from service.reading.read_log import ReadLog

READ = (MatterTables.name, TextIndex.name)


class LogEndsBefore(UnfitError):
    code = "log-ends-before"
    zh = (
        "事件记录只到第 {head} 个，早于所问的第 {position} 个：记录被截断或恢复了旧备份，或位置有误。"
        "请核对检查点，并运行 huiyin verify --against。"
    )
    en = (
        "The log ends at event {head}, before the {position} asked about: it was cut, an old backup"
        " put back, or the position is wrong. Look at the checkpoint, and run huiyin verify --against."
    )


@dataclass(frozen=True, slots=True)
class PatternLines:
    """A page of a pattern's lines, how many there are in all, and the thresholds they were found by."""

    pattern: Pattern
    thresholds: Thresholds
    items: Sequence[PatternRow]
    total: int
    axes: Axes
    next: str | None


class Auditing:
    """Answers for those who check the work, within what they may know of."""

    def __init__(self, queries: Queries, read_log: ReadLog) -> None:
        self._queries = queries
        self._read_log = read_log

    def exceptions(
        self, actor: Actor, asked: Asked, wanted: WantedExceptions
    ) -> Page[ExceptionRow]:
        """The exception feed after a log position. Raises NotPermitted, BadCursor, and LogEndsBefore where
        the log has no such position: that of a verified checkpoint it had.

        What is near a due date is settled by the rulebook in force at the asked moment.
        """
        permissions.scope(actor, "read", "exceptions")
        if wanted.since > (head := self._queries.axes(Asked()).known_by):
            raise LogEndsBefore(position=wanted.since, head=head)

        def ask(connection: Connection, question: Question) -> Page[ExceptionRow]:
            near = thresholds_on(connection, question.axes).near_due
            return exceptions.exceptions(connection, question, replace(wanted, near=near))

        mark = list_mark("exceptions", wanted)
        return self._queries.ask(actor, asked, ask, key=exceptions.KEY, mark=mark)

    def pattern(self, actor: Actor, asked: Asked, pattern: Pattern) -> PatternLines:
        """Lines of one pattern, the heaviest first. Raises NotPermitted, BadCursor."""
        permissions.scope(actor, "read", "exceptions")
        mark = list_mark("pattern", pattern)
        self._read_log.flush()

        def ask(connection: Connection, question: Question) -> PatternLines:
            axes, limits = question.axes, thresholds_on(connection, question.axes)
            start: int = question.after[0] if question.after else 0
            items, total = pattern_rows(
                connection, question, limits, pattern, start, question.limit
            )
            end = start + len(items)
            following = cursor(axes, mark, (end,)) if items and end < total else None
            return PatternLines(pattern, limits, items, total, axes, following)

        return self._queries.ask(actor, asked, ask, key=(int,), mark=mark, needed=READ)

    def pattern_counts(
        self, actor: Actor, asked: Asked
    ) -> tuple[Axes, Thresholds, Mapping[Pattern, int]]:
        """How many lines each pattern has. Raises NotPermitted."""
        permissions.scope(actor, "read", "exceptions")
        self._read_log.flush()

        def ask(
            connection: Connection, question: Question
        ) -> tuple[Axes, Thresholds, Mapping[Pattern, int]]:
            limits = thresholds_on(connection, question.axes)
            counts = {
                each: pattern_rows(connection, question, limits, each, 0, 1)[1] for each in Pattern
            }
            return question.axes, limits, counts

        return self._queries.ask(actor, asked, ask, needed=READ)


def thresholds_on(connection: Connection, axes: Axes) -> Thresholds:
    """The thresholds of the rulebook in force on these axes."""
    log = LogReader(Snapshot(connection))
    facts = (decode(each).fact for each in log.stream(RULEBOOK, up_to=axes.known_by))
    adopted = [as_adopted(fact.content) for fact in facts if isinstance(fact, RulebookAdopted)]
    return thresholds_of(in_force(adopted, axes.as_of))
