"""Errors as problem details (RFC 9457), in the caller's language and without what was sent."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Scope

from domain.errors import ConflictError, ForbiddenError, HuiyinError, NotFoundError, UnfitError
from service.api.language import Language, preferred
from service.api.refusals import ApiRefusal, InvalidInput, NotSignedIn, OurMistake
from service.api.waiting import NotCaughtUp
from service.executing import VersionChanged

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:huiyin:problem:"
PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.-]{1,200}")
RETRY_AFTER_SECONDS = 2

STATUSES: tuple[tuple[type[HuiyinError], int], ...] = (
    (VersionChanged, 412),
    (NotCaughtUp, 503),
    (NotFoundError, 404),
    (ForbiddenError, 403),
    (ConflictError, 409),
    (UnfitError, 422),
)
"""Which status an error has; the first that fits."""

TITLES: Mapping[int, tuple[str, str]] = {
    400: ("请求有误", "Malformed request"),
    401: ("未登录", "Not signed in"),
    403: ("无权办理", "Not allowed"),
    404: ("未找到", "Not found"),
    405: ("方法不适用", "Method not allowed"),
    409: ("与现状不符", "Does not fit the state of things"),
    412: ("已被他人更新", "Changed in the meantime"),
    413: ("内容过大", "Too large"),
    415: ("内容格式不支持", "Unsupported media type"),
    422: ("内容不合要求", "Does not fit"),
    429: ("请求过于频繁", "Too many requests"),
    500: ("系统出错", "Internal error"),
    503: ("暂不可用", "Unavailable for now"),
}


class InputTrouble(BaseModel):
    """One thing that is wrong with the input."""

    where: str = Field(description="which item, e.g. `body.lead.unit`", examples=["body.nature"])
    problem: str = Field(description="what is wrong with it", examples=["不能缺少"])


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    type: str = Field(
        description="stable name of the condition", examples=["urn:huiyin:problem:not-registered"]
    )
    title: str = Field(description="the kind of problem in a few words", examples=["与现状不符"])
    status: int = Field(description="the HTTP status", examples=[409])
    detail: str = Field(
        description="a sentence that says what to do",
        examples=["事项尚未登记，不能进行这一步。请先登记。"],
    )
    instance: str | None = Field(
        None,
        description="the address asked for, where it is plain ASCII",
        examples=["/v1/matters/2026-000001/dispatch"],
    )
    rule: str | None = Field(
        None, description="the rule it stands on, where there is one", examples=["M01 一律追查到底"]
    )
    problems: list[InputTrouble] | None = Field(
        None, description="with `invalid-input`: each item that does not fit"
    )
    reference: str | None = Field(
        None, description="with `internal-error`: what to tell the administrator"
    )


def status_of(error: HuiyinError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, ApiRefusal):
        return error.status
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 422)


def language_of(scope: Scope) -> Language:
    """The language in which the caller of a request wants to be answered."""
    return preferred(Headers(scope=scope).get("accept-language"))


def body_of(error: HuiyinError, language: Language, path: str) -> dict[str, Any]:
    """The members of a problem; absent ones are left out."""
    status = status_of(error)
    title = TITLES.get(status, TITLES[400])
    problem = Problem(
        type=TYPE_PREFIX + error.code,
        title=title[0] if language == "zh-CN" else title[1],
        status=status,
        detail=error.sentence(language),
        instance=path if PLAIN_PATH.fullmatch(path) else None,
        rule=error.source or None,
        reference=str(error.facts["reference"]) if isinstance(error, OurMistake) else None,
    )
    members = problem.model_dump(exclude_none=True)
    if isinstance(error, InvalidInput):
        members["problems"] = [
            {"where": each.where, "problem": each.problem} for each in error.troubles
        ]
    return members


def answer_problem(
    error: HuiyinError, scope: Scope, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response that says what went wrong."""
    language = language_of(scope)
    body = body_of(error, language, str(scope.get("path", "")))
    more = {"Content-Language": language, **(headers or {})}
    if isinstance(error, NotSignedIn):
        more["WWW-Authenticate"] = "Bearer"
    if body["status"] == 429:
        more["Retry-After"] = "60"
    if body["status"] == 503:
        more["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return JSONResponse(body, body["status"], more, MEDIA_TYPE)
