"""What can be done to a matter: one address for each command of the domain, made from their list."""

from collections.abc import Callable
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from domain.envelope import Command
from domain.matter.decisions import COMMANDS
from domain.matter.intake.commands import ReceiveMatter
from projections.matter_tables import MatterTables
from projections.text_search import TextIndex
from service.api import named
from service.api.bodies import body_of
from service.api.callers import Changer, NoQueries, Writer
from service.api.openapi import operation, takes
from service.api.references import MatterReference, matter_id
from service.api.routes.repeats import RepeatItem, repeat_item
from service.api.routes.written import Written, matter_written
from service.api.waiting import NotCaughtUp, Waiting
from service.database import DatabaseUnavailable

router = APIRouter(prefix="/v1", tags=["commands"])

HINT_SECONDS = 1.0
"""How long a receipt waits for each of the lists that the hint of repeats is made from."""


class Received(Written):
    """What became of a receipt, and what may have been said before."""

    may_repeat: list[RepeatItem] = Field(
        description="matters that may say the same, the likeliest first"
    )
    may_repeat_is_whole: bool = Field(
        description="false: not everything entered before could be searched yet, so the hint may be"
        " incomplete; ask `/v1/matters/{matter}/repeats` a little later"
    )
    receipt: str | None = Field(
        description="the code by which the complainant follows the matter; tell it to nobody else"
    )


@router.post(
    "/matters",
    status_code=201,
    summary="收件 · Take in a matter",
    openapi_extra=takes(ReceiveMatter),
)
async def receive_matter(
    request: Request,
    writer: Writer,
    command: Annotated[ReceiveMatter, Depends(body_of(ReceiveMatter))],
    _query: NoQueries,
    response: Response,
) -> Received:
    """Take in a matter (收件). With `nature` given it is registered in the same step.

    The answer names matters that may say the same, those entered just before among them: it waits
    up to a second until they can be searched.
    """
    app, actor = writer.app, writer.actor
    done = await to_thread.run_sync(app.handler.receive, command, actor, writer.key)
    written = matter_written(done, response)
    response.headers["Location"] = f"/v1/matters/{written.matter}"
    whole = await _searchable(request, done.recorded[0].position - 1)
    found = await to_thread.run_sync(
        app.repeating.said_before, actor, command, written.matter, app.clock.now()
    )
    return Received(
        **written.model_dump(),
        may_repeat=[repeat_item(writer, each) for each in found],
        may_repeat_is_whole=whole,
        receipt=app.receipts.code(done.number) if done.number else None,
    )


async def _searchable(request: Request, position: int) -> bool:
    """Whether everything up to a position can be searched, within the time that a hint is worth."""
    waiting: Waiting = request.app.state.waiting
    try:
        for each in (TextIndex.name, MatterTables.name):
            await waiting.until(position, each, HINT_SECONDS)
    except (NotCaughtUp, DatabaseUnavailable):
        return False
    return True


def _endpoint(command_class: type[Command]) -> Callable[..., Written]:
    def carry_out(
        matter: MatterReference,
        changer: Changer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> Written:
        done = changer.app.handler.matter(
            named.command(changer, command),
            changer.actor,
            matter_id(changer, matter),
            changer.key,
            changer.if_match,
        )
        return matter_written(done, response)

    return carry_out


for _command in COMMANDS:
    router.add_api_route(
        f"/matters/{{matter}}/{_command.ACTION}",
        _endpoint(_command),
        **operation(_command, "matter_"),
    )
