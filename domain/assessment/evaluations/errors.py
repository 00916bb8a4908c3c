"""Why something is refused: evaluations."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NoEvaluationRules(UnfitError):
    code = "no-evaluation-rules"
    zh = "现行规则没有评议规定。请先通过含评议规定的规则。"
    en = "The rulebook in force says nothing of evaluations. Adopt one that does."
    source = "M35 千人评二级机构、三项评议"


class DaysDoNotFit(UnfitError):
    code = "days-do-not-fit"
    zh = "评议起止日期须先后有序，且最后一天（{on}）不得早于今天。"
    en = "The first day must not lie after the last, nor the last ({on}) before today."


class RosterFromEvaluated(UnfitError):
    code = "roster-from-evaluated"
    zh = "被评议单位 {unit} 不能提供评议名册。请由其他单位提供。"
    en = "The unit {unit} is evaluated and cannot supply the roster. Ask another one."
    source = "M35: who supplied the voter roster"


class DrawDoesNotFit(UnfitError):
    code = "draw-does-not-fit"
    zh = "抽取数不得超过总数；随机或分层抽取须写明随机种子，全体参评须全部列入。请核对。"
    en = "Nobody can draw more than there are; a random draw names its seed, and all means all."
    source = "M35: how it was drawn"


class RosterFixed(ConflictError):
    code = "roster-fixed"
    zh = "名册已登记，不能另换。"
    en = "A roster is on record and cannot be exchanged for another."
    source = "M35: who supplied the voter roster"


class NoRoster(ConflictError):
    code = "no-roster"
    zh = "尚未登记评议名册，不能发放选票。请先登记名册。"
    en = "No roster is on record, so no slips can be issued. Record the roster first."
    source = "M35"


class TooManySlips(UnfitError):
    code = "too-many-slips"
    zh = "选票总数不得超过抽取人数 {maximum}，且不得重复。请核对。"
    en = "There can be no more slips than people drawn ({maximum}), and none twice. Check them."
    source = "M35: one ballot per voter"


class OwnEvaluation(ForbiddenError):
    code = "own-evaluation"
    zh = "{unit} 是被评单位，其人员不能组织该评议、登记名册或发放选票。请由其他单位人员办理。"
    en = "{unit} is evaluated; nobody of it opens that, records the roster or issues slips. Ask others."
    source = "M35; rules.md: Who may (nobody for themselves or their own line)"


class VotingNotOver(ConflictError):
    code = "voting-not-over"
    zh = "投票尚未结束或选票尚未统计，不能公布结果。请在投票截止、统计之后办理。"
    en = "Voting is not over, or not counted; the result can be declared after that."
    source = "M35"


class BallotsDoNotAddUp(ConflictError):
    code = "ballots-do-not-add-up"
    zh = "已用选票数与计票数不符，不得公布结果。请查明原因，另行组织评议。"
    en = "Ballots and used slips are not equally many, so no result holds. Find out why; hold another."
    source = "M35: one ballot per voter"
