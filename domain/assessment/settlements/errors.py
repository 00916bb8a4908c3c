"""Why a settlement is refused."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NotToSettleYet(ConflictError):
    code = "not-to-settle-yet"
    zh = "该期间的计分 {due} 才截止，此前不能兑现。请届时再办。"
    en = "Points are entered for this period until {due}; it can be settled after that."
    source = "M34 半年兑现"


class PointsStillDue(ConflictError):
    code = "points-still-due"
    zh = "该期间还有 {numbers} 项按规则应计而未计的分：{what}（对象及事件的日志位置）。请先运行 huiyin watch --once。"
    en = (
        "{numbers} points that the rules give in this period are not entered yet: {what}, by whose they"
        " are and the event's position. Run huiyin watch --once first, or wait for the service."
    )
    source = "M34 半年兑现: every point links to its event and rule"


class HalfNotSettled(ConflictError):
    code = "half-not-settled"
    zh = "{what} 尚未兑现，不能作年度考核。请先完成半年兑现。"
    en = "{what} is not settled yet, and a year is made of its halves. Settle that first."
    source = "M34 半年兑现、4+X"


class NoScoreRules(UnfitError):
    code = "no-score-rules"
    zh = "该期间适用的规则没有计分表，无法兑现。请先通过含计分表的规则。"
    en = "The rulebook of that period has no table of scores. Adopt one that has."
    source = "M34 百分制"


class GradeDoesNotFit(UnfitError):
    code = "grade-does-not-fit"
    zh = "单位 {unit} 的 {part} 评分不能采用：没有该单位或该部分，或重复填报。请核对。"
    en = "The grade of {unit} for {part} is for no such unit or part, or given twice. Check it."
    source = "M34 4+X"


class OwnGrade(ForbiddenError):
    code = "own-grade"
    zh = "不能给本单位 {unit} 评分。请由其他机关人员办理。"
    en = "Nobody grades their own unit {unit}. Ask somebody outside it."
    source = "rules.md: Who may (nobody for themselves or their own line)"
