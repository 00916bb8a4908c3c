"""The database connection, as projections use it."""

import psycopg
from psycopg.rows import TupleRow

Connection = psycopg.Connection[TupleRow]
