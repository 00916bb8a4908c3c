"""What can have happened to a periodic report."""

from typing import ClassVar

from domain.assessment.periods import Reported
from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment
from domain.obligations import Deadline


class ReportDrawn(Fact):
    """The figures of a period, frozen.

    as_of, known_by  the moment, and the log position, that they were counted at
    document         canonical JSON
    sha256           of the document's bytes
    """

    TYPE: ClassVar[str] = "periodic_report.drawn"
    SERIES: ClassVar[str | None] = "TB"

    number: str = NUMBER_PENDING
    title: Line
    period: Reported
    as_of: Moment
    known_by: int
    document: str
    sha256: str
    unit: Code | None = None
    publish_by: Deadline


class ReportPublished(Fact):
    """It can be read; under its sum, so that nobody is shown another one."""

    TYPE: ClassVar[str] = "periodic_report.published"

    where: Line
    sha256: str


FACTS: tuple[type[Fact], ...] = (ReportDrawn, ReportPublished)
