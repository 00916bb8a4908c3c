"""Why something is refused: linking, merging, parting."""

from domain.errors import ConflictError, UnfitError


class MergedElsewhere(ConflictError):
    code = "merged-elsewhere"
    zh = "事项已并入 {into} 一并办理。请在 {into} 上办理，或先撤销并案；答复投诉人仍在本件进行。"
    en = (
        "The matter is handled together with {into}. Do it there, or unmerge it first;"
        " its complainant is answered here."
    )
    source = "M03 分解安排"


class NotMerged(ConflictError):
    code = "not-merged"
    zh = "事项没有并案，无需撤销。"
    en = "The matter has not been merged, so there is nothing to take back."


class MatterItself(UnfitError):
    code = "matter-itself"
    zh = "不能与事项自身关联或并案。请核对编号。"
    en = "A matter cannot be linked to itself or merged into itself. Check the number."


class NotAboutTheSame(ConflictError):
    code = "not-about-the-same"
    zh = "{other} 反映的单位或人员与本件不同，不能标记为重复。请先核对更正。"
    en = "{other} is about other units or persons. Check and correct that first."
    source = "M04 首问责任"


class CannotBeMerged(ConflictError):
    code = "cannot-be-merged"
    zh = "不能并入 {into}：{obstacle}。可标记为重复件，分别办理。"
    en = "It cannot be merged into {into}: {obstacle}. Link it as a repeat and handle it by itself."
    source = "M03 分解安排"


class OthersMergedHere(ConflictError):
    code = "others-merged-here"
    zh = "还有其他事项并入本件办理：{numbers}。请先撤销这些并案，以免其投诉人得不到答复。"
    en = "Other matters are handled together with this one: {numbers}. Unmerge them first."
    source = "M11 件件有回音"
