"""Carrying out commands: the words of the API, each with its options, made from the commands.

``huiyin do answer 2026-000012 --text 路灯已修好 --route phone``. Who acts is said by a signed token,
as in the API: ``--token`` or ``HUIYIN_TOKEN``.
"""

import json
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import Annotated, Any, get_args

import typer
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from typer.core import TyperGroup

from domain.announcing import RecordNotice
from domain.envelope import Actor, Command, Value
from domain.jurisdictions.commands import COMMANDS as JURISDICTIONS
from domain.kinds import KIND_OF_COMMAND, is_life, life_id, opens
from domain.manifests.commands import RecordManifest
from domain.matter.decisions import COMMANDS
from domain.matter.intake.commands import ReceiveMatter
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.proceedings.decisions import COMMANDS as OF_PROCEEDINGS
from domain.vocabulary import Term
from service.api.time_forms import ISO_TIME, timed_fields
from service.api.troubles import troubles
from service.bootstrap import Application
from service.cli.acting import acting
from service.cli.command_groups import group
from service.cli.language import api_language, say
from service.cli.matter_names import (
    all_named,
    matter_named,
    names_proceeding,
    proceeding_named,
)
from service.cli.options import AsJson, EitherArgument, MatterArgument, ProceedingArgument
from service.cli.output import Column, show_one, shown
from service.cli.running import bring_texts_up_to_date, up_to_date
from service.executing import Done, number_in

_DONE = (
    Column("number", "编号", "number"),
    Column("matter", "事项或事务", "matter or proceeding"),
    Column("events", "已记录", "recorded"),
    Column("version", "版本", "version"),
    Column("position", "日志位置", "position"),
)


_ALSO = (
    Column("receipt", "回执码", "receipt"),
    Column("elsewhere", "同时涉及", "elsewhere"),
    Column("may_repeat", "疑似重复", "may repeat"),
)


HELP = "办理：收件、交办、反馈、答复等 · Carry out a command, as the person of a token."

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


def do() -> TyperGroup:
    """``huiyin do``, with a command for each of the domain's."""
    every: tuple[type[Command], ...] = (
        ReceiveMatter,
        *COMMANDS,
        *KIND_OF_COMMAND,
        *OF_PROCEEDINGS,
        RecordManifest,
        RecordNotice,
        *ORGANISATION,
        *JURISDICTIONS,
    )
    by_name = {command.ACTION: command for command in every}
    return group("do", HELP, by_name, lambda name: _function(by_name[name]))


def _function(command: type[Command]) -> Callable[..., None]:
    """What the command line calls: its signature says which options there are."""

    def carry_out(**given: Any) -> None:
        _carry_out(command, given)

    about = _about(command)
    parameters = (
        [] if about is None else [Parameter("matter_", Parameter.KEYWORD_ONLY, annotation=about)]
    )
    parameters += [_option(name, field) for name, field in command.model_fields.items()]
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in _OF_EVERY_COMMAND
    ]
    carry_out.__doc__ = command.__doc__
    carry_out.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    carry_out.__annotations__ = {each.name: each.annotation for each in parameters}
    return carry_out


def _about(command: type[Command]) -> Any:
    """What a command is about, as an argument; None where it opens something, or is about no single one."""
    of_one = _of_proceedings(command) and not opens(command)
    if command in COMMANDS:
        return EitherArgument if of_one else MatterArgument
    return ProceedingArgument if of_one else None


def _of_proceedings(command: type[Command]) -> bool:
    return command in KIND_OF_COMMAND or command in OF_PROCEEDINGS


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
    hint: dict[str, Any] = {}
    with up_to_date() as app:
        actor = acting(app, token)
        if command in ORGANISATION:
            done = app.handler.organisation(made, actor, key, if_match)
        elif command in JURISDICTIONS:
            done = app.handler.jurisdictions(made, actor, key, if_match)
        elif isinstance(made, ReceiveMatter):
            bring_texts_up_to_date(app)
            done = app.handler.receive(made, actor, key)
            hint = {"may_repeat": _said_before(app, actor, made, done)}
            if done.number is not None:
                hint["receipt"] = app.receipts.code(done.number)
        elif isinstance(made, RecordManifest):
            done = app.handler.manifest(made, actor, key)
        elif isinstance(made, RecordNotice):
            done = app.handler.notice(made, actor, key)
        elif _of_proceedings(command) and (command not in COMMANDS or names_proceeding(name)):
            made = all_named(app, made)
            if opens(command):
                done = app.handler.open(made, actor, key)
            else:
                stream = proceeding_named(app, name)
                done = app.handler.proceeding(made, actor, stream, key, if_match)
        else:
            made = all_named(app, made)
            done = app.handler.matter(made, actor, matter_named(app, name), key, if_match)
    row = {**_row(done), **hint}
    show_one(
        (*_DONE, *(each for each in _ALSO if row.get(each.name))),
        row,
        shown(as_json),
        command.ACTION,
    )


def _said_before(app: Application, actor: Actor, made: ReceiveMatter, done: Done) -> list[str]:
    """The numbers of matters that may say the same as one just received."""
    matter = life_id(done.stream)
    return [e.number for e in app.repeating.said_before(actor, made, matter, app.clock.now())]


def _row(done: Done) -> Mapping[str, Any]:
    return {
        "matter": life_id(done.stream) if is_life(done.stream) else None,
        "number": done.number,
        "version": done.version,
        "position": done.position,
        "events": [each.fact.TYPE for each in done.recorded],
        "elsewhere": [
            number_in(events) if events[0].version == 1 else life_id(stream)
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
        found = troubles(error.errors(include_url=False, include_input=False), api_language())
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
