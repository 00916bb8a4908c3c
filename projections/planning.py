"""What PostgreSQL knows of how large the read tables are, kept true when they have grown at once.

It plans by counts that it takes by itself, a minute later at best, and never where the server runs
only for as long as a command. Until then it takes a table of which many rows were just written for a
nearly empty one, and a list may take a hundred times as long.
"""

from collections.abc import Iterable

from projections.sql import Connection
from projections.table import Table

COUNT_AGAIN = """
CREATE OR REPLACE FUNCTION count_again(tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET default_statistics_target = 10 AS $$
DECLARE
    known regclass;
    grown boolean;
BEGIN
    FOREACH known IN ARRAY tables LOOP
        SELECT pg_relation_size(known)
               > (2 * c.relpages + 16) * current_setting('block_size')::bigint
          INTO grown FROM pg_class c WHERE c.oid = known;
        IF grown THEN
            EXECUTE format('ANALYZE (SKIP_LOCKED) %s', known);
        END IF;
    END LOOP;
END
$$"""
"""Counting is the owner's right; the service may have it done, of tables that have doubled since.

It waits for it, so a tenth of the usual sample (3,000 rows a table) must do: those are good enough for
plans, and PostgreSQL by itself takes the whole sample later."""


def count_again(tables: Iterable[Table], connection: Connection, generation: int) -> None:
    """Have PostgreSQL count those tables of a generation that have grown to twice their size."""
    names = [table.generation(generation) for table in tables]
    connection.execute("SELECT count_again(%s)", (names,))
