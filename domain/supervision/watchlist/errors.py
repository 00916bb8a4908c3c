"""Why something is refused: the watchlist."""

from domain.errors import UnfitError

SOURCE = "M23 重点督查、重点监控"


class NobodyToWatch(UnfitError):
    code = "nobody-to-watch"
    zh = "没有代码为 {who} 的单位、职务或任职人员。请核对代码。"
    en = "There is no unit, post or official {who} as given. Check the code."
    source = SOURCE
