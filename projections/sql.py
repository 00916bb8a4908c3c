"""The database connection, as projections use it."""

from collections.abc import Callable

import psycopg
from psycopg.rows import TupleRow

Connection = psycopg.Connection[TupleRow]

Write = Callable[[Connection, int], None]
"""Carries out on one generation of the tables what a batch does, within the caller's transaction."""
