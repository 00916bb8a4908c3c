"""Broken rules that more than one part of a matter's life knows."""

from domain.errors import ConflictError, ForbiddenError, NotFoundError, UnfitError


class UnknownMatter(NotFoundError):
    code = "unknown-matter"
    zh = "没有编号为 {matter} 的事项。请核对编号；也可在台账中按来源编号查找。"
    en = "There is no matter {matter}. Check the number, or look it up by its source number."


class AlreadyClosed(ConflictError):
    code = "already-closed"
    zh = "事项已归档，不能再进行这一步。"
    en = "The matter is closed; this step is no longer possible."


class AlreadyAnswered(ConflictError):
    code = "already-answered"
    zh = (
        "事项已有办理结果或已答复投诉人，不能再进行这一步。结果有误的，在答复前重新报告；"
        "投诉人不认可答复的，请登记异议。"
    )
    en = (
        "There is an outcome, or the complainant was answered; this step is no longer possible. Report"
        " a wrong outcome anew before the answer; where the complainant disputes it, record a contest."
    )


class NotRegistered(ConflictError):
    code = "not-registered"
    zh = "事项尚未登记，不能进行这一步。请先登记。"
    en = "The matter is not registered yet. Register it first."
    source = "rules.md: register"


class NotTheLead(ForbiddenError):
    code = "not-the-lead"
    zh = "这一步由牵头单位 {lead} 办理，单位 {unit} 不能代办。"
    en = "This step belongs to the lead unit {lead}; unit {unit} cannot take it."
    source = "M07 牵头单位"


class NotForOneself(ForbiddenError):
    code = "not-for-oneself"
    zh = "承办人员不能为自己承办的事项批准延期或免予答复。请由未承办本事项的上一级人员办理。"
    en = (
        "Whoever handles a matter cannot grant its extension or exemption."
        " Ask somebody one level up who does not handle it."
    )
    source = "rules.md: Who may"


class ComplainedAboutCannotHandle(UnfitError):
    code = "complained-about-cannot-handle"
    zh = "{who} 是被投诉的一方，不能承办或决定本事项。请另定承办单位或人员。"
    en = "{who} is whom the matter is about and can neither handle nor decide it. Choose another."
    source = "M04 首问责任"


class OutcomeMissing(ConflictError):
    code = "outcome-missing"
    zh = "事项尚无办理结果，不能答复或归档。请先报告结果；如需先说明进展，请用阶段性答复。"
    en = "There is no outcome yet: nothing to tell or to file. Report it first, or reply in part."
    source = "M01 一律追查到底"


class NotDispatched(ConflictError):
    code = "not-dispatched"
    zh = "事项尚未交办给单位 {unit}，不能进行这一步。请先交办，或核对单位。"
    en = "The matter has not been dispatched to unit {unit}. Dispatch it first, or check the unit."
    source = "rules.md: dispatch"


class NotSigned(ConflictError):
    code = "not-signed"
    zh = "单位 {unit} 尚未签收交办单。请先签收。"
    en = "Unit {unit} has not signed for the order. Sign for it first."
    source = "rules.md: sign"


class NotDelivered(ConflictError):
    code = "not-delivered"
    zh = "交办单尚未送达单位 {unit}。请先登记送达。"
    en = "The order has not been delivered to unit {unit}. Record its delivery first."
    source = "rules.md: How days are counted (a unit's limits start at delivery)"


class NotTakenUp(ConflictError):
    code = "not-taken-up"
    zh = "这是导入的留言，尚未在本单位登记受理，不能催办督办。请先登记。"
    en = "This is an imported message that nobody here has taken up. Register it first."
    source = "rules.md: imported history gets no escalations"


class NotYoursToReport(ForbiddenError):
    code = "not-yours-to-report"
    zh = "这项报告由单位 {unit} 承担，请由该单位人员报告。"
    en = "This report is owed by unit {unit}; somebody of that unit reports."
    source = "M07 分解到个人"
