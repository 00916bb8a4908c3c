"""What a mapping may say of a file."""

from zoneinfo import ZoneInfo

import pytest

from domain.vocabulary import Channel
from service.importing.mapping import COLUMNS, Mapping, parse_mapping
from service.importing.problems import BadMapping


def test_without_a_word_everything_is_as_we_call_it() -> None:
    assert parse_mapping("") == Mapping()


def test_columns_source_encoding_delimiter_and_zone_can_be_named() -> None:
    mapping = parse_mapping(
        """
        [columns]
        message_id = "编号"
        user_code = ""
        [source]
        name = "县长信箱"
        channel = "letter"
        encoding = "GB18030"
        delimiter = ";"
        timezone = "Asia/Shanghai"
        """
    )
    assert mapping.columns == {
        **{name: name for name in COLUMNS},
        "message_id": "编号",
        "user_code": "",
    }
    assert mapping.source == "县长信箱"
    assert mapping.channel is Channel.LETTER
    assert mapping.encoding == "gb18030"
    assert mapping.delimiter == ";"
    assert mapping.timezone == ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("[columns", "TOML"),
        ("[colums]", "colums"),
        ("columns = 3", "columns"),
        ("[columns]\nid = 'x'", "columns.id"),
        ("[columns]\nbody = ''", "columns.body"),
        ("[columns]\nbody = 3", "body"),
        ("[source]\ntime_zone = 'Asia/Shanghai'", "source.time_zone"),
        ("[source]\nname = 'a b'", "source.name"),
        ("[source]\nchannel = 'pigeon'", "source.channel"),
        ("[source]\nencoding = 'latin-1'", "source.encoding"),
        ("[source]\ndelimiter = ', '", "source.delimiter"),
        ("[source]\ndelimiter = '\"'", "source.delimiter"),
        ("[source]\ntimezone = 'Mars/Olympus'", "source.timezone"),
        ("[source]\ntimezone = '../../etc/passwd'", "source.timezone"),
    ],
)
def test_a_mistake_is_named_with_its_key(content: str, key: str) -> None:
    with pytest.raises(BadMapping) as refused:
        parse_mapping(content)
    assert f"In the mapping, {key} is wrong" in refused.value.sentence("en")
    assert key in refused.value.sentence("zh-CN")
