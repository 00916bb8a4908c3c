"""Proceedings besides matters: opening them, carrying them on, and where each stands."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python

from domain.envelope import Code, Command
from domain.kinds import KIND_OF_COMMAND, KINDS, kind_of
from domain.proceedings.decisions import COMMANDS
from domain.proceedings.kind import Kind
from domain.proceedings.state import Proceeding
from domain.vocabulary import Duty, ProceedingKind
from projections.proceeding_register import ProceedingRow, WantedProceedings
from projections.two_axes import Axes
from service.api import named
from service.api.asking import AxesQuery, ListQuery, OnAxes, axes_of
from service.api.bodies import body_of
from service.api.callers import Caller, Changer, NoQueries, Reader, Writer
from service.api.exports import EXPORTED, listed
from service.api.openapi import operation
from service.api.references import ProceedingReference, proceeding_id
from service.api.routes.matters import StepAnswer, step_answer
from service.api.routes.owed import ObligationAnswer, obligation_answer
from service.api.routes.written import ProceedingWritten, proceeding_written
from service.api.texts import Texts

router = APIRouter(prefix="/v1", tags=["proceedings"])

COMMON = frozenset(each.name for each in fields(Proceeding))


class ProceedingsQuery(ListQuery):
    """Which proceedings."""

    kind: ProceedingKind | None = Field(None, description="Of one kind.")
    stage: str | None = Field(
        None, max_length=64, description="Where it stands, a stage of its kind."
    )
    unit: Code | None = Field(None, description="A unit that has to do with it.")
    person: Code | None = Field(None, description="An official who has to do with it.")
    matter: str | None = Field(
        None, max_length=64, description="That hang together with a matter: its id or number."
    )
    open: bool | None = Field(None, description="Still under way, or over.")
    facet: list[str] = Field(
        [],
        max_length=8,
        description="What is its kind's own, written `name:value`; several narrow further.",
        examples=[["ground:inaction"]],
    )


class ProceedingItem(BaseModel):
    """One proceeding in a list."""

    proceeding: str
    kind: ProceedingKind
    kind_label: str
    number: str
    title: str
    stage: str
    stage_label: str
    unit: str | None
    person: str | None
    units: list[str]
    persons: list[str]
    links: list[str] = Field(description="the streams that it hangs together with")
    facets: dict[str, Any] = Field(description="what is its kind's own")
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    next_duty: Duty | None
    next_duty_label: str | None
    next_unit: str | None
    next_person: str | None
    next_due_at: datetime | None


class ProceedingsAnswer(OnAxes):
    """A page of proceedings, in the order in which they were opened."""

    items: list[ProceedingItem]
    next: str | None = Field(description="the cursor of the next page")


class ProceedingAnswer(OnAxes):
    """One proceeding on the axes. Texts are null where you may not read them."""

    proceeding: str
    version: int
    kind: ProceedingKind
    kind_label: str
    number: str | None
    title: str
    stage: str | None
    stage_label: str | None
    unit: str | None
    person: str | None
    units: list[str]
    persons: list[str]
    about_units: list[str]
    about_persons: list[str]
    links: list[str]
    opened_at: datetime | None
    opened_by: str | None
    closed_at: datetime | None
    details: dict[str, Any] = Field(description="what is its kind's own")
    obligations: list[ObligationAnswer]


class ProceedingTimeline(OnAxes):
    """Everything recorded about a proceeding."""

    proceeding: str
    steps: list[StepAnswer]


@router.get(
    "/proceedings",
    summary="事务 · Proceedings: instructions, inspections, cases and so on",
    response_model=ProceedingsAnswer,
    responses=EXPORTED,
)
def list_proceedings(reader: Reader, query: Annotated[ProceedingsQuery, Query()]) -> Any:
    """Proceedings that you may know of, by kind, stage, unit, person or matter."""
    return listed(reader, "proceedings", ProceedingItem, query, partial(_proceedings, reader))


def _proceedings(reader: Caller, query: ProceedingsQuery) -> ProceedingsAnswer:
    page = reader.app.queries.proceedings(reader.actor, query.asked(), _wanted(reader, query))
    items = [proceeding_item(reader, each) for each in page.items]
    return ProceedingsAnswer(**axes_of(page.axes), items=items, next=page.next)


def _wanted(reader: Caller, query: ProceedingsQuery) -> WantedProceedings:
    pairs = [each.partition(":") for each in query.facet]
    facets = {name: value for name, _, value in pairs}
    return WantedProceedings(
        kind=query.kind,
        stage=query.stage,
        unit=query.unit,
        person=query.person,
        link=named.stream_of_matter(reader, query.matter) if query.matter is not None else None,
        open=query.open,
        facets=facets or None,
    )


def proceeding_item(caller: Caller, row: ProceedingRow) -> ProceedingItem:
    """A proceeding as a list shows it, in the caller's language."""
    shown = {name: getattr(row, name) for name in ProceedingItem.model_fields if hasattr(row, name)}
    return ProceedingItem(
        **shown,
        kind_label=caller.label(row.kind),
        stage_label=stage_label(caller, row.kind, row.stage),
        next_duty_label=caller.label(row.next_duty) if row.next_duty else None,
    )


def stage_label(caller: Caller, kind: ProceedingKind, stage: str) -> str:
    """The label of a stage of a kind, in the caller's language."""
    return caller.label(KINDS[kind].stages(stage)) if stage else ""


@router.get("/proceedings/{proceeding}", summary="事务 · One proceeding")
def show_proceeding(
    proceeding: ProceedingReference,
    reader: Reader,
    query: Annotated[AxesQuery, Query()],
    response: Response,
) -> ProceedingAnswer:
    """Where a proceeding stands, what is its kind's own, and everything owed about it."""
    wanted = proceeding_id(reader, proceeding)
    axes, state = reader.app.queries.proceeding(reader.actor, query.asked(), wanted)
    response.headers["ETag"] = f'"{state.version}"'
    return proceeding_answer(reader, axes, state)


def proceeding_answer(reader: Caller, axes: Axes, state: Proceeding) -> ProceedingAnswer:
    """A proceeding on the axes, with the texts this caller may read."""
    kind, texts = _kind(state.id), Texts(reader)
    owed = sorted(
        (each for latest in state.obligations.values() for each in latest.rounds),
        key=lambda each: (each.deadline.at, str(each.key), each.nth),
    )
    own = {name: value for name, value in vars(state).items() if name not in COMMON}
    return ProceedingAnswer(
        **axes_of(axes),
        **{
            name: _plain(getattr(state, name))
            for name in COMMON & set(ProceedingAnswer.model_fields) - {"obligations"}
        },
        proceeding=state.id,
        kind=kind.name,
        kind_label=reader.label(kind.name),
        stage_label=reader.label(state.stage) if state.stage is not None else None,
        details=texts.members(to_jsonable_python(own)),
        obligations=[obligation_answer(reader, each, axes.as_of) for each in owed],
    )


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


@router.get("/proceedings/{proceeding}/timeline", summary="办理过程 · A proceeding's history")
def show_proceeding_timeline(
    proceeding: ProceedingReference, reader: Reader, query: Annotated[AxesQuery, Query()]
) -> ProceedingTimeline:
    """Everything recorded about a proceeding, step by step, with what each did to the ledger."""
    wanted = proceeding_id(reader, proceeding)
    axes, entries = reader.app.queries.timeline(reader.actor, query.asked(), wanted)
    texts = Texts(reader)
    steps = [step_answer(reader, texts, each) for each in entries]
    return ProceedingTimeline(**axes_of(axes), proceeding=wanted, steps=steps)


def _kind(stream: str) -> Kind:
    kind = kind_of(stream)
    if kind is None:
        raise LookupError(stream)
    return kind


def _opening(command_class: type[Command], kind: Kind) -> Callable[..., ProceedingWritten]:
    def open_one(
        writer: Writer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> ProceedingWritten:
        done = writer.app.handler.open(named.command(writer, command), writer.actor, writer.key)
        response.headers["Location"] = f"/v1/proceedings/{done.stream}"
        return proceeding_written(done, response)

    open_one.__name__ = f"open_{kind.name.value}"
    return open_one


def _step(command_class: type[Command]) -> Callable[..., ProceedingWritten]:
    def carry_on(
        proceeding: ProceedingReference,
        changer: Changer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> ProceedingWritten:
        done = changer.app.handler.proceeding(
            named.command(changer, command),
            changer.actor,
            proceeding_id(changer, proceeding),
            changer.key,
            changer.if_match,
        )
        return proceeding_written(done, response)

    return carry_on


for _command in COMMANDS:
    router.add_api_route(
        f"/proceedings/{{proceeding}}/{_command.ACTION}", _step(_command), **operation(_command)
    )

for _k in KINDS.values():
    for _place, _command in enumerate(_k.opening):
        _path = f"/{_k.plural}" if _place == 0 else f"/{_k.plural}/{_command.ACTION}"
        router.add_api_route(_path, _opening(_command, _k), status_code=201, **operation(_command))
    for _command in _k.commands:
        _about = operation(_command)
        if (
            KIND_OF_COMMAND[_command] is not _k
        ):  # several kinds have it: each operation has its name
            _about["name"] += f"_of_{_k.name.value}"
        router.add_api_route(
            f"/{_k.plural}/{{proceeding}}/{_command.ACTION}", _step(_command), **_about
        )
