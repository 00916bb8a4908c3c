"""What stands in the cells of an exported list, and what must not be run when it is opened.

A spreadsheet takes a text for a formula by how it begins, and what people write may begin like
that: a complaint that opens with ``=HYPERLINK(...)`` would act on the computer of whoever reads it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.vocabulary import Term
from domain.working_days import SHANGHAI

Cell = str | int | float | bool | datetime | None
"""What a file can hold; a moment is one of the clock of Asia/Shanghai."""

FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""Beginnings that some spreadsheet or other takes for a formula's, in full width too."""


def defused(text: str) -> str:
    """A text that a spreadsheet leaves alone: an apostrophe goes before what looks like a formula,
    blanks in front of it or not."""
    suspicious = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if suspicious else text


def cell_of(value: object, language: str) -> Cell:
    """A value of a list as a cell: terms by their labels, several things in one text."""
    if isinstance(value, Term):
        return value.label(language)
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI)
    if isinstance(value, str | int | float | None):  # a truth value is an int
        return value
    if isinstance(value, Mapping):
        value = [f"{name}: {cell_of(each, language)}" for name, each in value.items()]
    if isinstance(value, Sequence):
        between = "、" if language.startswith("zh") else ", "
        return between.join(str(cell_of(each, language)) for each in value)
    return str(value)


def truth(value: bool, language: str) -> str:
    """Yes or no in words."""
    chinese, english = ("是", "yes") if value else ("否", "no")
    return chinese if language.startswith("zh") else english
