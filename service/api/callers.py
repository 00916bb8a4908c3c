"""Who is asking, in which language, and what the headers of the request say."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, cast

from anyio import to_thread
from fastapi import Depends, Header, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict

from domain.envelope import Actor
from domain.vocabulary import Term
from projections.text_search import TextIndex
from service.access.tokens import InvalidToken
from service.api.language import Language
from service.api.observing import ACTOR
from service.api.problems import language_of
from service.api.refusals import NotSignedIn, UnfitHeader
from service.api.waiting import Waiting
from service.bootstrap import Application

POSITION = re.compile(r"[0-9]{1,18}")
VERSION = re.compile(r'"([0-9]{1,18})"')
KEY = re.compile(r"[\x21-\x7e]{1,200}")

WAITED_FOR = "huiyin.position"
"""Under this name a request's scope keeps the position that the lists were waited for."""

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    bearerFormat="JWT",
    description="A signed token with role, unit and person; `huiyin token` issues one for local use.",
)


class NoQuery(BaseModel):
    """An address that takes no query parameters; a mistyped one shall not be overlooked."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Caller:
    """The application asked, who asks, the language of the answer, and the formats that they take
    (``Accept``)."""

    app: Application
    actor: Actor
    language: Language
    accept: str

    def label(self, term: Term) -> str:
        """A term's label in the caller's language."""
        return term.label(self.language)


@dataclass(frozen=True, slots=True)
class Writing(Caller):
    """A command; ``key`` recognises a repeat, ``if_match`` is the version it was based on."""

    key: str | None
    if_match: int | None


def application(request: Request) -> Application:
    """The application that this API serves."""
    return cast(Application, request.app.state.application)


async def calling(
    request: Request,
    response: Response,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """Who is asking, by the bearer token. Raises NotSignedIn."""
    app = application(request)
    if credentials is None:
        raise NotSignedIn()
    try:
        actor = app.tokens.read(credentials.credentials)
    except InvalidToken as error:
        raise NotSignedIn() from error
    request.scope[ACTOR] = actor
    language = language_of(request.scope)
    response.headers["Content-Language"] = language
    return Caller(app, actor, language, ",".join(request.headers.getlist("accept")))


async def reading(
    request: Request,
    caller: Annotated[Caller, Depends(calling)],
    position: Annotated[
        str | None,
        Header(
            alias="Huiyin-Position",
            description="The `Huiyin-Position` of a write that the answer must include; waits a"
            " few seconds for it. The query parameter `position` does the same.",
            examples=["17"],
        ),
    ] = None,
) -> Caller:
    """Who asks, once the lists have reached the position that the header or the query names.

    Raises NotSignedIn, UnfitHeader, NotCaughtUp, NoSuchPosition.
    """
    if position is not None and not POSITION.fullmatch(position):
        raise UnfitHeader(header="Huiyin-Position", form="17")
    named = (position, request.query_params.get("position"))
    wanted = max((int(each) for each in named if each and POSITION.fullmatch(each)), default=0)
    if wanted:
        waiting: Waiting = request.app.state.waiting
        await waiting.until(wanted)
        request.scope[WAITED_FOR] = wanted
    return caller


async def searching(request: Request, caller: Annotated[Caller, Depends(reading)]) -> Caller:
    """The same, once the texts can be searched up to that position as well."""
    if wanted := request.scope.get(WAITED_FOR):
        waiting: Waiting = request.app.state.waiting
        await waiting.until(wanted, TextIndex.name)
    return caller


async def up_to_date(request: Request, caller: Annotated[Caller, Depends(calling)]) -> Caller:
    """Who asks, once the lists show everything recorded until now. Raises NotSignedIn, NotCaughtUp."""
    head = await to_thread.run_sync(caller.app.log.head)
    waiting: Waiting = request.app.state.waiting
    await waiting.until(head)
    return caller


async def writing(
    caller: Annotated[Caller, Depends(calling)],
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="1 to 200 visible ASCII characters of your choice, a new one for each"
            " wish. Sent again with the same key, the same request is carried out once.",
            examples=["0b8f8c5e-intake-1"],
        ),
    ] = None,
) -> Writing:
    """A command that makes something new. Raises NotSignedIn, UnfitHeader."""
    if key is not None and not KEY.fullmatch(key):
        raise UnfitHeader(header="Idempotency-Key", form="1-200 visible ASCII characters")
    return Writing(caller.app, caller.actor, caller.language, caller.accept, key, None)


async def changing(
    caller: Annotated[Writing, Depends(writing)],
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="The `ETag` of what you looked at: refused with 412 where somebody has"
            " changed it since. `*` or nothing: whatever its version.",
            examples=['"3"'],
        ),
    ] = None,
) -> Writing:
    """A command on something that is there. Raises NotSignedIn, UnfitHeader."""
    if if_match is None or if_match.strip() == "*":
        return caller
    version = VERSION.fullmatch(if_match.strip())
    if version is None:
        raise UnfitHeader(header="If-Match", form='"3"')
    return replace(caller, if_match=int(version[1]))


Reader = Annotated[Caller, Depends(reading)]
UpToDate = Annotated[Caller, Depends(up_to_date)]
Searcher = Annotated[Caller, Depends(searching)]
Writer = Annotated[Writing, Depends(writing)]
Changer = Annotated[Writing, Depends(changing)]
NoQueries = Annotated[NoQuery, Query()]
