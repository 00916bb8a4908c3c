"""From a row to a message, or to what is wrong with it."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.envelope import in_shanghai
from service.importing.mapping import COLUMNS, Mapping
from service.importing.problems import AmbiguousColumns, BadRow, Fault, MissingColumns

MOST_CHARACTERS: Table[str, int] = {
    "user_code": 200,
    "place": 64,
    "subject": 20_000,
    "body": 20_000,
    "reply": 20_000,
}
_ID = re.compile(r"[^\s\x00-\x1f\x7f/?#%]{1,64}")
_BROKEN = re.compile("[\0\ud800-\udfff]")
_NO_CODE = re.compile(r"[\s\x00-\x1f\x7f/?#%]+")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, fit to be taken in.

    line   where it stands in the file
    unit   code of the unit it belongs to, from its place; None: nobody's
    user   the citizen's code at the source, "" where unknown
    reply  text and time of the answer, None where there is none
    """

    line: int
    id: str
    user: str
    place: str | None
    unit: str | None
    subject: str
    body: str
    submitted_at: datetime
    reply: tuple[str, datetime] | None


class _Faulty(Exception):
    def __init__(self, fault: Fault, column: str | None = None) -> None:
        self.fault = fault
        self.column = column


class MessageReader:
    """Reads rows by a header and a mapping.

    Raises MissingColumns, AmbiguousColumns for a header that does not have what the mapping names.
    """

    def __init__(self, header: list[str], mapping: Mapping) -> None:
        names = [name.strip() for name in header]
        wanted = {ours: theirs for ours, theirs in mapping.columns.items() if theirs != ""}
        missing = [theirs for theirs in wanted.values() if theirs not in names]
        if missing:
            raise MissingColumns(columns=tuple(missing))
        twice = [theirs for theirs in wanted.values() if names.count(theirs) > 1]
        if twice:
            raise AmbiguousColumns(columns=tuple(twice))
        self._place = tuple(names.index(wanted[ours]) if ours in wanted else -1 for ours in COLUMNS)
        self._zone = mapping.timezone

    def read(self, line: int, row: list[str], now: datetime) -> Message | BadRow:
        """The message of a row; ``now`` is the latest time it may speak of."""
        try:
            return self._read(line, row, now)
        except _Faulty as faulty:
            return BadRow(line, faulty.fault, faulty.column)

    def _read(self, line: int, row: list[str], now: datetime) -> Message:
        fields = [row[place].strip() if place >= 0 else "" for place in self._place]
        if broken := _BROKEN.search("\n".join(fields)):
            raise _Faulty(Fault.NUL if broken.group() == "\0" else Fault.BROKEN_ENCODING)
        number, user, place, subject, submitted, body, reply, replied = fields
        if not number:
            raise _Faulty(Fault.NO_ID, "message_id")
        if not _ID.fullmatch(number):
            raise _Faulty(Fault.UNUSABLE_ID, "message_id")
        for column, text in zip(COLUMNS, fields, strict=True):
            if len(text) > MOST_CHARACTERS.get(column, 64):
                raise _Faulty(Fault.TOO_LONG, column)
        if not submitted:
            raise _Faulty(Fault.NO_TIME, "submitted_at")
        submitted_at = _moment(submitted, self._zone, now, "submitted_at")
        return Message(
            line=line,
            id=number,
            user=user,
            place=place or None,
            unit=_NO_CODE.sub("_", place) or None,
            subject=subject,
            body=body,
            submitted_at=submitted_at,
            reply=self._reply(reply, replied, submitted_at, now),
        )

    def _reply(
        self, text: str, replied: str, submitted_at: datetime, now: datetime
    ) -> tuple[str, datetime] | None:
        if not text and not replied:
            return None
        if not replied:
            raise _Faulty(Fault.REPLY_WITHOUT_TIME, "replied_at")
        if not text:
            raise _Faulty(Fault.TIME_WITHOUT_REPLY, "reply")
        replied_at = _moment(replied, self._zone, now, "replied_at")
        if replied_at < submitted_at:
            raise _Faulty(Fault.REPLY_BEFORE_SUBMISSION, "replied_at")
        return text, replied_at


def _moment(text: str, zone: ZoneInfo | None, now: datetime, column: str) -> datetime:
    """A time as written (ISO 8601), in Asia/Shanghai."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            if zone is None:
                raise _Faulty(Fault.NO_ZONE, column)
            moment = moment.replace(tzinfo=zone)
        moment = in_shanghai(moment)
    except (ValueError, OverflowError) as error:
        raise _Faulty(Fault.IMPOSSIBLE_TIME, column) from error
    if moment > now:
        raise _Faulty(Fault.IN_FUTURE, column)
    return moment
