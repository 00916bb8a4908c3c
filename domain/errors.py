"""Broken rules. One class per condition; its sentence says what is wrong and what to do.

Facts put into a sentence are codes, numbers and dates, never personal data: these sentences travel
to screens, logs and other machines.
"""

from typing import ClassVar

from domain.vocabulary import Term


class HuiyinError(Exception):
    """A refusal that the person asking can understand and act upon.

    ``code`` is stable and names the condition; ``zh`` and ``en`` are the sentences; ``source`` is
    the rule it stands on, where there is one.
    """

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    source: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The sentence in ``zh-CN`` or, for any other language, in English."""
        template = self.zh if language.startswith("zh") else self.en
        return template.format(**{k: _said(v, language) for k, v in self.facts.items()})


def _said(value: object, language: str) -> str:
    if isinstance(value, Term):
        return value.label(language)
    if isinstance(value, tuple | list | set | frozenset):
        separator = "、" if language.startswith("zh") else ", "
        return separator.join(sorted(_said(each, language) for each in value))
    return str(value)


class NotFoundError(HuiyinError):
    """What was asked for does not exist, or not for this person."""


class ForbiddenError(HuiyinError):
    """This person may not do this."""


class ConflictError(HuiyinError):
    """What was asked no longer, or not yet, fits the state of the matter."""


class UnfitError(HuiyinError):
    """What was asked cannot be, whatever the state."""


class UnknownMatter(NotFoundError):
    code = "unknown-matter"
    zh = "没有编号为 {matter} 的事项。请核对编号；也可在台账中按来源编号查找。"
    en = "There is no matter {matter}. Check the number, or look it up by its source number."


class UnknownUnit(UnfitError):
    code = "unknown-unit"
    zh = "没有代码为 {unit} 的单位。请先登记该单位，或核对代码。"
    en = "There is no unit {unit}. Register the unit first, or check its code."


class UnknownPost(UnfitError):
    code = "unknown-post"
    zh = "没有代码为 {post} 的岗位。请先设立该岗位，或核对代码。"
    en = "There is no post {post}. Establish the post first, or check its code."


class AlreadyThere(ConflictError):
    code = "already-there"
    zh = "代码 {what} 已在使用，内容不同。请换一个代码，或用变更命令。"
    en = "The code {what} is in use for something else. Choose another code, or change what is there."


class UnitInsideItself(UnfitError):
    code = "unit-inside-itself"
    zh = "单位 {unit} 不能隶属于自己或自己的下级。请另选上级单位。"
    en = "Unit {unit} cannot belong to itself or to a unit below it. Choose another parent."


class PostTaken(ConflictError):
    code = "post-taken"
    zh = "岗位 {post} 在 {on} 由 {person} 担任。请先登记其离任日期，或核对本次任职的起止日期。"
    en = (
        "Post {post} is held by {person} on {on}. Record the end of that term first, or check the"
        " dates of this one."
    )


class PostNotHeld(ConflictError):
    code = "post-not-held"
    zh = "{person} 到 {on} 为止没有担任过岗位 {post}，无法登记离任。请核对人员与日期。"
    en = "{person} had not taken up post {post} by {on}. Check the person and the date."


class NoticeNotOwed(ConflictError):
    code = "notice-not-owed"
    zh = "本事项不需要受理告知：属导入件，或已依法免予答复。请继续下一步。"
    en = (
        "No notice of acceptance is owed here: the matter was imported, or its answer is exempted."
        " Go on with the next step."
    )


class TimeInFuture(UnfitError):
    code = "time-in-future"
    zh = "时间 {given} 晚于现在（{now}）。请填写已经发生的时间。"
    en = "The time {given} lies after now ({now}). Give a time that has already come."


class PromiseInThePast(UnfitError):
    code = "promise-in-the-past"
    zh = "承诺的时间 {given} 已经过去（现在 {now}）。请填写今后的时间。"
    en = "The promised time {given} has passed already ({now}). Promise a time to come."


class NotRegistered(ConflictError):
    code = "not-registered"
    zh = "事项尚未登记，不能进行这一步。请先登记。"
    en = "The matter is not registered yet. Register it first."
    source = "rules.md: register"


class AlreadyRegistered(ConflictError):
    code = "already-registered"
    zh = "事项已登记。登记有误时请用“更正登记”。"
    en = "The matter is already registered. To mend a mistake, correct the registration."


class NothingCorrected(UnfitError):
    code = "nothing-corrected"
    zh = "更正内容与现有登记相同或为空。请填写需要更正的项目。"
    en = "The correction changes nothing. Give at least one item that differs."


class CorrectionTooLate(ConflictError):
    code = "correction-too-late"
    zh = "事项已答复，登记不能再更正；记录本身不可删改。"
    en = "The matter has been answered; its registration can no longer be corrected."


class CorrectionAfterOutcome(ConflictError):
    code = "correction-after-outcome"
    zh = "事项已有办理结果，只能再更正被投诉的单位和人员、收件单位、交办领导。请去掉其他项目。"
    en = (
        "There is an outcome already: only whom the matter is about, its receiving unit and its"
        " assigning leader can still be corrected. Leave out the rest."
    )


class ReceiverStays(ForbiddenError):
    code = "receiver-stays"
    zh = "收件单位 {unit} 未被投诉，仍是首问责任单位；只有效能办督查人员可以更换。请提交督查人员办理。"
    en = (
        "Receiving unit {unit} is not complained about and stays responsible; only a supervisor"
        " may name another. Ask a supervisor."
    )
    source = "M04 首问责任"


class DelayByCorrection(ForbiddenError):
    code = "delay-by-correction"
    zh = "这项更正会推迟期限，只有效能办督查人员可以这样更正。请提交督查人员办理。"
    en = (
        "This correction would put off a deadline; only a supervisor may make it. Ask a supervisor."
    )
    source = "rules.md: How days are counted"


class SofterByCorrection(ForbiddenError):
    code = "softer-by-correction"
    zh = "撤下被投诉的单位或人员，或不再作为作风投诉，只有效能办督查人员可以更正。请提交督查人员办理。"
    en = (
        "Taking back whom a matter is about, or that it is about conduct, is for a supervisor only."
        " Ask a supervisor."
    )
    source = "M01 一律追查到底"


class ImportedTimesStay(UnfitError):
    code = "imported-times-stay"
    zh = "导入件的收件时间以来源系统为准，不能更正。"
    en = "An imported matter keeps the time of receipt its source gave; it cannot be corrected."
    source = "rules.md: Which time counts"


class AssigningLeaderMissing(UnfitError):
    code = "assigning-leader-missing"
    zh = "渠道为领导交办的事项须写明交办领导，否则无从向其反馈。请补填。"
    en = "A leader's assignment must name the leader, or nobody could be told. Name the leader."
    source = "M11 事事有反馈"


class ComplainedAboutCannotHandle(UnfitError):
    code = "complained-about-cannot-handle"
    zh = "{who} 是被投诉的一方，不能承办或决定本事项。请另定承办单位或人员。"
    en = "{who} is whom the matter is about and can neither handle nor decide it. Choose another."
    source = "M04 首问责任"


class AlreadyUnderWay(ConflictError):
    code = "already-under-way"
    zh = "牵头单位 {unit} 已签收，不能改派。请由该单位提出异议。"
    en = "Lead unit {unit} has signed for the matter; it cannot be dispatched again."


class AlreadySigned(ConflictError):
    code = "already-signed"
    zh = "单位 {unit} 已签收，经办人为 {person}。请由该经办人办理，不能再以他人名义签收。"
    en = "Unit {unit} has signed already, and {person} has the matter. Turn to that person."


class NotDispatched(ConflictError):
    code = "not-dispatched"
    zh = "事项尚未交办给单位 {unit}，不能进行这一步。请先交办，或核对单位。"
    en = "The matter has not been dispatched to unit {unit}. Dispatch it first, or check the unit."


class NotDelivered(ConflictError):
    code = "not-delivered"
    zh = "交办单尚未送达单位 {unit}。请先登记送达。"
    en = "The order has not been delivered to unit {unit}. Record its delivery first."


class NotSigned(ConflictError):
    code = "not-signed"
    zh = "单位 {unit} 尚未签收交办单。请先签收。"
    en = "Unit {unit} has not signed for the order. Sign for it first."


class NotTheLead(ForbiddenError):
    code = "not-the-lead"
    zh = "这一步由牵头单位 {lead} 办理，单位 {unit} 不能代办。"
    en = "This step belongs to the lead unit {lead}; unit {unit} cannot take it."
    source = "M07 牵头单位"


class NotAParticipant(ForbiddenError):
    code = "not-a-participant"
    zh = "单位 {unit} 不是本事项的参与单位。请核对单位。"
    en = "Unit {unit} is no participant in this matter. Check the unit."


class FindingDoesNotFit(UnfitError):
    code = "finding-does-not-fit"
    zh = "性质为“{nature}”的事项不能以“{finding}”办结。可用：{allowed}。"
    en = "A matter of nature '{nature}' cannot end as '{finding}'. Allowed: {allowed}."
    source = "M01 一律追查到底"


class NoOutcome(UnfitError):
    code = "no-outcome"
    zh = "只发文、只开会不算办结。请写明实际采取的措施。"
    en = "A document sent or a meeting held alone is no outcome. Name what was actually done."
    source = "M18 不是发个文、开个会便了事"


class OutcomeMissing(ConflictError):
    code = "outcome-missing"
    zh = "事项尚无办理结果，没有可告知的内容。请先报告结果；如需先说明进展，请用阶段性答复。"
    en = "There is no outcome yet, so nothing to tell. Report the outcome first, or reply in part."


class AlreadyAnswered(ConflictError):
    code = "already-answered"
    zh = "事项已答复投诉人，不能再进行这一步。"
    en = "The complainant has been answered; this step is no longer possible."


class NotAnswered(ConflictError):
    code = "not-answered"
    zh = "投诉人尚未得到答复，事项不能归档。请先答复。"
    en = "The complainant has not been answered, so the matter cannot be closed. Answer first."
    source = "件件有回音"


class StillOwed(ConflictError):
    code = "still-owed"
    zh = "仍有未履行的责任事项：{duties}。请先逐项履行，再归档。"
    en = "Still owed: {duties}. Discharge each of them before closing."
    source = "M11 事事有反馈"


class HandlerCannotClose(ForbiddenError):
    code = "handler-cannot-close"
    zh = "承办人员或承办单位不能归档自己办理的事项。请由其他人员归档。"
    en = (
        "Whoever handled the matter, or their unit, cannot close it. Ask somebody else to close it."
    )
    source = "rules.md: Who may"


class AlreadyClosed(ConflictError):
    code = "already-closed"
    zh = "事项已归档，不能再进行这一步。"
    en = "The matter is closed; this step is no longer possible."


class PolicyNotExplained(UnfitError):
    code = "policy-not-explained"
    zh = "结果为“政策不允许”，答复必须说明依据的政策。请填写政策解释。"
    en = (
        "The finding is 'outside policy': the answer must explain that policy. Add the explanation."
    )
    source = "M12 政策外未解释"


class TooLateToExtend(ConflictError):
    code = "too-late-to-extend"
    zh = "最终答复期限（{due}）已到，不能再延期。请先作阶段性答复。"
    en = "The final answer was due at {due}; it can no longer be extended. Give an interim reply."
    source = "rules.md: final answer"


class ExtensionAfterOutcome(ConflictError):
    code = "extension-after-outcome"
    zh = "事项已有办理结果，只待告知投诉人，不能再延期。请答复。"
    en = "There is an outcome and only telling it is left; nothing can be extended. Answer."
    source = "rules.md: answer after the outcome"


class AlreadyExtended(ConflictError):
    code = "already-extended"
    zh = "本事项已延期 {times} 次，单位负责人不能再延。"
    en = (
        "The matter has been extended {times} time(s) already; the unit's head may not do it again."
    )
    source = "rules.md: Who may"


class ExtensionTooLong(UnfitError):
    code = "extension-too-long"
    zh = "延期 {days} 个工作日超过上限 {maximum} 个工作日。请缩短。"
    en = "An extension of {days} working days exceeds the maximum of {maximum}. Shorten it."
    source = "rules.md: final answer"


class NotForOneself(ForbiddenError):
    code = "not-for-oneself"
    zh = "承办人员不能为自己承办的事项批准延期或免予答复。请由未承办本事项的上一级人员办理。"
    en = (
        "Whoever handles a matter cannot grant its extension or exemption."
        " Ask somebody one level up who does not handle it."
    )
    source = "rules.md: Who may"


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


class NoAssigningLeader(UnfitError):
    code = "no-assigning-leader"
    zh = "本事项没有交办领导，无需向领导反馈。"
    en = "No leader assigned this matter, so no feedback to one is owed."


class RouteExists(UnfitError):
    code = "route-exists"
    zh = "投诉人有答复途径，不能免予答复。请答复。"
    en = "The complainant can be reached, so the answer cannot be exempted. Answer."
    source = "rules.md: Who may"


class NotProposed(ConflictError):
    code = "not-proposed"
    zh = "尚无人提出免予答复。免予答复须由两人决定：一人提出，另一人确认。"
    en = "Nobody has proposed the exemption. Two people decide it: one proposes, another confirms."


class SecondPersonNeeded(ForbiddenError):
    code = "second-person-needed"
    zh = "免予答复须由提出者以外的人确认。请由另一人确认。"
    en = "An exemption is confirmed by somebody other than its proposer. Ask another person."
    source = "rules.md: Who may"
