"""Why something is refused: the watchlist."""

from domain.errors import ConflictError, UnfitError

SOURCE = "M23 重点督查、重点监控"


class NobodyToWatch(UnfitError):
    code = "nobody-to-watch"
    zh = "没有代码为 {who} 的单位、职务或任职人员。请核对代码。"
    en = "There is no unit, post or official {who} as given. Check the code."
    source = SOURCE


class AlreadyWatched(ConflictError):
    code = "already-watched"
    zh = "代码 {who} 已在重点名单上，未重复列入。新的情况请用“重点对象复查”记录。"
    en = "{who} is on the watchlist already, and was not put on again. Record what is new by a review."
    source = SOURCE
