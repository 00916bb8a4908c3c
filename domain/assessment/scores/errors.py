"""Why points are refused."""

from domain.errors import ConflictError, ForbiddenError, NotFoundError, UnfitError


class NoScoreRow(UnfitError):
    code = "no-score-row"
    zh = "现行规则的计分表中没有 {what} 这一项。请用 huiyin rulebook 查看计分表。"
    en = "The rulebook in force has no row {what} for scores. Look at its table of scores."
    source = "M34 百分制、加分扣分: every point links to its rule"


class HolderDoesNotFit(UnfitError):
    code = "holder-does-not-fit"
    zh = "计分项 {what} 不适用于该对象。请核对应记入单位还是个人台账。"
    en = "The row {what} is not for such a ledger. Check whether it is a unit's or an official's."
    source = "rules.md: Scores (ledgers of units and of persons apart)"


class NothingToStandOn(UnfitError):
    code = "nothing-to-stand-on"
    zh = "计分项 {what} 必须指明依据：事件的日志位置，或一项事务，二者取一。请核对。"
    en = "Say on what {what} stands: one event, by its position, or one proceeding it can stand on."
    source = "M34 百分制、加分扣分: every point links to its event"


class NoSuchEvent(NotFoundError):
    code = "no-such-event"
    zh = "日志位置 {position} 没有可供计分的事件。请核对位置。"
    en = "There is no event at position {position} that points can stand on. Check the position."


class ImportedGivesNoScore(UnfitError):
    code = "imported-gives-no-score"
    zh = "导入的历史事项不得计分。请改用本系统内发生的事件。"
    en = "What was imported gives no scores. Name an event that happened here."
    source = "rules.md: Which time counts (imported history)"


class GroundFell(ConflictError):
    code = "ground-fell"
    zh = "{what} 已决定不予追究、已撤销或已更正，不能据以计分。请改用仍然有效的依据。"
    en = "Nobody answers for {what}: it was dropped, revoked or corrected. Score on what still stands."
    source = "M34 百分制、加分扣分: every point links to its event; M31 四不"


class GroundUndecided(ConflictError):
    code = "ground-undecided"
    zh = (
        "{what} 不是已送达的决定、逾期认定或已公布的评议结果，不能据以扣分。请先立案，听取申辩，待决定送达后"
        "按决定计分。"
    )
    en = (
        "{what} is no decision that was served, no verdict and no result of an evaluation: nobody is"
        " scored down on it unheard. Open a case, and score on its decision once it is served."
    )
    source = "M34; rules.md: Accountability (defence heard and recorded before the decision)"


class GroundOfOthers(UnfitError):
    code = "ground-of-others"
    zh = (
        "{what} 与 {who} 无关，不能据以给其计分。请改用涉及该单位或该人员的事项、决定、认定或通报。"
    )
    en = (
        "{what} does not concern {who}, who gets no points on it. Name a matter, decision, verdict or"
        " bulletin that does."
    )
    source = "M34 百分制、加分扣分: every point links to its event"


class AlreadyScored(ConflictError):
    code = "already-scored"
    zh = "同一依据已按 {what} 计分（日志位置 {position}），不能重复计分。"
    en = "The same ground has been scored by {what} already, at position {position}; once is all."
    source = "M34 百分制、加分扣分"


class NoCarrier(UnfitError):
    code = "no-carrier"
    zh = "不知道 {person} 属于哪个单位，无法记入单位分担的部分。请填写单位。"
    en = "Nobody has said to which unit {person} belongs, whose ledger carries a share. Name it."
    source = "rules.md: Scores (the unit's carries a share the rulebook names)"


class OwnScore(ForbiddenError):
    code = "own-score"
    zh = "不能给本人、本单位或本人责任链上的单位计分。请由其他机关人员办理。"
    en = "Nobody scores themselves, their unit, or a unit they answer for. Ask somebody outside."
    source = "rules.md: Who may (nobody for themselves or their own line)"


class NoSuchEntry(NotFoundError):
    code = "no-such-entry"
    zh = "该台账中没有位置为 {position} 的计分。请核对。"
    en = "The ledger has no entry at position {position}. Check it."


class NotByItself(UnfitError):
    code = "not-by-itself"
    zh = "该条是撤销或分担的计分，不能单独撤销。请在原台账撤销原计分。"
    en = "This entry cancels another or is a share of one. Take back the one it comes from."
    source = "rules.md: Scores"
