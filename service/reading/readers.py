"""Who read what, for auditors: the acts in the log and the ordinary reads, one list, latest first."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.envelope import Actor
from domain.errors import UnfitError
from domain.matter.stream import matter_stream
from domain.matter.withdrawing.events import MatterWithdrawn, WithdrawalRecorded
from projections.asking import BadCursor
from projections.readings import Reading, WantedReadings, readings
from service.access import permissions
from service.database import Database
from service.queries import Queries
from service.reading.read_log import ReadLog


class NeverWithdrawn(UnfitError):
    code = "never-withdrawn"
    zh = "该事项没有登记过撤回意愿。请不加“撤回前”条件查询。"
    en = "No wish to withdraw this matter is on record. Ask without 'before the withdrawal'."


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    """A page of readings; ``next`` is the cursor of what comes after it."""

    items: Sequence[Reading]
    next: str | None


class Readers:
    """Answers auditors who ask about reading."""

    def __init__(self, database: Database, queries: Queries, read_log: ReadLog) -> None:
        self._database = database
        self._queries = queries
        self._read_log = read_log

    def readings(
        self, actor: Actor, wanted: WantedReadings, limit: int, cursor: str | None = None
    ) -> ReadingsPage:
        """What was read, the latest first. What the asker may not know of is left out, so that a page
        may be short.

        Raises NotPermitted, BadCursor.
        """
        permissions.scope(actor, "read", "readings")
        after = _read_cursor(cursor) if cursor is not None else None
        ordinary = self._read_log.readings(wanted, limit + 1, after)
        with self._database.connection() as connection:
            acts = readings(connection, wanted, limit + 1, after)
        found = sorted([*ordinary, *acts], key=lambda each: (each.read_at, each.id), reverse=True)
        page, more = found[:limit], len(found) > limit
        hidden = self._queries.hidden(actor, {each.stream for each in page if each.stream})
        shown = [each for each in page if each.stream not in hidden]
        return ReadingsPage(shown, _cursor(page[-1]) if more else None)

    def of_matter(
        self,
        actor: Actor,
        matter: str,
        wanted: WantedReadings,
        limit: int,
        cursor: str | None = None,
        *,
        before_withdrawal: bool = False,
    ) -> ReadingsPage:
        """Who read a matter, by its id; ``before_withdrawal``: before its complainant's wish to take
        it back was first recorded.

        Raises NotPermitted, NotYourMatter, NeverWithdrawn, BadCursor.
        """
        permissions.scope(actor, "read", "readings")
        history = self._queries.history(actor, matter)
        wanted = replace(wanted, stream=matter_stream(matter))
        if before_withdrawal:
            withdrawn = next(
                (
                    each.recorded_at
                    for each in history
                    if isinstance(each.fact, WithdrawalRecorded | MatterWithdrawn)
                ),
                None,
            )
            if withdrawn is None:
                raise NeverWithdrawn()
            until = min(wanted.until, withdrawn) if wanted.until else withdrawn
            wanted = replace(wanted, until=until)
        return self.readings(actor, wanted, limit, cursor)


def _cursor(last: Reading) -> str:
    return urlsafe_b64encode(json.dumps([last.read_at.isoformat(), last.id]).encode()).decode()


def _read_cursor(text: str) -> tuple[datetime, str]:
    try:
        at, which = json.loads(urlsafe_b64decode(text.encode()))
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not isinstance(which, str) or "\0" in which:
            raise BadCursor()
    except (ValueError, TypeError) as error:
        raise BadCursor() from error
    return moment, which
