"""The rulebook in force: every limit, with its source."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from domain.adopting import AdoptRulebook, AskWhatIf
from domain.announcing import RecordNotice
from domain.envelope import Command
from domain.errors import NotFoundError
from domain.rulebook import Rulebook
from domain.rulebook_files import load_default, names
from domain.rules import in_force
from domain.vocabulary import Duty, ObligationStatus
from service.access import permissions
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.bodies import body_of
from service.api.callers import NoQueries, Reader, Writer
from service.api.openapi import takes
from service.api.routes.written import OrganisationWritten, organisation_written
from service.asking import Asked
from service.rulebooks import rulebook_of
from service.whatif import whatif

router = APIRouter(prefix="/v1", tags=["rulebook"])


class NoRulebook(NotFoundError):
    code = "no-rulebook"
    zh = "所查时点尚未通过任何规则。请改查较晚的时点。"
    en = "No rulebook had been adopted at the moment asked about. Ask about a later one."


class RulebookAnswer(OnAxes):
    """The rulebook in force on the axes, whole."""

    rulebook: str = Field(description="name and version, as obligations record it")
    adopted: list[str] = Field(description="every rulebook adopted, in that order")
    content: Rulebook


@router.get("/rulebook", summary="规则 · The rulebook in force")
def show_rulebook(reader: Reader, query: Annotated[AxesQuery, Query()]) -> RulebookAnswer:
    """Time limits as data, each with where it comes from."""
    axes, adopted = reader.app.queries.rulebooks(reader.actor, query.asked())
    rulebook = in_force(adopted, axes.as_of) or (load_default() if not adopted else None)
    if rulebook is None:
        raise NoRulebook()
    ids = [each.id for each in adopted]
    return RulebookAnswer(**axes_of(axes), rulebook=rulebook.id, adopted=ids, content=rulebook)


class RulebooksAnswer(OnAxes):
    """Every rulebook adopted, and those that come with the program."""

    adopted: list[Rulebook]
    shipped: list[str] = Field(description="names that can be adopted, or asked `whatif` about")


@router.get("/rulebooks", summary="历次规则 · Every rulebook")
def list_rulebooks(reader: Reader, query: Annotated[AxesQuery, Query()]) -> RulebooksAnswer:
    """What was adopted, in that order, whole; and what can be adopted by name."""
    axes, adopted = reader.app.queries.rulebooks(reader.actor, query.asked())
    return RulebooksAnswer(**axes_of(axes), adopted=list(adopted), shipped=list(names()))


@router.post(
    "/rulebooks", summary="通过规则 · Adopt a rulebook", openapi_extra=takes(AdoptRulebook)
)
def adopt_rulebook(
    writer: Writer,
    command: Annotated[Command, Depends(body_of(AdoptRulebook))],
    _query: NoQueries,
    response: Response,
) -> OrganisationWritten:
    """In force from its start date on, never for the past; what was opened before keeps its rules."""
    if not isinstance(command, AdoptRulebook):
        raise TypeError(command)
    done = writer.app.handler.adopt(command, writer.actor, writer.key)
    return organisation_written(done, response)


class NoticeItem(BaseModel):
    """The arrangement of one year, or an amendment of it."""

    year: int
    title: str
    off: list[date]
    make_up: list[date]


class CalendarAnswer(BaseModel):
    """The calendar of working days as it is now."""

    version: str
    announced: list[int] = Field(description="the years that have a notice; others are provisional")
    notices: list[NoticeItem] = Field(description="in the order of issue")


@router.get("/calendar", summary="工作日历 · The calendar of working days")
def show_calendar(reader: Reader, _query: NoQueries) -> CalendarAnswer:
    """Which days are worked, by the State Council's notices, and which years are a guess so far."""
    permissions.scope(reader.actor, "read", "rulebook")
    reader.app.reference.refresh()
    calendar = reader.app.reference.calendar()
    return CalendarAnswer(
        version=calendar.version,
        announced=sorted({each.year for each in calendar.notices}),
        notices=[
            NoticeItem(
                year=each.year, title=each.title, off=sorted(each.off), make_up=sorted(each.make_up)
            )
            for each in calendar.notices
        ],
    )


@router.post(
    "/calendar", summary="登记放假安排 · Record a year's notice", openapi_extra=takes(RecordNotice)
)
def record_notice(
    writer: Writer,
    command: Annotated[Command, Depends(body_of(RecordNotice))],
    _query: NoQueries,
    response: Response,
) -> OrganisationWritten:
    """A new version of the calendar: what was due by a guess is counted anew, past verdicts stay."""
    if not isinstance(command, RecordNotice):
        raise TypeError(command)
    done = writer.app.handler.notice(command, writer.actor, writer.key)
    return organisation_written(done, response)


class FiguresAnswer(BaseModel):
    """How the final answers stand; the five add up to `matters`."""

    matters: int = 0
    answered_in_time: int = 0
    answered_late: int = 0
    pending: int = 0
    overdue: int = 0
    exempt: int = 0


class ChangedAnswer(BaseModel):
    """One obligation that would be due, or would stand, otherwise."""

    matter_id: str
    number: str
    source_id: str | None
    duty: Duty
    duty_label: str
    of: str
    due_at_today: datetime
    due_at_whatif: datetime
    status_today: ObligationStatus
    status_whatif: ObligationStatus


class WhatIfAnswer(OnAxes):
    """The same history under another rulebook, beside today's; nothing is changed."""

    rulebook: str
    today: FiguresAnswer
    whatif: FiguresAnswer
    changed_in_all: int
    changed: list[ChangedAnswer] = Field(description="the first hundred that differ")


@router.post(
    "/whatif",
    summary="如果换一套规则 · Under another rulebook",
    openapi_extra=takes(AskWhatIf),
)
def ask_whatif(
    writer: Writer, command: Annotated[Command, Depends(body_of(AskWhatIf))], _query: NoQueries
) -> WhatIfAnswer:
    """Every due date counted anew; what people did stays as it was, also what it would have refused."""
    if not isinstance(command, AskWhatIf):
        raise TypeError(command)
    rulebook = rulebook_of(command.name, command.text)
    asked = Asked(command.as_of, command.known_by)
    found = whatif(writer.app, writer.actor, rulebook, asked)
    return WhatIfAnswer(
        **axes_of(found.axes),
        rulebook=found.rulebook,
        today=FiguresAnswer(**found.today),
        whatif=FiguresAnswer(**found.whatif),
        changed_in_all=found.changed_in_all,
        changed=[
            ChangedAnswer(**asdict(each), duty_label=writer.label(each.duty))
            for each in found.changed
        ],
    )
