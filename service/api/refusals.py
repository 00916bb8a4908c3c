"""What the API itself refuses, before any rule of the domain is asked.

Like the domain's errors, one class for each condition, with a sentence that says what to do. No
sentence holds anything that was sent: what was sent may be personal data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import HuiyinError, NotFoundError


class ApiRefusal(HuiyinError):
    """A refusal with a status of its own."""

    status: ClassVar[int]


class NotSignedIn(ApiRefusal):
    status = 401
    code = "not-signed-in"
    zh = "没有登录凭证，或凭证无效、已过期。请用新的凭证，放在 Authorization: Bearer 之后。"
    en = (
        "There is no token, or it is not valid or has expired. Get a new one and send it as"
        " Authorization: Bearer."
    )


class UnfitAddress(ApiRefusal):
    status = 400
    code = "unfit-address"
    zh = "网址中的字符不是有效的 UTF-8，或含有控制字符。请检查网址的编码。"
    en = "The address is not valid UTF-8 or holds control characters. Check how it is encoded."


class UnfitHeader(ApiRefusal):
    status = 400
    code = "unfit-header"
    zh = "请求头 {header} 的写法不对。应为：{form}。"
    en = "The header {header} is not well formed. It takes this form: {form}."


class BodyNotUtf8(ApiRefusal):
    status = 400
    code = "body-not-utf-8"
    zh = "请求内容不是有效的 UTF-8 编码。请把内容存为 UTF-8 后重发。"
    en = "The body is not valid UTF-8. Save it as UTF-8 and send it again."


class BrokenJson(ApiRefusal):
    status = 400
    code = "broken-json"
    zh = "请求内容不是完整、有效的 JSON（第 {line} 行第 {column} 列）。请检查后重发。"
    en = "The body is not complete, valid JSON (line {line}, column {column}). Mend it and resend."


class NumberOutOfRange(ApiRefusal):
    status = 400
    code = "number-out-of-range"
    zh = "请求内容含有 NaN、Infinity 或过大的数字，JSON 不允许。请改为普通数字。"
    en = "The body holds NaN, Infinity or a number too large for JSON. Use an ordinary number."


class UnfitCharacter(ApiRefusal):
    status = 400
    code = "unfit-character"
    zh = "请求内容含有空字符（\\u0000）或不成对的代理字符，无法保存。请删去后重发。"
    en = (
        "The body holds a null character (\\u0000) or half of a surrogate pair, which no text can"
        " keep. Remove it and send it again."
    )


class RepeatedName(ApiRefusal):
    status = 400
    code = "repeated-name"
    zh = "请求内容中同一对象里有重复的项目名。请每项只写一次。"
    en = "The body names the same item twice in one object. Give each item once."


class TooDeep(ApiRefusal):
    status = 400
    code = "too-deep"
    zh = "请求内容嵌套超过 {most} 层。请检查内容。"
    en = "The body is nested more than {most} levels deep. Check what is sent."


class BodyTooLarge(ApiRefusal):
    status = 413
    code = "body-too-large"
    zh = "请求内容超过 {most} 字节。请缩短后重发。"
    en = "The body is larger than {most} bytes. Shorten it and send it again."


class NotJson(ApiRefusal):
    status = 415
    code = "not-json"
    zh = "请求内容应为未压缩的 UTF-8 JSON（Content-Type: application/json）。请修改后重发。"
    en = "The body must be plain UTF-8 JSON (Content-Type: application/json). Send it so."


class TooManyBallots(ApiRefusal):
    status = 429
    code = "too-many-ballots"
    zh = "投票过于频繁。请一分钟后再试。"
    en = "Too many tries from here. Wait a minute and try again."


class NoSuchAddress(ApiRefusal):
    status = 404
    code = "no-such-address"
    zh = "没有这个网址。可用的网址见 /docs。"
    en = "There is nothing at this address. See /docs for the addresses there are."


class NoSuchVersion(ApiRefusal):
    status = 404
    code = "no-such-version"
    zh = "没有第 {version} 个版本，目前共 {current} 个。请改用其中之一。"
    en = "There is no version {version}; there are {current}. Ask for one of them."


class WrongMethod(ApiRefusal):
    status = 405
    code = "wrong-method"
    zh = "这个网址不支持该方法。请用：{allowed}。"
    en = "This address does not take that method. Use: {allowed}."


class RequestRefused(ApiRefusal):
    """Whatever the web framework refuses for reasons of its own."""

    status = 400
    code = "request-refused"
    zh = "请求无法处理。请对照 /docs 检查请求。"
    en = "The request cannot be dealt with. Check it against /docs."


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with the input: where, and what, never the value itself."""

    where: str
    problem: str


class InvalidInput(ApiRefusal):
    """``troubles`` are said in the caller's language already."""

    status = 422
    code = "invalid-input"
    zh = "有 {count} 项内容不合要求，未作记录。请按所列逐项修改。"
    en = "{count} item(s) do not fit; nothing was recorded. Mend each as listed."

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        self.troubles = tuple(troubles)
        super().__init__(count=len(self.troubles))


class NoSuchUnit(NotFoundError):
    code = "no-such-unit"
    zh = "所查时点没有这个单位。请核对单位代码和时点。"
    en = "There was no such unit at the moment asked about. Check its code and the moment."


class TooManyRequests(ApiRefusal):
    status = 429
    code = "too-many-requests"
    zh = "查询过于频繁。请一分钟后再试。"
    en = "Too many requests from this address. Try again in a minute."


class DatabaseAway(ApiRefusal):
    status = 503
    code = "database-unavailable"
    zh = "暂时无法连接数据库，没有记录任何内容。请稍后重试。"
    en = "The database cannot be reached just now; nothing was recorded. Try again in a moment."


class OutcomeUnknown(ApiRefusal):
    status = 503
    code = "outcome-unknown"
    zh = "数据库中途断开，不能确定是否已记录。请用同一个 Idempotency-Key 重发，不会重复记录。"
    en = (
        "The database went away in the middle, so this may or may not have been recorded. Send it"
        " again with the same Idempotency-Key: it will not be recorded twice."
    )


class OutcomeUnknownWithoutKey(ApiRefusal):
    status = 503
    code = "outcome-unknown"
    zh = (
        "数据库中途断开，不能确定是否已记录。请先查询是否已有记录，再决定是否重发；"
        "今后请带 Idempotency-Key，重发就不会重复记录。"
    )
    en = (
        "The database went away in the middle, so this may or may not have been recorded. Look"
        " whether it is there before sending it again; with an Idempotency-Key a repeat is safe."
    )


class ListsStopped(ApiRefusal):
    status = 503
    code = "lists-stopped"
    zh = "查询数据在位置 {position} 的记录处停止更新，需要管理员处理。已有记录没有丢失。"
    en = (
        "The lists have stopped at event {position} and need an administrator; nothing recorded is"
        " lost."
    )


class ListsNotKeptUp(ApiRefusal):
    status = 503
    code = "lists-not-kept-up"
    zh = "查询数据已不再更新。请管理员重新启动服务；已有记录没有丢失。"
    en = (
        "The lists are no longer kept up. An administrator must start the service again; nothing"
        " recorded is lost."
    )


class OurMistake(ApiRefusal):
    status = 500
    code = "internal-error"
    zh = "系统内部出错。请稍后重试；仍然如此时，请把编号 {reference} 告诉管理员。"
    en = "Something went wrong in here. Try again; if it stays so, tell the administrator {reference}."
