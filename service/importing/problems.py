"""What can be wrong with a file to import: with the whole of it, or with one row.

Sentences name lines, columns and counts, never what stands in a row: rows name people.
"""

from dataclasses import dataclass
from enum import Enum

from domain.errors import UnfitError


class UnusableFile(UnfitError):
    """The file, or the mapping that describes it, cannot be used; nothing more was imported."""


class FileNotReadable(UnusableFile):
    code = "file-not-readable"
    zh = "无法读取文件 {file}（{reason}）。请核对路径和权限。"
    en = "The file {file} cannot be read ({reason}). Check its path and permissions."


class NoHeader(UnusableFile):
    code = "no-header"
    zh = "文件没有可用的标题行（{encoding} 编码的 CSV）。请核对文件、编码和分隔符。"
    en = (
        "The file has no usable header line (CSV in {encoding})."
        " Check the file, its encoding and its delimiter."
    )


class MissingColumns(UnusableFile):
    code = "missing-columns"
    zh = "标题行缺少列：{columns}。请补上标题行，或用 --mapping 说明各列的名称和分隔符。"
    en = (
        "The header line lacks: {columns}. Add a header line, or say with --mapping what the"
        " columns are called and what separates them."
    )


class AmbiguousColumns(UnusableFile):
    code = "ambiguous-columns"
    zh = "标题行中有多个同名列：{columns}。请改为各不相同。"
    en = "The header line names these more than once: {columns}. Give each a name of its own."


class BadMapping(UnusableFile):
    code = "bad-mapping"
    zh = "对应文件中 {key} 有误：{problem_zh}"
    en = "In the mapping, {key} is wrong: {problem}"


class Fault(Enum):
    """Why a row cannot be taken in."""

    NO_ID = "no_id", "没有留言编号", "no message id"
    UNUSABLE_ID = (
        "unusable_id",
        "留言编号超过 64 个字符，或含空格、/ ? # %",
        "a message id longer than 64 characters, or with blanks or / ? # %",
    )
    NO_TIME = "no_time", "没有留言时间", "no time of submission"
    IMPOSSIBLE_TIME = "impossible_time", "时间不存在或写法无效", "an impossible time"
    NO_ZONE = "time_without_zone", "时间没有时区", "a time without zone"
    IN_FUTURE = "time_in_future", "时间晚于现在", "a time in the future"
    REPLY_BEFORE_SUBMISSION = (
        "reply_before_submission",
        "答复早于留言",
        "a reply before the submission",
    )
    REPLY_WITHOUT_TIME = "reply_without_time", "有答复而没有答复时间", "a reply without its time"
    TIME_WITHOUT_REPLY = "time_without_reply", "有答复时间而没有答复", "a reply time without reply"
    DIFFERS = (
        "differs_from_known",
        "已有同编号留言，内容不同",
        "a message of this id is on record and says otherwise",
    )
    ERASED = "person_erased", "该留言人的个人信息已删除", "the data of who wrote it was erased"
    BROKEN_ENCODING = "broken_encoding", "编码有误", "broken encoding"
    NUL = "nul", "含有空字符（NUL）", "a NUL character"
    COLUMN_COUNT = "wrong_column_count", "列数不对", "the wrong number of columns"
    TOO_LONG = "field_too_long", "内容过长", "a field that is too long"
    LINE_TOO_LONG = "line_too_long", "整行过长", "a line that is too long"
    STRAY_QUOTE = "stray_quote", "引号不配对", "quotes that do not match"

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code = code
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out.

    line    physical line on which it begins, the header's is 1
    column  our name of the column at fault, None where it is the row as a whole
    """

    line: int
    fault: Fault
    column: str | None = None

    def sentence(self, language: str) -> str:
        """Line and reason, in ``zh-CN`` or, for any other language, in English."""
        if language.startswith("zh"):
            where = f"（{self.column}）" if self.column else ""
            return f"第 {self.line} 行：{self.fault.zh}{where}"
        where = f" ({self.column})" if self.column else ""
        return f"line {self.line}: {self.fault.en}{where}"
