"""Why something is refused: inspections."""

from domain.errors import ConflictError, ForbiddenError, UnfitError

SOURCE = "M22 明查暗访"


class NotCarriedOut(ConflictError):
    code = "not-carried-out"
    zh = "检查尚未开展。请先登记检查情况。"
    en = "The inspection has not been carried out. Record that first."
    source = SOURCE


class CarriedOutAlready(ConflictError):
    code = "carried-out-already"
    zh = "检查已经开展，不能取消或重复登记。"
    en = "The inspection has been carried out; it is neither called off nor recorded again."
    source = SOURCE


class BeforeItWasPlanned(UnfitError):
    code = "before-it-was-planned"
    zh = "开展时间 {given} 早于安排检查之日。请核对时间。"
    en = "The time {given} lies before the day it was planned. Check the time."
    source = "rules.md: Which time counts"


class InspectorFromTheUnit(ForbiddenError):
    code = "inspector-from-the-unit"
    zh = "{person} 是被检查单位的人员，不能参加检查。请另派人员；已调离的，请先登记现任职务。"
    en = (
        "{person} is of the inspected unit and cannot inspect it. Send somebody else; of somebody who"
        " has left it, record the present post first."
    )
    source = "rules.md: Who may"


class NoFindingRecorded(ConflictError):
    code = "no-finding-recorded"
    zh = "尚未登记检查发现，也未说明未发现问题。请登记发现，或注明未发现问题。"
    en = "No finding is recorded. Record what was found, or say that nothing was."
    source = SOURCE


class FindingsThereAre(UnfitError):
    code = "findings-there-are"
    zh = "已登记检查发现 {times} 项，不能反馈为未发现问题。"
    en = "Findings are on record ({times}), so the result cannot be that nothing was found."
    source = SOURCE


class ResultNotTold(ConflictError):
    code = "result-not-told"
    zh = "检查结果尚未反馈被检查单位，不能先行公布。请先反馈。"
    en = "The result was not told to the inspected unit. Tell it before it is made public."
    source = SOURCE


class ResultIsTold(ConflictError):
    code = "result-is-told"
    zh = "检查结果已反馈，不能再追加发现。请另行立件。"
    en = "The result has been told; enter a further finding as a matter of its own."
    source = SOURCE
