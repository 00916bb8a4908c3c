"""What can be asked: opening the duty of a month; the program's own."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.envelope import Code, Command

Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A calendar month, ``2026-03``."""


class OpenInspectionDuty(Command):
    """Open the duty of an office to inspect undercover in a month, once; the program's own."""

    ACTION: ClassVar[str] = "open-inspection-duty"

    office: Code
    month: Month
