"""What a file to import looks like: names of columns, source, encoding, as a small TOML file.

[columns]
message_id = "编号"          # the file's name for our column; "" where the file has none
[source]
name = "mayor-mailbox"       # messages are told apart by their id within the source
channel = "letter"
encoding = "gb18030"         # or "utf-8"
delimiter = ";"
timezone = "Asia/Shanghai"   # times without a zone are meant so; else such rows are refused
"""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from domain.envelope import Code
from domain.vocabulary import Channel
from service.importing.problems import BadMapping, FileNotReadable

COLUMNS = (
    "message_id",
    "user_code",
    "place",
    "subject",
    "submitted_at",
    "body",
    "reply",
    "replied_at",
)
"""Our names; a file may call its columns otherwise and have more of them."""

NEEDED = ("message_id", "subject", "submitted_at", "body")
"""A message without these is none; the others a mapping may declare as not there."""

ENCODINGS = ("utf-8", "gb18030")
SOURCE = "messages"


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is to be read.

    columns   our name of a column -> the file's; "" where the file has none
    source    whose message ids these are
    timezone  the zone of times written without one; None: they are refused
    """

    columns: Table[str, str] = field(default_factory=lambda: {name: name for name in COLUMNS})
    source: str = SOURCE
    channel: Channel = Channel.NETIZEN_MESSAGE
    encoding: str = "utf-8"
    delimiter: str = ","
    timezone: ZoneInfo | None = None


def read_mapping(path: Path) -> Mapping:
    """A mapping from its TOML file. Raises FileNotReadable, BadMapping."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise FileNotReadable(file=path.name, reason=reason) from error
    return parse_mapping(text)


def parse_mapping(text: str) -> Mapping:
    """A mapping from TOML. Raises BadMapping naming the key and what is allowed."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad("TOML", f"不是有效的 TOML（{error}）。", f"no valid TOML ({error}).") from error
    _known("", content, ("columns", "source"))
    columns, source = _table(content, "columns"), _table(content, "source")
    _known("columns.", columns, COLUMNS)
    _known("source.", source, ("name", "channel", "encoding", "delimiter", "timezone"))
    for key, value in (*columns.items(), *source.items()):
        if not isinstance(value, str):
            raise _bad(key, "须为加引号的文字。", "it must be text in quotes.")
    _name_columns(columns)
    return Mapping(
        columns={name: columns.get(name, name) for name in COLUMNS},
        source=source_name(source.get("name", SOURCE)),
        channel=_channel(source.get("channel", Channel.NETIZEN_MESSAGE.value)),
        encoding=_encoding(source.get("encoding", "utf-8")),
        delimiter=_delimiter(source.get("delimiter", ",")),
        timezone=_zone(source["timezone"]) if "timezone" in source else None,
    )


def source_name(name: str) -> str:
    """A source's name, where it can be one. Raises BadMapping."""
    try:
        return TypeAdapter(Code).validate_python(name)
    except ValidationError as error:
        raise _bad(
            "source.name",
            "须为 1 至 64 个字符，不含空格和 / ? # %。",
            "1 to 64 characters without blanks and / ? # %.",
        ) from error


def _bad(key: str, zh: str, en: str) -> BadMapping:
    return BadMapping(key=key, problem_zh=zh, problem=en)


def _known(prefix: str, given: Table[str, Any], allowed: tuple[str, ...]) -> None:
    for key in given:
        if key not in allowed:
            names = ", ".join(f"{prefix}{name}" for name in allowed)
            raise _bad(f"{prefix}{key}", f"没有这一项。可用：{names}。", f"use one of {names}.")


def _table(content: Table[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name, {})
    if not isinstance(value, dict):
        raise _bad(name, f"须为表，写作 [{name}]。", f"it must be a table, [{name}].")
    return value


def _name_columns(columns: Table[str, str]) -> None:
    for name in NEEDED:
        if columns.get(name, name) == "":
            raise _bad(f"columns.{name}", "这一列不能缺。", "a file must have this column.")


def _channel(text: str) -> Channel:
    if text not in set(Channel):
        allowed = ", ".join(channel.value for channel in Channel)
        raise _bad("source.channel", f"可用：{allowed}。", f"use one of {allowed}.")
    return Channel(text)


def _encoding(text: str) -> str:
    if text.lower() not in ENCODINGS:
        allowed = ", ".join(ENCODINGS)
        raise _bad("source.encoding", f"可用：{allowed}。", f"use one of {allowed}.")
    return text.lower()


def _delimiter(text: str) -> str:
    if len(text) != 1 or text in '"\r\n\0\ufeff' or text.isalnum():
        raise _bad(
            "source.delimiter",
            "须为一个字符，如逗号、分号或制表符。",
            "one character, such as a comma, a semicolon or a tab.",
        )
    return text


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _bad(
            "source.timezone", "须为时区名，如 Asia/Shanghai。", "a zone such as Asia/Shanghai."
        ) from error
