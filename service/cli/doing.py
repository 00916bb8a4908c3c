"""Carrying out commands: the words of the API, each with its options, made from the commands.

``huiyin do answer 2026-000012 --text 路灯已修好 --route phone``. Who acts is said by a signed token,
as in the API: ``--token`` or ``HUIYIN_TOKEN``.
"""

import json
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any, get_args

import typer
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from domain.envelope import Command, Value
from domain.manifests.commands import RecordManifest
from domain.matter.decisions import COMMANDS
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.stream import matter_of_stream
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.vocabulary import Term
from service.api.language import Language
from service.api.time_forms import ISO_TIME, timed_fields
from service.api.troubles import troubles
from service.cli.acting import acting
from service.cli.language import CHINESE, language, say
from service.cli.matter_names import matter_named
from service.cli.options import AsJson, MatterArgument
from service.cli.output import Column, Form, show_one
from service.cli.running import up_to_date
from service.handler import Done, number_in

_DONE = (
    Column("number", "编号", "number"),
    Column("matter", "事项", "matter"),
    Column("events", "已记录", "recorded"),
    Column("version", "版本", "version"),
    Column("position", "日志位置", "position"),
)


_ALSO = (*_DONE, Column("elsewhere", "同时涉及", "elsewhere"))


_OF_EVERY_COMMAND: tuple[tuple[str, Any, Any], ...] = (
    (
        "token_",
        Annotated[
            str | None,
            typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who acts"),
        ],
        None,
    ),
    (
        "key_",
        Annotated[str | None, typer.Option("--key", help="重发时不重复办理 · makes a repeat safe")],
        None,
    ),
    (
        "if_match_",
        Annotated[int | None, typer.Option("--if-match", help="依据的版本 · only at this version")],
        None,
    ),
    ("json_", AsJson, False),
)


def commands() -> typer.Typer:
    """``huiyin do``, with a command for each of the domain's."""
    made = typer.Typer(
        help="办理：收件、交办、反馈、答复等 · Carry out a command, as the person of a token.",
        no_args_is_help=True,
    )
    every: tuple[type[Command], ...] = (ReceiveMatter, *COMMANDS, RecordManifest, *ORGANISATION)
    for command in every:
        made.command(command.ACTION, help=cleandoc(command.__doc__ or ""))(_function(command))
    return made


def _function(command: type[Command]) -> Callable[..., None]:
    """What the command line calls: its signature says which options there are."""

    def carry_out(**given: Any) -> None:
        _carry_out(command, given)

    parameters = [
        Parameter("matter_", Parameter.KEYWORD_ONLY, annotation=MatterArgument)
        for _ in range(command in COMMANDS)
    ]
    parameters += [_option(name, field) for name, field in command.model_fields.items()]
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in _OF_EVERY_COMMAND
    ]
    carry_out.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    carry_out.__annotations__ = {each.name: each.annotation for each in parameters}
    return carry_out


def _option(name: str, field: FieldInfo) -> Parameter:
    """The option for one part of a command. Lists are given by repeating it."""
    flag, about = _flag(name), (field.description, _form(field.annotation))
    needed = "必填 · needed" if field.is_required() else ""
    told = "; ".join(each for each in (*about, needed) if each)
    default: Any = None
    kind: Any = str | None
    if field.annotation is bool:
        kind, default = bool, field.default
    elif _is_list(field.annotation):
        kind, default = list[str], []
    annotation = Annotated[kind, typer.Option(flag, help=told or None, show_default=False)]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _carry_out(command: type[Command], given: dict[str, Any]) -> None:
    token, key = given.pop("token_"), given.pop("key_")
    if_match, as_json = given.pop("if_match_"), given.pop("json_")
    name = given.pop("matter_", "")
    made = _made(command, given)
    with up_to_date() as app:
        actor = acting(app, token)
        if command in ORGANISATION:
            done = app.handler.organisation(made, actor, key, if_match)
        elif isinstance(made, ReceiveMatter):
            done = app.handler.receive(made, actor, key)
        elif isinstance(made, RecordManifest):
            done = app.handler.manifest(made, actor, key)
        else:
            if made.OTHER:
                other = matter_named(app, getattr(made, made.OTHER))
                made = made.model_copy(update={made.OTHER: other})
            done = app.handler.matter(made, actor, matter_named(app, name), key, if_match)
        new = done.number if isinstance(made, ReceiveMatter) else None
        code = app.receipts.code(new) if new is not None else None
    shown = Form.JSON if as_json else Form.TABLE
    columns, row = _DONE if not done.elsewhere else _ALSO, _row(done)
    if code is not None:
        columns, row = (*columns, Column("receipt", "回执码", "receipt")), {**row, "receipt": code}
    show_one(columns, row, shown, command.ACTION)


def _row(done: Done) -> Mapping[str, Any]:
    return {
        "matter": matter_of_stream(done.stream) if done.number is not None else None,
        "number": done.number,
        "version": done.version,
        "position": done.position,
        "events": [each.fact.TYPE for each in done.recorded],
        "elsewhere": [
            number_in(events) if events[0].version == 1 else matter_of_stream(stream)
            for stream, events in done.by_other_stream().items()
        ],
    }


def _made(command: type[Command], given: Mapping[str, Any]) -> Command:
    """The command, from the options that were given. Raises BadParameter."""
    said = {
        name: _value(command.model_fields[name], value)
        for name, value in given.items()
        if value is not None and value != []
    }
    for field, (form, _) in timed_fields(command):
        if field in said and not form.fullmatch(said[field]):
            example = "2026-03-02T09:00:00+08:00" if form is ISO_TIME else "2026-03-02"
            raise typer.BadParameter(
                say(f"无法识别的时间，请写作 {example}。", f"no time; write it as {example}."),
                param_hint=_flag(field),
            )
    try:
        return command.model_validate(said)
    except ValidationError as error:
        found = troubles(error.errors(include_url=False, include_input=False), _language())
        lines = [f"{_flag(each.where)} {each.problem}" for each in found]
    raise typer.BadParameter(say("未办理。", "Nothing was done. ") + "; ".join(lines))


def _value(field: FieldInfo, given: Any) -> Any:
    parts = _parts_of(field.annotation)
    if parts is None:
        return given
    return (
        [_read(parts, each) for each in given] if isinstance(given, list) else _read(parts, given)
    )


def _read(parts: type[BaseModel], text: str) -> Any:
    """An option of several parts: ``unit,person,task`` in their order, or a JSON object."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise typer.BadParameter(say("不是完整的 JSON。", "not complete JSON.")) from error
    names = list(parts.model_fields)
    values = text.replace("，", ",").split(",", len(names) - 1)
    return {
        name: value.strip() for name, value in zip(names, values, strict=False) if value.strip()
    }


def _parts_of(annotation: Any) -> type[Value] | None:
    """The kind of value that an option takes in several parts; None for plain ones."""
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    found = (_parts_of(each) for each in get_args(annotation))
    return next((each for each in found if each is not None), None)


def _is_list(annotation: Any) -> bool:
    origin = getattr(annotation, "__origin__", None)
    return origin is tuple or any(_is_list(each) for each in get_args(annotation))


def _form(annotation: Any) -> str:
    """How an option is written: its parts, or the words that it takes."""
    parts, terms = _parts_of(annotation), _terms_of(annotation)
    if parts is not None:
        return "写作 · written " + ",".join(parts.model_fields)
    return " | ".join(f"{each.value} {each.zh}" for each in terms or ())


def _terms_of(annotation: Any) -> type[Term] | None:
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return annotation
    found = (_terms_of(each) for each in get_args(annotation))
    return next((each for each in found if each is not None), None)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _language() -> Language:
    return "zh-CN" if language() == CHINESE else "en"
