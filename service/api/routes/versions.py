"""A matter or a proceeding as it stood after any of its events, and what that event changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from domain.envelope import Recorded
from domain.kinds import blank, evolve
from domain.matter.state import Matter
from domain.proceedings.state import Proceeding
from projections.timeline import Entry
from projections.two_axes import Axes
from service.api.callers import Caller, NoQueries, Reader
from service.api.references import MatterReference, ProceedingReference, matter_id, proceeding_id
from service.api.refusals import NoSuchVersion
from service.api.routes.matter_view import matter_answer
from service.api.routes.matters import StepAnswer, step_answer
from service.api.routes.proceedings import proceeding_answer
from service.api.texts import Texts
from service.asking import Asked

router = APIRouter(prefix="/v1", tags=["auditing"])

Version = Annotated[
    int,
    Path(ge=1, le=2**31 - 1, description="Which event of the history, from 1 on.", examples=[2]),
]
ON_AXES = ("as_of", "known_by", "version")
"""Members that say which point it is, and are other ones at each."""


class FieldChange(BaseModel):
    """A member of the state that the event changed; null before the first event."""

    field: str
    before: Any
    after: Any


class VersionAnswer(BaseModel):
    """The state just after one event. Texts are null where you may not read them."""

    stream_version: int
    versions: int = Field(description="how many there are by now")
    position: int
    recorded_at: datetime
    event: StepAnswer
    state: dict[str, Any] = Field(
        description="as the thing itself is shown, on the axes of the event"
    )
    changed: list[FieldChange] = Field(
        description="against the version before, both looked at when the event was recorded"
    )


@router.get("/matters/{matter}/versions/{version}", summary="事项版本 · A matter after any event")
def show_matter_version(
    matter: MatterReference, version: Version, reader: Reader, _query: NoQueries
) -> VersionAnswer:
    """A matter as the log had it after one of its events, and what that event changed."""
    return _version(reader, matter_id(reader, matter), version)


@router.get(
    "/proceedings/{proceeding}/versions/{version}",
    summary="事务版本 · A proceeding after any event",
)
def show_proceeding_version(
    proceeding: ProceedingReference, version: Version, reader: Reader, _query: NoQueries
) -> VersionAnswer:
    """A proceeding as the log had it after one of its events, and what that event changed."""
    return _version(reader, proceeding_id(reader, proceeding), version)


def _version(reader: Caller, life: str, version: int) -> VersionAnswer:
    _, entries = reader.app.queries.timeline(reader.actor, Asked(), life)
    if version > len(entries):
        raise NoSuchVersion(version=version, current=len(entries))
    entry = entries[version - 1]
    recorded = entry.recorded
    axes = Axes(recorded.recorded_at, recorded.position, latest=False)
    after = _shown(reader, axes, entries[:version])
    before = _shown(reader, axes, entries[: version - 1])
    changed = [
        FieldChange(field=name, before=before.get(name), after=value)
        for name, value in after.items()
        if name not in ON_AXES and before.get(name) != value
    ]
    return VersionAnswer(
        stream_version=version,
        versions=len(entries),
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        event=step_answer(reader, Texts(reader), entry),
        state=after,
        changed=changed,
    )


def _shown(reader: Caller, axes: Axes, entries: Sequence[Entry]) -> dict[str, Any]:
    """What a matter or proceeding is shown as after these events; nothing after none."""
    if not entries:
        return {}
    history: list[Recorded] = [each.recorded for each in entries]
    life = blank(history[0].stream)
    for recorded in history:
        life = evolve(life, recorded)
    if isinstance(life, Matter):
        return matter_answer(reader, axes, life, history).model_dump(mode="json")
    if isinstance(life, Proceeding):
        return proceeding_answer(reader, axes, life).model_dump(mode="json")
    raise TypeError(life)
