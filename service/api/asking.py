"""Query parameters: the two axes and the page, as every list takes them."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from domain.envelope import in_shanghai
from domain.working_days import SHANGHAI
from projections.asking import MOST_ITEMS
from projections.two_axes import Axes
from service.api.time_forms import ISO_TIME
from service.asking import Asked

LAST_POSITION = 2**53 - 1
"""The greatest whole number that every JSON reader takes exactly."""

PLUS_LOST = re.compile(r"(\d{4}-\S+) (\d\d:?\d\d)", re.ASCII)
WHOLE_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def _time(value: Any) -> Any:
    """A time as text; a ``+`` that the address turned into a blank is put back.

    Numbers are refused: nobody means 1970-08-22 by ``20200110``.
    """
    if not isinstance(value, str):
        return value
    text = PLUS_LOST.sub(r"\1+\2", value.strip()) if ISO_TIME.match(value.strip()) else value
    if not ISO_TIME.fullmatch(text):
        raise PydanticCustomError("datetime_form", "not a time")
    return text


def _time_or_position(value: Any) -> Any:
    if isinstance(value, str) and WHOLE_NUMBER.fullmatch(value):
        return int(value)
    return _time(value)


InstantAsked = Annotated[AwareDatetime, AfterValidator(in_shanghai), BeforeValidator(_time)]
Position = Annotated[int, Field(ge=0, le=LAST_POSITION)]


def _checked(value: datetime | int) -> datetime | int:
    return in_shanghai(value) if isinstance(value, datetime) else value


KnownAsked = Annotated[
    Position | AwareDatetime, AfterValidator(_checked), BeforeValidator(_time_or_position)
]
"""A time with its zone, or a position of the log."""


class AxesQuery(BaseModel):
    """On which moment, as known by when."""

    model_config = ConfigDict(extra="forbid")

    as_of: InstantAsked | None = Field(
        None,
        description="The moment asked about, with its time zone; now if left out.",
        examples=["2026-03-02T09:00:00+08:00"],
    )
    known_by: KnownAsked | None = Field(
        None,
        description="Only what had been recorded by then counts: a time with its zone, or a"
        " position of the log; everything if left out.",
        examples=["2026-03-02T09:00:00+08:00"],
    )
    position: Position | None = Field(
        None, description="Like the header `Huiyin-Position`.", examples=[17]
    )

    def asked(self) -> Asked:
        """The question as the queries take it; the position was waited for before (``Reader``)."""
        return Asked(self.as_of, self.known_by)


class Format(StrEnum):
    """How a list is answered."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class ExportQuery(AxesQuery):
    """The axes, and the format of a list."""

    format: Format = Field(
        Format.JSON,
        description="`csv` and `xlsx` give the whole list as a file, whatever `limit` says. Left out,"
        " the header `Accept` decides: `text/csv`, or the type of an Excel workbook.",
    )


class ListQuery(ExportQuery):
    """The axes, the format, and which page."""

    cursor: str | None = Field(
        None,
        min_length=1,
        max_length=500,
        description="`next` of the page before; it pins both axes.",
    )
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="How many items at most.")

    def asked(self) -> Asked:
        """The question with its page."""
        return Asked(self.as_of, self.known_by, self.cursor, self.limit)


class OnAxes(BaseModel):
    """What every answer says of the axes it was given on."""

    as_of: datetime = Field(description="the moment asked about")
    known_by: int = Field(description="the log position up to which everything counts")


def axes_of(axes: Axes) -> dict[str, Any]:
    """The members of ``OnAxes``, Asia/Shanghai."""
    return {"as_of": axes.as_of.astimezone(SHANGHAI), "known_by": axes.known_by}
