"""Why something about units, posts and persons is refused."""

from domain.errors import ConflictError, UnfitError


class UnknownPost(UnfitError):
    code = "unknown-post"
    zh = "没有代码为 {post} 的岗位。请先设立该岗位，或核对代码。"
    en = "There is no post {post}. Establish the post first, or check its code."


class UnitInsideItself(UnfitError):
    code = "unit-inside-itself"
    zh = "单位 {unit} 不能隶属于自己或自己的下级。请另选上级单位。"
    en = "Unit {unit} cannot belong to itself or to a unit below it. Choose another parent."


class PostTaken(ConflictError):
    code = "post-taken"
    zh = "岗位 {post} 在 {on} 由 {person} 担任。请先登记其离任日期，或核对本次任职的起止日期。"
    en = (
        "Post {post} is held by {person} on {on}. Record the end of that term first, or check the"
        " dates of this one."
    )
    source = "M09 第一责任人"


class PostNotHeld(ConflictError):
    code = "post-not-held"
    zh = "{person} 到 {on} 为止没有担任过岗位 {post}，无法登记离任。请核对人员与日期。"
    en = "{person} had not taken up post {post} by {on}. Check the person and the date."


class StandInIsAway(UnfitError):
    code = "stand-in-is-away"
    zh = "{who} 届时本人不在岗，不能代理 {person}。请另定代理人。"
    en = "{who} is away then and cannot stand in for {person}. Name somebody else."
    source = "M07 分解到个人"
