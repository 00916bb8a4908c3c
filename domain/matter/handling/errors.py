"""Why something is refused: what units do: progress, difficulty, parts, outcome, word to the leader."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NotAParticipant(ForbiddenError):
    code = "not-a-participant"
    zh = "单位 {unit} 不是本事项的参与单位。请核对单位。"
    en = "Unit {unit} is no participant in this matter. Check the unit."
    source = "M07 参与单位"


class FindingDoesNotFit(UnfitError):
    code = "finding-does-not-fit"
    zh = "性质为“{nature}”的事项不能以“{finding}”办结。可用：{allowed}。"
    en = "A matter of nature '{nature}' cannot end as '{finding}'. Allowed: {allowed}."
    source = "M01 一律追查到底"


class NoOutcome(UnfitError):
    code = "no-outcome"
    zh = (
        "只发文、只开会、只转交不算办结。请写明实际采取的措施；"
        "属于超出职权的，请办理移送，由接收机关签收后办结。"
    )
    en = (
        "A document sent, a meeting held or a referral made alone is no outcome. Name what was actually"
        " done; what is beyond your authority ends by a referral that its receiver has signed for."
    )
    source = "M18 不是发个文、开个会便了事"


class DifficultyPending(ConflictError):
    code = "difficulty-pending"
    zh = "困难报告正待 {leader} 决定，单位不能另报他人。请等待决定，或请效能办改报他人。"
    en = (
        "The difficulty awaits a decision by {leader}. Wait for it, or ask the efficiency office to"
        " put it to another leader."
    )
    source = "rules.md: difficulty report"


class DifficultyGoesUpward(UnfitError):
    code = "difficulty-goes-upward"
    zh = "困难须报告给领导，不能报告给承办人员 {person}。请写明有权决定的领导。"
    en = "A difficulty goes up to a leader; {person} handles the matter. Name who can decide it."
    source = "M13 两个不允许"


class UnknownLeader(UnfitError):
    code = "unknown-leader"
    zh = (
        "{person} 现在不是单位 {unit} 或其上级单位的主要负责人、分管领导，不能决定该困难。"
        "请核对人员代码，或先登记其任职。"
    )
    en = (
        "{person} is today neither chief nor leader in charge of unit {unit} or of one above it, and"
        " cannot decide its difficulty. Check the code, or record the appointment first."
    )
    source = "M13 两个不允许"


class NothingToDecide(ConflictError):
    code = "nothing-to-decide"
    zh = "没有待决定的困难报告。请核对事项。"
    en = "No difficulty report awaits a decision. Check the matter."


class NotTheNamedLeader(ForbiddenError):
    code = "not-the-named-leader"
    zh = "困难报告的决定由 {leader} 作出。"
    en = "The decision on this difficulty is owed by {leader}."
    source = "M13 两个不允许: a named leader owes the decision"


class NoAssigningLeader(UnfitError):
    code = "no-assigning-leader"
    zh = "本事项没有交办领导，无需向领导反馈。"
    en = "No leader assigned this matter, so no feedback to one is owed."
