"""Importing a file: read, checked, recorded batch by batch, so that stopping half-way loses nothing.

A file may be imported again and again, also while another process does the same: what is known
already changes nothing, a reply that was not known is added, and a row that contradicts what is on
record is told as bad.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from service.bootstrap import Application
from service.importing.mapping import Mapping
from service.importing.messages import Message, MessageReader
from service.importing.problems import BadRow, Fault, NoHeader
from service.importing.recording import Counts, Recorder
from service.importing.records import Record, records
from service.importing.source import Source

BATCH = 1_000
MOST_BAD_ROWS = 10_000
"""So many bad rows are kept; beyond that they are only counted."""

Report = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """What became of a file: ``rows`` is the sum of the four kinds of row.

    looks_like_gbk  no row of the first batch could be decoded as UTF-8
    """

    rows: int = 0
    imported: int = 0
    answers_added: int = 0
    unchanged: int = 0
    bad: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)
    looks_like_gbk: bool = False

    def add(self, counts: Counts) -> None:
        """Add what became of one batch."""
        self.imported += counts.imported
        self.answers_added += counts.answers_added
        self.unchanged += counts.unchanged
        self.bad += len(counts.bad)
        self.rows += counts.imported + counts.answers_added + counts.unchanged + len(counts.bad)
        self.bad_rows += counts.bad[: MOST_BAD_ROWS - len(self.bad_rows)]


def import_file(
    app: Application, path: Path, mapping: Mapping, report: Report = lambda _: None
) -> Summary:
    """Import the messages of a CSV file; bad rows are left out and told.

    report  is given the bytes read so far

    Raises an UnusableFile before anything is recorded; FileNotReadable, DatabaseUnavailable,
    TooBusy and ClocksDisagree half-way, after which the same import goes on where it was.
    """
    with Source(path) as source:
        return _import(app, source, mapping, report)


def _import(app: Application, source: Source, mapping: Mapping, report: Report) -> Summary:
    rows = records(source, mapping.encoding, mapping.delimiter)
    header = next(rows, None)
    if header is None or isinstance(header, BadRow) or _unreadable(header[1]):
        raise NoHeader(encoding=mapping.encoding)
    reader = MessageReader(header[1], mapping)
    recorder = Recorder(app, mapping.source, mapping.channel)
    summary = Summary()

    def batches() -> Iterator[list[Message]]:
        messages = _messages(app, rows, reader)
        first = True
        while batch := list(islice(messages, BATCH)):
            bad = [each for each in batch if isinstance(each, BadRow)]
            if first:
                summary.looks_like_gbk = _all_undecodable(bad, batch, mapping)
            first = False
            summary.add(Counts(bad=bad))
            yield [each for each in batch if isinstance(each, Message)]
            report(source.bytes_read)

    with closing(recorder.record(batches())) as recorded:
        for counts in recorded:
            summary.add(counts)
    summary.bad_rows.sort(key=lambda row: row.line)
    return summary


def _messages(
    app: Application, rows: Iterator[Record | BadRow], reader: MessageReader
) -> Iterator[Message | BadRow]:
    now = app.clock.now()
    for row in rows:
        yield row if isinstance(row, BadRow) else reader.read(*row, now)


def _all_undecodable(
    bad: Sequence[BadRow], batch: Sequence[Message | BadRow], mapping: Mapping
) -> bool:
    undecodable = all(each.fault is Fault.BROKEN_ENCODING for each in bad)
    return mapping.encoding == "utf-8" and len(bad) == len(batch) and undecodable


def _unreadable(header: list[str]) -> bool:
    """Whether a header cannot be text of this encoding: another encoding, or no text at all."""
    text = "".join(header)
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)
