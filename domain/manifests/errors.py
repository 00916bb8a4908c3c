"""Why a manifest is refused."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class DayNotOver(UnfitError):
    code = "day-not-over"
    zh = "{on} 还没有过完，来件数尚不完整。请在次日登记。"
    en = "The day {on} is not over, so its count is not complete. Record it the day after."
    source = "M10 不允许有空白点"


class ManifestOnRecord(ConflictError):
    code = "manifest-on-record"
    zh = "{on} 的来件清单已登记为 {current} 件。如确有出入，请写明更正理由。"
    en = "The manifest of {on} is on record with {current}. If it was wrong, give the reason."
    source = "M10 不允许有空白点"


class TakenBackAlone(ForbiddenError):
    code = "taken-back-alone"
    zh = "减少 {on} 的来件数或撤下来件号，须由原登记人 {who} 以外的人更正。请由另一人办理。"
    en = (
        "Lowering the count of {on}, or taking numbers off, is for somebody other than {who}, who"
        " recorded it. Ask another person."
    )
    source = "M10 不允许有空白点"
