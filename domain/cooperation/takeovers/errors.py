"""Why something is refused: what another jurisdiction has handed over."""

from domain.errors import ConflictError, UnfitError


class NotTied(UnfitError):
    code = "not-tied"
    zh = "{other} 未登记为本辖区的上级或下级，不能接收其移交。请先登记隶属关系。"
    en = (
        "{other} is on record neither above nor below this jurisdiction, so nothing is taken in from"
        " it. Record the tie first."
    )
    source = "M39 县乡联动"


class TakeoverDecided(ConflictError):
    code = "takeover-decided"
    zh = "移交件已经承接，不能再退回。请办理并反馈结果。"
    en = "It has been taken on and can no longer be given back. Handle it and report the result."
    source = "M39 县乡联动"


class NotTakenOn(ConflictError):
    code = "takeover-not-accepted"
    zh = "移交件尚未承接，不能反馈结果。请先承接，或退回并说明理由。"
    en = "It has not been taken on, so there is no result. Take it on, or give it back, first."
    source = "M39 县乡联动"


class NothingFoundOut(ConflictError):
    code = "nothing-found-out"
    zh = "本辖区的事项 {matter} 尚无办理结果。请先由承办单位报告结果。"
    en = "Nothing has been found out about matter {matter} here yet. Have its outcome reported first."
    source = "M39 县乡联动"


class GroundOfTheProgram(UnfitError):
    code = "ground-of-the-program"
    zh = "这一退回理由只由程序使用。请另选理由。"
    en = "That ground is the program's own. Choose another."
