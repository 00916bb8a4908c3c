"""Why something is refused: instructions."""

from domain.errors import ConflictError, ForbiddenError, UnfitError

SOURCE = "M17 先批示后入程序"


class NotALeader(UnfitError):
    code = "not-a-leader"
    zh = "{person} 现不担任领导职务，不能作出批示。请核对人员。"
    en = "{person} holds no leading post now and can give no instruction. Check who gave it."
    source = SOURCE


class LeadsAnotherUnit(UnfitError):
    code = "leads-another-unit"
    zh = "{person} 现不领导单位 {unit}，不能对其作出批示。请核对领导与牵头单位。"
    en = "{person} does not lead unit {unit} now and cannot instruct it. Check both."
    source = SOURCE


class SignedByAnother(ForbiddenError):
    code = "signed-by-another"
    zh = "书面批示须由 {who} 本人登录签署。请改选电话、口头或越级呈文，由其事后补签。"
    en = (
        "Only {who} can sign here. Record it as given by phone, by word of mouth or on a paper sent"
        " past the line, to be countersigned."
    )
    source = SOURCE


class HowAuthorisedMissing(UnfitError):
    code = "how-authorised-missing"
    zh = "非本人签署的批示须写明如何授权：哪次通话、何人在场。请补充。"
    en = "Say how it was authorised: which call, who was there."
    source = SOURCE


class DayHasPassed(UnfitError):
    code = "day-has-passed"
    zh = "日期 {given} 已过。请填写今天或以后的日期。"
    en = "The day {given} has passed. Give today or a later day."


class CannotBeCovered(UnfitError):
    code = "cannot-be-covered"
    zh = "批示不能免去：{duties}。可以写入的步骤：{allowed}；且须指明事项。"
    en = "An instruction cannot cover: {duties}. Steps that it may: {allowed}; name the matter too."
    source = "M18 合法高效: 件件有回音 is not for a leader to waive"


class NotTheLeadersOwn(ForbiddenError):
    code = "not-the-leaders-own"
    zh = "须由作出指示的领导 {leader} 本人办理。"
    en = "Only {leader}, whose instruction it is said to be, can do this."
    source = SOURCE


class NotProvisional(ConflictError):
    code = "not-provisional"
    zh = "该批示已由领导签署或补签，不能再否认。如需改变，请另行批示。"
    en = "The leader has signed it, so it can no longer be disowned. Give another instruction."
    source = SOURCE


class Disowned(ConflictError):
    code = "disowned"
    zh = "该批示已被领导否认，不再有效。请停止据此办理。"
    en = "The leader has disowned it; it holds no longer. Stop acting on it."
    source = SOURCE


class NotItsRecorder(ForbiddenError):
    code = "not-its-recorder"
    zh = "须由登记人 {person} 本人说明。"
    en = "Only {person}, who recorded it, can explain this."
    source = SOURCE


class NothingToExplain(ConflictError):
    code = "nothing-to-explain"
    zh = "该批示没有待说明的事项。请核对编号。"
    en = "Nothing about this instruction awaits an explanation. Check the number."


class StillUnclear(UnfitError):
    code = "still-unclear"
    zh = "指令仍不明确，缺少：{what}。请一并写明。"
    en = "It is still unclear; missing: {what}. Give all of it."
    source = "M17 指令不清: an instruction names lead, deadline and deliverable"


class NotItsLead(ForbiddenError):
    code = "not-its-lead"
    zh = "须由牵头单位 {unit} 报告。"
    en = "Only the lead unit {unit} can report on it."
    source = "M17; 事事有反馈"


class AwaitsClarification(ConflictError):
    code = "awaits-clarification"
    zh = "指令不明确，正待领导 {leader} 明确，现无从报告办结。"
    en = "It is unclear and awaits {leader}; there is nothing yet that could be done."
    source = "M17 指令不清"
