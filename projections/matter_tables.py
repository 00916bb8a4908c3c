"""The projection of matters and proceedings: the registers of where each stands, and the ledger of
what is owed, and the feed of what was unusual.

The tables come from the same folds and move together, so that lists which join them agree; and so
do the manifests, which are held against the register, and the entries of score ledgers.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

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
from projections.behind import behind
from projections.feed import Feed
from projections.lives import LivesReader
from projections.sql import Connection
from projections.table import BatchWriter


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
        self._writing = ThreadPoolExecutor(1, "read-tables")

    def forget(self) -> None:
        self._lives.forget()

    def apply(
        self, batch: Sequence[Recorded], feed: Feed, connection: Connection, generation: int
    ) -> None:
        """Change the tables by a batch, within the caller's transaction."""
        lives = self._lives.read(batch, feed)
        with behind(self._writing) as later:
            for question in (matter_register, proceeding_register, obligation_ledger):
                writer = BatchWriter(question.TABLE, generation)
                for step in lives.in_order:
                    recorded = step.recorded
                    for key, values in question.step_rows(step):
                        writer.step(key, values, recorded.position, recorded.occurred_at)
                for life, history in lives.anew:
                    writer.replace(life, question.whole_life(life, history))
                later(partial(writer.write, connection))
            if said := manifests.are_there(batch):
                writer = BatchWriter(manifests.TABLE, generation)
                manifests.write(said, writer)
                later(partial(writer.write, connection))
            if made := score_entries.are_there(batch):
                writer = BatchWriter(score_entries.TABLE, generation)
                score_entries.write(made, writer)
                later(partial(writer.write, connection))
            if shown := readings.rows_of(batch):
                later(partial(readings.write, shown, connection, generation))
            unusual = exceptions.rows(batch, lives)
            later(partial(exceptions.write, unusual, connection, generation))
        touched = {each.after.id for each in lives.in_order} | {life for life, _ in lives.anew}
        register = matter_register.TABLE.generation(generation)
        erased.clear(batch, [*touched], register, connection, generation)
