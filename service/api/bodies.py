"""A request's body as a command of the domain, read strictly: no number stands for a text or time."""

import json
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from pydantic import ValidationError

from domain.envelope import Command
from service.api.callers import Caller, calling
from service.api.problems import language_of
from service.api.refusals import InvalidInput
from service.api.time_forms import timed_fields
from service.api.troubles import troubles


def given(command: type[Command]) -> Callable[..., Awaitable[Command]]:
    """A dependency that reads this command from the body, whoever asks; an empty body is one without
    items.

    The dependency raises InvalidInput.
    """
    timed = dict(timed_fields(command))

    async def read(request: Request) -> Command:
        body = await request.body() or b"{}"
        try:
            made = command.model_validate_json(body, strict=True)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
            found = [{**each, "loc": ("body", *each["loc"])} for each in errors]
            raise InvalidInput(troubles(found, language_of(request.scope))) from None
        sent = json.loads(body) if timed else {}
        found = [
            {"loc": ("body", name), "type": kind}
            for name, (form, kind) in timed.items()
            if isinstance(sent.get(name), str) and not form.fullmatch(sent[name])
        ]
        if found:
            raise InvalidInput(troubles(found, language_of(request.scope)))
        return made

    return read


def body_of(command: type[Command]) -> Callable[..., Awaitable[Command]]:
    """The same for whoever has a token; without one that comes first. Raises NotSignedIn, too."""
    reads = given(command)

    async def read(request: Request, _caller: Annotated[Caller, Depends(calling)]) -> Command:
        return await reads(request)

    return read
