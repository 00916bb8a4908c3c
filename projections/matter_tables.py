"""The projection of matters and proceedings: the registers of where each stands, and the ledger of
what is owed, and the feed of what was unusual.

The tables come from the same folds and move together, so that lists which join them agree; and so
do the manifests, which are held against the register, and the entries of score ledgers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.envelope import Recorded
from projections import (
    erased,
    exceptions,
    manifests,
    matter_register,
    obligation_ledger,
    proceeding_register,
    readings,
    score_entries,
)
from projections.copying import MomentTexts
from projections.feed import Feed
from projections.lives import LivesReader
from projections.sql import Connection, Write
from projections.table import BatchWriter, TableChange, only_added


class MatterTables:
    """Writes the registers, the ledger, the manifests, the exceptions and what was shown to whom."""

    name = "matters"
    tables = (
        matter_register.TABLE,
        obligation_ledger.TABLE,
        manifests.TABLE,
        proceeding_register.TABLE,
        score_entries.TABLE,
        readings.TABLE,
        erased.TABLE,
        exceptions.TABLE,
    )

    def __init__(self) -> None:
        self._lives = LivesReader()

    def forget(self) -> None:
        self._lives.forget()

    def prepare(self, batch: Sequence[Recorded], feed: Feed) -> Write:
        """What a batch does to the tables, as plain data."""
        lives = self._lives.read(batch, feed)
        writers: list[BatchWriter] = []
        for question in (matter_register, proceeding_register, obligation_ledger):
            writer = BatchWriter(question.TABLE)
            for step in lives.in_order:
                recorded = step.recorded
                for key, values in question.step_rows(step):
                    writer.step(key, values, recorded.position, recorded.occurred_at)
            for life, history in lives.anew:
                writer.replace(life, question.whole_life(life, history))
            writers.append(writer)
        if said := manifests.are_there(batch):
            writers.append(BatchWriter(manifests.TABLE))
            manifests.write(said, writers[-1])
        if made := score_entries.are_there(batch):
            writers.append(BatchWriter(score_entries.TABLE))
            score_entries.write(made, writers[-1])
        moments: MomentTexts = {}
        return Writing(
            (
                *(writer.change(moments) for writer in writers),
                only_added(readings.TABLE, readings.rows_of(batch)),
                only_added(exceptions.TABLE, exceptions.rows(batch, lives)),
            ),
            erased.Clearing.of(batch, lives.ids),
        )


@dataclass(frozen=True, slots=True)
class Writing:
    """What a batch does to the tables."""

    changes: Sequence[TableChange]
    clearing: erased.Clearing

    def __call__(self, connection: Connection, generation: int) -> None:
        for change in self.changes:
            change.write(connection, generation)
        register = matter_register.TABLE.generation(generation)
        self.clearing.write(register, connection, generation)
