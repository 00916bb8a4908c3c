"""The projection of matters and proceedings: the registers of where each stands, and the ledger of
what is owed, and the feed of what was unusual.

The tables come from the same folds and move together, so that lists which join them agree; and so
do the manifests, which are held against the register.
"""

from collections.abc import Sequence

from domain.envelope import Recorded
from projections import (
    exceptions,
    manifests,
    matter_register,
    obligation_ledger,
    proceeding_register,
)
from projections.feed import Feed
from projections.lives import LivesReader
from projections.sql import Connection
from projections.table import BatchWriter


class MatterTables:
    """Writes the registers, the ledger, the manifests and the exceptions."""

    name = "matters"
    tables = (
        matter_register.TABLE,
        obligation_ledger.TABLE,
        manifests.TABLE,
        proceeding_register.TABLE,
        exceptions.TABLE,
    )

    def __init__(self) -> None:
        self._lives = LivesReader()

    def forget(self) -> None:
        self._lives.forget()

    def apply(
        self, batch: Sequence[Recorded], feed: Feed, connection: Connection, generation: int
    ) -> None:
        """Change the tables by a batch, within the caller's transaction."""
        lives = self._lives.read(batch, feed)
        for question in (matter_register, proceeding_register, obligation_ledger):
            writer = BatchWriter(question.TABLE, generation)
            for step in lives.in_order:
                recorded = step.recorded
                for key, values in question.step_rows(step):
                    writer.step(key, values, recorded.position, recorded.occurred_at)
            for life, history in lives.anew:
                writer.replace(life, question.whole_life(life, history))
            writer.write(connection)
        if said := manifests.are_there(batch):
            writer = BatchWriter(manifests.TABLE, generation)
            manifests.write(said, writer)
            writer.write(connection)
        exceptions.write(batch, lives, connection, generation)
