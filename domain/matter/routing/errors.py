"""Why something is refused: orders to units: dispatch, delivery, signature."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class AlreadyUnderWay(ConflictError):
    code = "already-under-way"
    zh = "牵头单位 {unit} 已签收，不能改派。请由该单位提出异议。"
    en = "Lead unit {unit} has signed for the matter; it cannot be dispatched again."
    source = "rules.md: objection / ruling on it"


class AlreadySigned(ConflictError):
    code = "already-signed"
    zh = "单位 {unit} 已签收，经办人为 {person}。请由该经办人办理，不能再以他人名义签收。"
    en = "Unit {unit} has signed already, and {person} has the matter. Turn to that person."
    source = "M07 分解到个人"


class AlreadyOrdered(ConflictError):
    code = "already-ordered"
    zh = "单位 {unit} 已有交办单。请核对单位。"
    en = "Unit {unit} has an order in this matter already. Check the unit."


class LeadStays(ConflictError):
    code = "lead-stays"
    zh = "单位 {unit} 是牵头单位，不能这样撤下。请由其提出异议，或重新交办。"
    en = "Unit {unit} leads the matter and stays so. Let it object, or dispatch the matter anew."
    source = "rules.md: objection / ruling on it"


class NotOfTheUnit(UnfitError):
    code = "not-of-the-unit"
    zh = "{person} 当日不在单位 {unit} 任职，不能承办。请另定本单位在职人员，或先登记其任职。"
    en = (
        "{person} holds no post in unit {unit} on that day and cannot have the matter. Name one of"
        " its people, or record the appointment first."
    )
    source = "M07 分解到个人"


class SuccessorIsAway(ConflictError):
    code = "successor-is-away"
    zh = "{person} 现不在岗，不能接手。请另定在岗人员。"
    en = "{person} is away now and takes nothing over. Name somebody who is there."
    source = "M07 分解到个人"


class OwnHandOver(ForbiddenError):
    code = "own-hand-over"
    zh = "本人承办、所欠的，不能由本人移交他人。请由上一级负责人或效能办移交。"
    en = (
        "Nobody hands over what they owe themselves. Ask the head above you, or the efficiency"
        " office."
    )
    source = "rules.md: Who may (nobody for themselves or their own line)"
