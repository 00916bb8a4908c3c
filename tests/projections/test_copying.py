"""Rows arrive in PostgreSQL as they were, whatever characters are in them."""

from datetime import datetime

import psycopg
import pytest

from domain.working_days import SHANGHAI
from projections.copying import as_copied, text_array

MORNING = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=SHANGHAI)
TYPES = ("text", "text[]", "bigint", "boolean", "timestamptz")
ROWS = [
    ("东街", ["一", "二"], 2**40, True, MORNING),
    ("a\tb\nc\rd\\N\\", ["\\", '"', "a,b", "{}", "NULL", "\t"], -1, False, None),
    (r"\N", [], None, None, MORNING),
    ("", [""], 0, None, None),
    (None, None, None, None, None),
]


@pytest.mark.usefixtures("app")
def test_rows_are_read_as_they_were_given(database_url: str) -> None:
    given = [(a, None if b is None else text_array(b), *rest) for a, b, *rest in ROWS]
    with psycopg.connect(database_url) as connection:
        columns = ", ".join(f"c{place} {type_}" for place, type_ in enumerate(TYPES))
        connection.execute(f"CREATE TEMPORARY TABLE kept ({columns})".encode())
        with connection.cursor().copy("COPY kept FROM STDIN") as copy:
            copy.write(as_copied(given, TYPES))
        assert connection.execute("SELECT * FROM kept").fetchall() == ROWS


def test_what_is_no_text_or_moment_is_refused() -> None:
    with pytest.raises(TypeError):
        as_copied([("2026-03-02",)], ("timestamptz",))
    with pytest.raises(TypeError):
        as_copied([(7,)], ("text",))
    with pytest.raises(ValueError, match="surrogates"):
        as_copied([("\ud800",)], ("text",))
