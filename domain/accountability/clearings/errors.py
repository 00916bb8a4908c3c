"""Why something is refused: clearings."""

from domain.errors import ConflictError, UnfitError


class NotUnfounded(ConflictError):
    code = "not-unfounded"
    zh = "该投诉尚无“查无实据”的认定，不能认定诬告。请先查清并报告办理结果。"
    en = "That complaint was not found unsubstantiated. Report the outcome first."
    source = "rules.md: clearing the wrongly accused is owed when a finding says so"


class NobodyAccused(UnfitError):
    code = "nobody-accused"
    zh = "该投诉没有指向任何人员或单位，无需澄清。请核对事项。"
    en = "That complaint accuses nobody, so nobody is to be cleared. Check the matter."
