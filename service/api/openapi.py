"""The description of the API: the framework's own, completed by bodies, errors and headers."""

import json
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from inspect import cleandoc
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from domain.adopting import AdoptRulebook, AskWhatIf
from domain.announcing import RecordNotice
from domain.envelope import Command
from domain.erasure.commands import COMMANDS as ERASURE
from domain.jurisdictions.commands import COMMANDS as JURISDICTIONS
from domain.kinds import KINDS
from domain.manifests.commands import RecordManifest
from domain.matter.decisions import COMMANDS as MATTER
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import HandOverAll
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.proceedings.decisions import COMMANDS as PROCEEDINGS
from domain.proof_commands import CosignCheckpoint
from domain.reading.commands import COMMANDS as READING
from service.api.examples import EXAMPLES
from service.api.problems import MEDIA_TYPE, TITLES, TYPE_PREFIX, Problem

EXAMPLE_ANSWERS = files("service.api").joinpath("static", "example-answers.json")
"""One answer of each reading operation, by the operation's id."""

SCHEMAS = "#/components/schemas/"
ADDRESS = (400, 404, 405, 500, 503)
SIGNED_IN = (401, 403, 422)
WITH_BODY = (409, 413, 415)
BASED_ON_A_VERSION = (412,)
SAID_BY_THE_ROUTE = (422, 429)

TAGS = (
    ("matters", "事项：清单、现状、过程、期限说明"),
    ("commands", "办理：对事项能做的每一步"),
    ("proceedings", "事务：线索、督查、问责等"),
    ("obligations", "责任台账"),
    ("worklist", "待办清单"),
    ("auditing", "审计：异常情况、疑点、变化比对"),
    ("status", "统计：件件有回音、事事有反馈、空白点"),
    ("organisation", "组织机构与责任链"),
    ("jurisdictions", "县乡联动：上下级辖区与汇总"),
    ("rulebook", "规则"),
    ("events", "事件流"),
    ("proof", "检查点与证明"),
    ("receipts", "回执"),
    ("reading", "查阅与个人信息：身份、谁看过什么、删除与封存"),
    ("vocabulary", "词汇"),
    ("ballots", "投票：不需要登录，不留痕迹"),
    ("operations", "运行状况"),
)
DESCRIPTION = """\
事事有反馈、件件有回音。Every complaint, assignment, feedback and answer is an event; from the events
come the lists and figures, for any moment and as known at any moment.

- Every request under `/v1`, but for `/v1/receipts`, carries `Authorization: Bearer <token>`; `huiyin token` issues one.
- `as_of` is the moment asked about, `known_by` how much of the log counts (a time with its zone,
  or a position). Lists, figures and histories say both again.
- A list is JSON, or a file with `Accept: text/csv`; `?format=csv` or `xlsx` says the same, and wins.
- A write answers its `ETag` (for `If-Match`) and `Huiyin-Position`: a read that carries it sees
  the write. With an `Idempotency-Key` a write may be repeated safely.
- Errors are problem details (RFC 9457), in Chinese or English by `Accept-Language`.
"""


def operation(command: type[Command], prefix: str = "") -> dict[str, Any]:
    """What ``add_api_route`` is told of the operation that carries out a command: its name, behind a
    prefix, the body it takes, and the command's own words."""
    about = cleandoc(command.__doc__ or "")
    return {
        "methods": ["POST"],
        "name": prefix + command.ACTION.replace("-", "_"),
        "summary": about.split("\n")[0],
        "description": about,
        "openapi_extra": takes(command),
    }


def takes(command: type[Command]) -> dict[str, Any]:
    """The part of an operation that says which body it takes."""
    needed = any(field.is_required() for field in command.model_fields.values())
    return {
        "requestBody": {
            "required": needed,
            "content": {
                "application/json": {
                    "schema": {"$ref": SCHEMAS + command.__name__},
                    "examples": {"example": {"value": EXAMPLES[command]}},
                }
            },
        }
    }


def describing(api: FastAPI) -> Callable[[], dict[str, Any]]:
    """What ``api.openapi`` shall be: the whole description, made once."""

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            api.openapi_schema = _complete(api)
        return api.openapi_schema

    return openapi


def _complete(api: FastAPI) -> dict[str, Any]:
    described = get_openapi(
        title=api.title,
        version=api.version,
        description=DESCRIPTION,
        routes=api.routes,
        tags=[{"name": name, "description": description} for name, description in TAGS],
    )
    schemas = described["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    others: tuple[type[Command], ...] = (
        RecordManifest,
        RecordNotice,
        AdoptRulebook,
        AskWhatIf,
        CosignCheckpoint,
        HandOverAll,
        *PROCEEDINGS,
        *JURISDICTIONS,
        *READING,
        *ERASURE,
    )
    of_kinds = (command for kind in KINDS.values() for command in kind.decisions)
    every: tuple[type[Command], ...] = (ReceiveMatter, *MATTER, *ORGANISATION, *others, *of_kinds)
    schemas.update(_definitions(every))
    examples = json.loads(EXAMPLE_ANSWERS.read_text("utf-8"))
    for method, operation in _operations(described):
        _add_example(operation, examples)
        _add_errors(method, operation)
        _add_headers(method, operation)
    return described


def _definitions(commands: Iterable[type[Command]]) -> dict[str, Any]:
    _, made = models_json_schema(
        [(each, "validation") for each in commands] + [(Problem, "validation")],
        ref_template=SCHEMAS + "{model}",
    )
    definitions: dict[str, Any] = made["$defs"]
    return definitions


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in described["paths"].values():
        for method in ("get", "post"):
            if method in item:
                yield method, item[method]


def _add_errors(method: str, operation: dict[str, Any]) -> None:
    statuses = set(ADDRESS)
    if operation.get("security"):
        statuses |= set(SIGNED_IN)
    if "receipts" in operation["tags"]:
        statuses |= {422, 429}
    statuses |= {each for each in SAID_BY_THE_ROUTE if str(each) in operation["responses"]}
    if method == "post":
        statuses |= set(WITH_BODY)
        if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
            statuses |= set(BASED_ON_A_VERSION)
    for status in sorted(statuses):
        operation["responses"][str(status)] = _error(status)


def _error(status: int) -> dict[str, Any]:
    zh, en = TITLES[status]
    example = {
        "type": f"{TYPE_PREFIX}...",
        "title": zh,
        "status": status,
        "detail": "……。请……。",
    }
    error: dict[str, Any] = {
        "description": f"{zh} · {en}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": SCHEMAS + "Problem"}, "example": example}},
    }
    if status == 503:
        error["headers"] = {"Retry-After": _header("Seconds to wait before trying again.", "2")}
    if status == 429:
        error["headers"] = {"Retry-After": _header("Seconds to wait before trying again.", "60")}
    if status == 401:
        error["headers"] = {"WWW-Authenticate": _header("How to sign in.", "Bearer")}
    return error


def _add_headers(method: str, operation: dict[str, Any]) -> None:
    done = _success(operation)
    names = {each["name"] for each in operation.get("parameters", ())}
    headers = done.setdefault("headers", {})
    signed_in = bool(operation.get("security"))
    if method == "post" and signed_in:
        headers["Huiyin-Position"] = _header("Carried into a read, that read sees this.", "17")
    if (method == "post" and signed_in) or "If-None-Match" in names:
        headers["ETag"] = _header("The version, for `If-Match`.", '"3"')
    if "201" in operation["responses"]:
        headers["Location"] = _header("The address of what was made.", "/v1/matters/...")
    if not headers:
        del done["headers"]


def _add_example(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    content = _success(operation)["content"].get("application/json")
    if content is not None and operation["operationId"] in examples:
        content["example"] = examples[operation["operationId"]]


def _success(operation: dict[str, Any]) -> dict[str, Any]:
    responses: dict[str, dict[str, Any]] = operation["responses"]
    return next(each for code, each in responses.items() if code in ("200", "201"))


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}
