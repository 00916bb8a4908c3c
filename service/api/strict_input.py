"""Reading requests strictly, before the web framework sees them.

A body is one JSON text (RFC 8259) in UTF-8 that every part of the program, and the database, can
keep: no NaN or 1e999, no null characters, no half surrogate pairs, no name twice in an object, no
bottomless nesting. An address is UTF-8 without control characters. What is not is refused here
with a clear answer instead of failing somewhere inside.
"""

import json
import math
import re
from collections.abc import Iterable
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import answer_problem
from service.api.refusals import (
    ApiRefusal,
    BodyNotUtf8,
    BodyTooLarge,
    BrokenJson,
    NotJson,
    NumberOutOfRange,
    RepeatedName,
    TooDeep,
    UnfitAddress,
    UnfitCharacter,
)

MOST_BYTES = 1024 * 1024
MOST_LEVELS = 32
MOST_DISCARDED = 8 * MOST_BYTES
"""Of a body that is too large so much is read on, so that its sender gets to see the answer."""

BOM = b"\xef\xbb\xbf"
JSON_TYPE = re.compile(r'application/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?', re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class StrictInput:
    """Middleware that refuses requests which could not be dealt with properly anyway."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            check_address(scope)
            body = await self._read(scope, receive)
        except ApiRefusal as refusal:
            headers = {"Connection": "close"} if isinstance(refusal, BodyTooLarge) else {}
            await answer_problem(refusal, scope, headers)(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _replayed(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body, checked; None where its sender went away. Raises an ApiRefusal."""
        headers = Headers(scope=scope)
        await _refuse_announced(headers, receive)
        body = await _whole(receive)
        if body is None or not body or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return body
        check_type(headers)
        body = body.removeprefix(BOM)
        check_body(body)
        return body


def check_address(scope: Scope) -> None:
    """Raises UnfitAddress unless path and query are UTF-8 without control characters."""
    for part in (scope.get("raw_path") or b"", scope.get("query_string") or b""):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError as error:
            raise UnfitAddress() from error
        if CONTROL.search(text):
            raise UnfitAddress()


def check_type(headers: Headers) -> None:
    """Raises NotJson unless the body is said to be plain JSON."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity" or not JSON_TYPE.fullmatch(headers.get("content-type", "").strip()):
        raise NotJson()


def check_body(body: bytes) -> None:
    """Raises the refusal for the first thing that is wrong with a JSON body."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise BodyNotUtf8() from error
    try:
        content = json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_any_length,
            object_pairs_hook=_each_name_once,
        )
    except json.JSONDecodeError as error:
        raise BrokenJson(line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise TooDeep(most=MOST_LEVELS) from error
    _check_content(content)


def _check_content(content: Any) -> None:
    """Levels and characters, without recursion."""
    level: list[Any] = [content]
    for _ in range(MOST_LEVELS + 1):
        below: list[Any] = []
        for item in level:
            match item:
                case str():
                    _check_text(item)
                case list():
                    below.extend(item)
                case dict():
                    below.extend(item)
                    below.extend(item.values())
        if not below:
            return
        level = below
    raise TooDeep(most=MOST_LEVELS)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise UnfitCharacter()
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnfitCharacter() from error


def _refuse_constant(_name: str) -> NoReturn:
    raise NumberOutOfRange()


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NumberOutOfRange()
    return number


def _any_length(digits: str) -> int:
    """Only the form matters here; Python refuses to read integers of thousands of digits."""
    return int(digits[:18])


def _each_name_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    given = list(pairs)
    made = dict(given)
    if len(made) != len(given):
        raise RepeatedName()
    return made


async def _refuse_announced(headers: Headers, receive: Receive) -> None:
    """Raises BodyTooLarge where the sender announces too much."""
    announced = headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 18 or int(announced) > MOST_BYTES:
        await _discard(receive)
        raise BodyTooLarge(most=MOST_BYTES)


async def _whole(receive: Receive) -> bytes | None:
    """The body's bytes, None where the sender went away; raises BodyTooLarge."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        more = message.get("more_body", False)
        if size > MOST_BYTES:
            if more:
                await _discard(receive)
            raise BodyTooLarge(most=MOST_BYTES)
    return b"".join(chunks)


async def _discard(receive: Receive) -> None:
    size, more = 0, True
    while more and size <= MOST_DISCARDED:
        message = await receive()
        size += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that brings the checked body first, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
