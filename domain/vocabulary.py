"""Every term a user meets, with its Chinese label, in one place.

Each member is a plain string (stored, sent and filtered by as that string) and carries its label:
``Channel.HOTLINE == "hotline"`` and ``Channel.HOTLINE.zh == "热线电话"``. Members may be added;
a member that has been stored once is never renamed, because history keeps saying it.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A string with a Chinese label."""

    zh: str

    def __new__(cls, value: str, zh: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member

    __hash__ = str.__hash__  # equal to its string, so the same hash; and no Python call for it

    def label(self, language: str) -> str:
        """The label in ``zh-CN`` or, for any other language, the term itself in words."""
        return self.zh if language.startswith("zh") else self.value.replace("_", " ")


class Role(Term):
    """Who acts: who may sign in (mission.md, "Who uses it"), a complainant by their receipt code, and the
    program itself."""

    CLERK = "clerk", "反馈专员"
    HANDLER = "handler", "承办单位经办人"
    UNIT_HEAD = "unit_head", "单位负责人"
    SUPERVISOR = "supervisor", "效能办督查人员"
    LEADER = "leader", "领导"
    AUDITOR = "auditor", "纪检监察审计人员"
    COMPLAINANT = "complainant", "投诉人"
    SYSTEM = "system", "系统"


class Channel(Term):
    """By which way a matter came in (M02)."""

    HOTLINE = "hotline", "热线电话"
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    NETIZEN_MESSAGE = "netizen_message", "网民留言"
    LEADER_ASSIGNMENT = "leader_assignment", "领导交办"
    MEETING_MINUTES = "meeting_minutes", "会议纪要"
    OPEN_INSPECTION = "open_inspection", "明查"
    UNDERCOVER_INSPECTION = "undercover_inspection", "暗访"
    SELF_INSPECTION = "self_inspection", "自查"
    HELPER_REQUEST = "helper_request", "帮办帮扶"
    EVALUATION_RESULT = "evaluation_result", "评议结果"
    REFERRAL = "referral", "移送转办"
    TRANSFER = "transfer", "辖区移交"


class Nature(Term):
    """What a matter asks for; it decides which findings can end it (M01)."""

    CONDUCT = "conduct", "作风投诉"
    REQUEST = "request", "诉求"
    QUESTION = "question", "咨询"


class Urgency(Term):
    """How soon a matter is to be answered, where the rulebook has a limit for the grade."""

    IMMEDIATE = "immediate", "特急"
    URGENT = "urgent", "紧急"
    PROMPT = "prompt", "较急"
    ORDINARY = "ordinary", "一般"


class Conduct(Term):
    """Classes of conduct problems, several per matter (M05)."""

    MEDIOCRE = "mediocre", "庸"
    LAZY = "lazy", "懒"
    LAX = "lax", "散"
    DISORDERLY = "disorderly", "乱"
    PROCRASTINATING = "procrastinating", "拖"
    GREEDY = "greedy", "贪"
    SLOW = "slow", "慢"
    OVERBEARING = "overbearing", "横"
    EXTORTING = "extorting", "吃拿卡要"
    BLOCKING_IN_THE_MIDDLE = "blocking_in_the_middle", "中梗阻"
    SHIFTING_BLAME = "shifting_blame", "推诿扯皮"
    # The six lows (六低) of the Chuzhou speech.
    LOW_INITIATIVE = "low_initiative", "开拓力低"
    LOW_EXECUTION = "low_execution", "执行力低"
    LOW_SUPERVISION = "low_supervision", "监督力低"
    LOW_CREDIBILITY = "low_credibility", "公信力低"
    LOW_THOROUGHNESS = "low_thoroughness", "大而化之水平低"
    LOW_BREAKTHROUGH = "low_breakthrough", "突破力低"


class Finding(Term):
    """How a matter ended in substance; each fits some natures only (M01)."""

    SUBSTANTIATED = "substantiated", "属实"
    PARTLY_SUBSTANTIATED = "partly_substantiated", "部分属实"
    NOT_SUBSTANTIATED = "not_substantiated", "不属实"
    MET = "met", "已解决"
    PARTLY_MET = "partly_met", "部分解决"
    OUTSIDE_POLICY = "outside_policy", "政策不允许"
    QUESTION_ANSWERED = "question_answered", "已解答"
    NOT_RECORDED = "not_recorded", "未记载"
    BEYOND_AUTHORITY = "beyond_authority", "超出职权已移送"


FINDINGS_FOR: dict[Nature, frozenset[Finding]] = {
    Nature.CONDUCT: frozenset(
        {Finding.SUBSTANTIATED, Finding.PARTLY_SUBSTANTIATED, Finding.NOT_SUBSTANTIATED}
    ),
    Nature.REQUEST: frozenset({Finding.MET, Finding.PARTLY_MET, Finding.OUTSIDE_POLICY}),
    Nature.QUESTION: frozenset({Finding.QUESTION_ANSWERED, Finding.OUTSIDE_POLICY}),
}
"""Which findings fit which nature. "Beyond authority" comes with referral, whose receiver signs."""

FINDINGS_THAT_SOLVE = frozenset({Finding.SUBSTANTIATED, Finding.MET, Finding.QUESTION_ANSWERED})
"""What counts as solved (解决率, M40) where the complainant's own word is not known."""


class Measure(Term):
    """What was done to reach an outcome; a document, meeting or referral alone is none (M18)."""

    ACTION_TAKEN = "action_taken", "采取措施"
    INVESTIGATION = "investigation", "调查核实"
    SITE_VISIT = "site_visit", "现场办理"
    PAYMENT = "payment", "兑付款项"
    PERMIT_DECIDED = "permit_decided", "办理许可"
    INFORMATION_GIVEN = "information_given", "解答告知"
    DOCUMENT_ISSUED = "document_issued", "印发文件"
    MEETING_HELD = "meeting_held", "召开会议"
    REFERRED = "referred", "移送有权机关"


MEASURES_THAT_ARE_NO_OUTCOME = frozenset(
    {Measure.DOCUMENT_ISSUED, Measure.MEETING_HELD, Measure.REFERRED}
)
"""What moves paper, and nothing for the complainant. Who is not competent refers the matter (M27):
its end is "beyond authority", recorded when the receiver has signed."""


class Duty(Term):
    """The kinds of obligation in the ledger, each with a row in the rulebook."""

    REGISTER = "register", "登记"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理告知"
    DISPATCH = "dispatch", "交办"
    DELIVERY = "delivery", "送达"
    SIGN = "sign", "签收"
    RULING = "ruling", "异议裁定"
    SETTLE_RESPONSIBILITY = "settle_responsibility", "理顺责任"
    FIRST_FEEDBACK = "first_feedback", "首次反馈"
    PARTICIPANT_REPORT = "participant_report", "参与单位报告"
    DIFFICULTY_DECISION = "difficulty_decision", "困难问题决定"
    OUTCOME = "outcome", "办结"
    ANSWER = "answer", "办结后答复"
    FINAL_ANSWER = "final_answer", "最终答复（件件有回音）"
    INTERIM_REPLY = "interim_reply", "阶段性答复"
    FEEDBACK_TO_LEADER = "feedback_to_leader", "向交办领导反馈（事事有反馈）"
    FOLLOW_UP_CALL = "follow_up_call", "回访"
    REDO = "redo", "重办"
    REVIEW = "review", "复查"
    RE_REVIEW = "re_review", "复核"
    SLIP_REPORT = "slip_report", "督办单报告"
    ROUND_REPORT = "round_report", "督查轮次报告"
    NODE_FEEDBACK = "node_feedback", "关键节点反馈"
    EMERGENCY_FIRST_REPORT = "emergency_first_report", "紧急情况首报"
    EMERGENCY_PROGRESS = "emergency_progress", "紧急情况续报"
    CLOSE = "close", "归档"
    LEAD_DECIDED = "lead_decided", "线索处置"
    CASE_DECIDED = "case_decided", "问责决定"
    DECISION_SERVED = "decision_served", "送达决定"
    MEASURE_EXECUTED = "measure_executed", "执行问责决定"
    LIFTING = "lifting", "影响期满解除"
    CONSEQUENCE_EXECUTED = "consequence_executed", "落实三挂钩"
    CLEARING = "clearing", "澄清正名"
    REFERRAL_RECEIPT = "referral_receipt", "移送回执"
    REFERRAL_RESULT = "referral_result", "移送办理结果"
    TRANSFER_RECEIPT = "transfer_receipt", "辖区移交签收"
    TRANSFER_PRESSING = "transfer_pressing", "催收或收回移交件"
    TRANSFER_DECISION = "transfer_decision", "承接或退回移交件"
    TRANSFER_RESULT = "transfer_result", "辖区移交办理结果"
    CAUSE_ROUTED = "cause_routed", "约谈归因移交"
    SENT_UP = "sent_up", "上报上级管辖检举件"
    SUPERVISORY_APPEAL = "supervisory_appeal", "监察机关复审"
    SECOND_SUPERVISORY_APPEAL = "second_supervisory_appeal", "上一级监察机关复核"
    CONCLUSION_APPEAL = "conclusion_appeal", "督查结论复核"
    OTHER_APPEAL = "other_appeal", "其他决定的申诉处理"
    COUNTERSIGNATURE = "countersignature", "事后补签"
    CLARIFICATION = "clarification", "明确指令"
    INSTRUCTION_REPORT = "instruction_report", "批示落实情况反馈"
    EXPLANATION = "explanation", "登记人说明"
    RECTIFICATION = "rectification", "限期改正"
    VERIFICATION = "verification", "整改核查"
    INSPECTION = "inspection", "开展检查"
    INSPECTION_RESULT = "inspection_result", "反馈检查结果"
    RESULT_PUBLISHED = "result_published", "公布检查结果"
    MONTHLY_INSPECTION = "monthly_inspection", "每月暗访"
    BULLETIN_AMENDED = "bulletin_amended", "更正撤回通报"
    HALF_YEAR_SETTLEMENT = "half_year_settlement", "半年兑现"
    ANNUAL_SETTLEMENT = "annual_settlement", "年度考核"
    PERIODIC_REPORT = "periodic_report", "定期通报"
    MILESTONE = "milestone", "路线图节点"
    WATCH_CHECK = "watch_check", "重点对象复查"
    STAGE_REPORT = "stage_report", "活动阶段报告"
    CAMPAIGN_SUMMARY = "campaign_summary", "活动总结"
    PLEDGE_PUBLISHED = "pledge_published", "公布承诺"
    PLEDGE_KEPT = "pledge_kept", "兑现承诺"
    PLEDGE_VERIFIED = "pledge_verified", "核验承诺"
    REPORT_PUBLISHED = "report_published", "公布通报"
    EVALUATION_RESULT = "evaluation_result", "公布评议结果"


class Party(Term):
    """To whom an obligation is owed."""

    COMPLAINANT = "complainant", "投诉人"
    OFFICE = "office", "效能办"
    LEADER = "leader", "交办领导"
    LEAD_UNIT = "lead_unit", "牵头单位"
    UNIT = "unit", "提出异议的单位"
    SUPERVISORY_BODY = "supervisory_body", "监督机关"
    SUBJECT = "subject", "被问责的单位或人员"
    SUPERVISED_UNIT = "supervised_unit", "被督查单位"
    PUBLIC = "public", "公众"
    JURISDICTION = "jurisdiction", "移交的辖区"


class Ending(Term):
    """How an obligation ended."""

    DISCHARGED = "discharged", "已履行"
    EXCUSED = "excused", "依法免除"
    VOID = "void", "不再需要"


class ObligationStatus(Term):
    """Where an obligation stands at an asked moment; exactly one holds."""

    DONE_IN_TIME = "done_in_time", "按期完成"
    DONE_LATE = "done_late", "逾期完成"
    PENDING = "pending", "未到期"
    OVERDUE = "overdue", "逾期未完成"
    EXEMPT = "exempt", "依法免除"
    VOID = "void", "已撤回"


class FeedbackState(Term):
    """Where a matter stands; exactly one holds at any moment (M11), three are silent failures (M12).

    The silent ones: solved but not told, stuck but not reported, outside policy but not explained.
    """

    UNREGISTERED = "unregistered", "待登记"
    UNDISPATCHED = "undispatched", "待交办"
    TRANSFERRED = "transferred", "已移交辖区待结果"
    UNDELIVERED = "undelivered", "待送达"
    UNSIGNED = "unsigned", "待签收"
    OBJECTED = "objected", "异议待裁定"
    IN_HAND = "in_hand", "办理中"
    DIFFICULTY_REPORTED = "difficulty_reported", "已报困难待决定"
    STUCK_NOT_REPORTED = "stuck_not_reported", "办不了未报告"
    SOLVED_NOT_TOLD = "solved_not_told", "办结未告知"
    POLICY_NOT_EXPLAINED = "policy_not_explained", "政策外未解释"
    EXEMPT = "exempt", "依法免予答复"
    REDO = "redo", "退回重办"
    UNDER_REVIEW = "under_review", "复查中"
    UNDER_RE_REVIEW = "under_re_review", "复核中"
    PART_FINISHED = "part_finished", "分办件已办结"
    MERGED = "merged", "已并案待答复"
    WITHDRAWN = "withdrawn", "已撤回"
    REFUSED = "refused", "不予受理"
    ANSWERED = "answered", "已答复待归档"
    CLOSED = "closed", "已归档"
    IMPORTED_UNANSWERED = "imported_unanswered", "导入件未见答复"
    IMPORTED_ANSWERED = "imported_answered", "导入件已答复"


SILENT_FAILURES = (
    FeedbackState.SOLVED_NOT_TOLD,
    FeedbackState.STUCK_NOT_REPORTED,
    FeedbackState.POLICY_NOT_EXPLAINED,
)


class ExemptionGround(Term):
    """Lawful reasons for owing no answer (rules.md, "Who may")."""

    NO_ROUTE = "no_route", "匿名且无任何答复途径"


class AnswerRoute(Term):
    """How a complainant was told."""

    PUBLISHED = "published", "网上公开答复"
    PHONE = "phone", "电话"
    LETTER = "letter", "书面"
    IN_PERSON = "in_person", "当面"
    RECEIPT_PAGE = "receipt_page", "凭查询码查看"


class PauseGround(Term):
    """Lawful grounds on which the clock may stand still (rules.md, "How days are counted")."""

    PAPERS = "papers", "等待投诉人补充材料"
    APPRAISAL = "appraisal", "等待鉴定、检测或评审"
    PROCEEDINGS = "proceedings", "等待诉讼、仲裁或复议结果"
    FORCE_MAJEURE = "force_majeure", "不可抗力"


class ExcuseGround(Term):
    """Lawful grounds on which a duty between offices need not be done."""

    FORCE_MAJEURE = "force_majeure", "不可抗力"
    TAKEN_OVER = "taken_over", "有权机关已接管"
    LAPSED = "lapsed", "事由已不存在"


class RefusalGround(Term):
    """Lawful grounds for not taking a matter on (不予受理)."""

    OTHER_BODY = "other_body", "属于其他机关职责"
    IN_PROCEEDINGS = "in_proceedings", "已进入诉讼、仲裁或复议"
    FINALLY_REVIEWED = "finally_reviewed", "同一事实已经复核"
    UNINTELLIGIBLE = "unintelligible", "内容无法辨认"


class MergeObstacle(Term):
    """Why a matter cannot be handled together with an earlier one (M03): something would be put off,
    or lost."""

    SPLIT = "split", "其中一件是分办件或已分解"
    NOT_IN_HAND = "not_in_hand", "该件不在办理中"
    PAST_MERGING = "past_merging", "本件已提出异议、免予答复或撤回"
    OTHERS_HERE = "others_here", "已有其他事项并入本件"
    DUE_LATER = "due_later", "该件的答复期限晚于本件"
    OTHER_NATURE = "other_nature", "该件的性质或作风问题未包括本件"
    ABOUT_OTHERS = "about_others", "两件反映的单位或人员不同"
    OTHER_LEADER = "other_leader", "本件由另一位领导交办"
    PRESSING = "pressing", "本件是紧急件或督办件"


class Satisfaction(Term):
    """What a complainant says of an answer (M15)."""

    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


CONTENT = frozenset({Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED})
"""Who counts as satisfied (满意率, M40)."""


class ReviewStage(Term):
    """The two steps after an answer was done again and disputed still (M15)."""

    REVIEW = "review", "复查"
    RE_REVIEW = "re_review", "复核"


class Rung(Term):
    """The ladder by which the office presses for what is owed, lowest first (M21)."""

    REMINDER = "reminder", "提醒"
    URGING = "urging", "催办"
    SUPERVISION_SLIP = "supervision_slip", "督办单"
    TALK = "talk", "约谈"
    CIRCULAR = "circular", "通报"
    REFERRAL = "referral", "移送"


class Cadence(Term):
    """How often a matter under supervision is reported on (M19)."""

    WEEKLY = "weekly", "周督办"
    TEN_DAYS = "ten_days", "旬督查"
    MONTHLY = "monthly", "月重点督查"


class PostRank(Term):
    """Places in the responsibility chain (M09)."""

    CHIEF = "chief", "主要负责人（第一责任人）"
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导"
    SECTION_HEAD = "section_head", "科室负责人"
    HANDLER = "handler", "经办人（直接责任人）"


class AbsenceReason(Term):
    """Why an official is away (M07); it excuses nothing that they owe."""

    LEAVE = "leave", "请假"
    BUSINESS_TRIP = "business_trip", "出差"
    TRAINING = "training", "学习培训"
    OTHER = "other", "其他"


class UnitKind(Term):
    """What a unit is."""

    LEADERSHIP = "leadership", "领导班子"
    EFFICIENCY_OFFICE = "efficiency_office", "效能办"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇街道"
    SECTION = "section", "科室站所"
    PLACE = "place", "按来件地点归集的单位"


class ProceedingKind(Term):
    """What has a life of its own beside the matters (事务)."""

    LEAD = "lead", "线索"
    CASE = "case", "问责案件"
    RECORD = "record", "问责档案"
    CLEARING = "clearing", "澄清正名"
    BULLETIN = "bulletin", "通报曝光"
    REFERRAL = "referral", "移送"
    TALK = "talk", "约谈"
    TRANSFER = "transfer", "辖区移交"
    TAKEOVER = "takeover", "承接移交"
    INSTRUCTION = "instruction", "批示"
    RECTIFICATION = "rectification", "责令改正"
    INSPECTION = "inspection", "明查暗访"
    INSPECTION_DUTY = "inspection_duty", "每月暗访责任"
    OBSTRUCTION = "obstruction", "干扰阻挠"
    KEY_WORK = "key_work", "重点工作"
    WATCH = "watch", "重点督查监控"
    CAMPAIGN = "campaign", "专项活动"
    SCORE = "score", "计分台账"
    SETTLEMENT = "settlement", "考核兑现"
    PLEDGE = "pledge", "公开承诺"
    PERIODIC_REPORT = "periodic_report", "定期通报"
    PERIOD_DUTY = "period_duty", "定期责任"
    EVALUATION = "evaluation", "评议"
    UPWARD = "upward", "上级管辖检举件"


class Ground(Term):
    """What somebody is held to account for (M29: 有错是过、无为也是过)."""

    FAULT = "fault", "工作过错"
    UNLAWFUL_DECISION = "unlawful_decision", "违法决定"
    WEAK_EXECUTION = "weak_execution", "执行不力"
    NEGLECTED_MANAGEMENT = "neglected_management", "管理失职"
    INACTION = "inaction", "不作为"
    UNREPORTED_DIFFICULTY = "unreported_difficulty", "困难不报"
    OBSTRUCTION = "obstruction", "干扰阻挠督查"
    RETALIATION = "retaliation", "打击报复投诉人"


class LawfulGround(Term):
    """The only grounds on which nobody is held to account (M31; rules.md)."""

    NOT_SUBSTANTIATED = "not_substantiated", "事实不成立"
    NOT_ATTRIBUTABLE = "not_attributable", "不可归责"
    EXEMPTED = "exempted", "依规免责"
    TIME_BARRED = "time_barred", "超过追究时效"
    DECEASED = "deceased", "当事人死亡"


class CorrectionReason(Term):
    """Why a verdict does not hold after all."""

    EARLIER_ACT = "earlier_act", "经核实此前已办"
    CALENDAR = "calendar", "工作日安排公布后重算"


class LeadStage(Term):
    """Where a lead stands (M29)."""

    OPEN = "open", "待处置"
    CASE_OPENED = "case_opened", "已立案"
    NOT_HELD = "not_held", "不予追究"
    UNDER_REVIEW = "under_review", "重新审查"


class CaseStage(Term):
    """Where a case stands (M31): it ends only in a decision."""

    UNDER_INVESTIGATION = "under_investigation", "调查中"
    FOUND = "found", "已查明待申辩"
    HEARD = "heard", "已听取申辩待决定"
    DECIDED = "decided", "已决定待送达"
    IN_EFFECT = "in_effect", "已送达执行中"
    UNDER_APPEAL = "under_appeal", "申诉中"
    NOT_HELD = "not_held", "不予追究待澄清"
    OVER = "over", "已办结"


class Gravity(Term):
    """How grave it is (M32: 视情节轻重)."""

    MINOR = "minor", "情节轻微"
    ORDINARY = "ordinary", "情节一般"
    SERIOUS = "serious", "情节较重"
    GRAVE = "grave", "情节严重"


class RecusalGround(Term):
    """Why somebody must not investigate (rules.md: Recusal)."""

    NEAR_RELATIVE = "near_relative", "近亲属"
    WITNESS = "witness", "证人"
    INTEREST = "interest", "利害关系"
    INVOLVED_BEFORE = "involved_before", "此前办理过同一事项"


class DefenceForm(Term):
    """How the subject was heard before the decision (M32)."""

    ORAL = "oral", "当面陈述申辩"
    WRITTEN = "written", "书面申辩"
    DECLINED = "declined", "书面放弃申辩"


class SubjectKind(Term):
    """Who is held to account: a unit, or an official (M30: 由人到单位)."""

    UNIT = "unit", "单位"
    OFFICIAL = "official", "人员"


class Form(Term):
    """Forms of accountability (M32); which goes with whom and by whom is the rulebook's."""

    REMINDER_TALK = "reminder_talk", "谈话提醒"
    CRITICISM = "criticism", "批评教育"
    ORAL_WARNING = "oral_warning", "口头效能告诫"
    SELF_EXAMINATION = "self_examination", "责令书面检查"
    EFFICIENCY_CIRCULAR = "efficiency_circular", "通报批评并书面检查"
    WRITTEN_WARNING = "written_warning", "书面效能告诫"
    NOT_COMPETENT = "not_competent", "考核评定不称职"
    OFF_POST_TRAINING = "off_post_training", "离岗培训"
    TRANSFER = "transfer", "调整工作岗位"
    REMOVAL_FROM_POST = "removal_from_post", "调离岗位"
    WRITTEN_INSPECTION = "written_inspection", "责令检查"
    CIRCULAR = "circular", "通报"
    REORGANISATION = "reorganisation", "改组"
    ADMONITION = "admonition", "诫勉"
    ORGANISATIONAL_HANDLING = "organisational_handling", "组织调整或组织处理"
    WARNING = "warning", "警告"
    DEMERIT = "demerit", "记过"
    MAJOR_DEMERIT = "major_demerit", "记大过"
    DEMOTION = "demotion", "降级"
    REMOVAL = "removal", "撤职"
    DISMISSAL = "dismissal", "开除"


class Authority(Term):
    """In whose name something is decided about a subject (M32)."""

    EFFICIENCY_OFFICE = "efficiency_office", "效能办"
    COMPETENT_UNIT = "competent_unit", "有管理权限的党组织或单位"
    APPOINTING_BODY = "appointing_body", "任免机关"
    SUPERVISORY_ORGAN = "supervisory_organ", "监察机关"


class AppealBasis(Term):
    """On which legal basis a decision can be appealed against; the limits are the rulebook's."""

    SUPERVISORY = "supervisory", "监察法"
    CONCLUSION = "conclusion", "政府督查工作条例"
    OTHER = "other", "其他规定"


class AppealOutcome(Term):
    """What became of an appeal."""

    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销"


class Hook(Term):
    """The three hooks (M37 三挂钩): 面子、位子、票子."""

    PUBLICITY = "publicity", "面子（公开曝光）"
    POST = "post", "位子（职务任用）"
    BONUS = "bonus", "票子（奖金待遇）"


class RecordStage(Term):
    """Whether something decided about a subject is still in its influence period."""

    CLEAR = "clear", "无影响期"
    IN_INFLUENCE = "in_influence", "影响期内"


class ClearingStage(Term):
    """Whether those wrongly accused were cleared."""

    OWED = "owed", "待澄清"
    CLEARED = "cleared", "已澄清"


class BulletinScope(Term):
    """Whom a bulletin reaches (M33)."""

    DEPARTMENT = "department", "部门通报"
    COUNTY = "county", "全县通报"
    CITY = "city", "全市通报"
    MEDIA = "media", "媒体曝光"


class BulletinTone(Term):
    """What a bulletin says of the units that it names (M33)."""

    NOTICE = "notice", "情况通报"
    CRITICISM = "criticism", "通报批评"
    PRAISE = "praise", "通报表扬"


class BulletinStage(Term):
    """Where a bulletin stands: it may be withdrawn, never erased (M33)."""

    PUBLISHED = "published", "已发布"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤回"


class PursuingBody(Term):
    """The bodies that share the work (M27 五位一体、各司其职)."""

    DISCIPLINE = "discipline", "纪检机关"
    ORGANISATION = "organisation", "组织部门"
    SUPERVISION = "supervision", "监察机关"
    ASSESSMENT = "assessment", "考核部门"
    COMPETENT = "competent", "有权主管部门"


class ReferralStage(Term):
    """Where a referral stands (M27)."""

    HANDED_OVER = "handed_over", "已移交待回执"
    SIGNED = "signed", "已签收办理中"
    REFUSED = "refused", "不予接收"
    RESULT_IN = "result_in", "已反馈结果"


class TalkStage(Term):
    """Where a talk stands (M28, M30)."""

    CAUSE_OPEN = "cause_open", "已约谈待移交"
    OVER = "over", "已了结"


class Cause(Term):
    """To whom a three-party talk attributes the cause (M28)."""

    OWNER = "owner", "业主单位"
    CONTRACTOR = "contractor", "施工承包方"
    HELPER = "helper", "帮办单位"
    OUTSIDE = "outside", "三方以外原因"


class InstructionForm(Term):
    """How a leader's instruction was given (M17)."""

    SIGNED = "signed", "本人签批"
    PHONE = "phone", "电话授权"
    ORAL = "oral", "口头指示"
    SKIP_LEVEL = "skip_level", "越级呈文"


class InstructionStage(Term):
    """Where an instruction stands (M17)."""

    PROVISIONAL = "provisional", "待补签"
    UNCLEAR = "unclear", "待明确"
    IN_FORCE = "in_force", "落实中"
    REPORTED = "reported", "已反馈"
    DISOWNED = "disowned", "领导不予认可"


class InstructionPart(Term):
    """What an instruction must name (指令不清, M17)."""

    LEAD = "lead", "牵头单位"
    BY = "by", "时限"
    DELIVERABLE = "deliverable", "交付成果"


class RectificationStage(Term):
    """Where a rectification stands (M24)."""

    ORDERED = "ordered", "待整改"
    REPORTED = "reported", "待核查"
    FAILED = "failed", "整改不到位"
    VERIFIED = "verified", "整改到位"
    WITHDRAWN = "withdrawn", "责令已撤回"


class InspectionForm(Term):
    """How an inspection is made (M22)."""

    OPEN = "open", "明查"
    UNDERCOVER = "undercover", "暗访"


class InspectionStage(Term):
    """Where an inspection stands (M22)."""

    PLANNED = "planned", "待开展"
    CARRIED_OUT = "carried_out", "已开展待反馈"
    TOLD = "told", "已反馈待公布"
    PUBLISHED = "published", "已公布"
    CALLED_OFF = "called_off", "已取消"


class InspectionDutyStage(Term):
    """Where an office's duty of a month stands (M22)."""

    OWED = "owed", "本月待暗访"
    DONE = "done", "本月已暗访"


class PeriodDutyStage(Term):
    """Where what is owed for a period stands (M34, M38)."""

    OWED = "owed", "待完成"
    DONE = "done", "已完成"


class FindingBecomes(Term):
    """What a finding of an inspection becomes (M22)."""

    MATTER = "matter", "立为事项"
    RECTIFICATION = "rectification", "责令改正"
    LEAD = "lead", "登记线索"


class ObstructionStage(Term):
    """Where an obstruction stands (M26); its lead is decided about elsewhere."""

    RECORDED = "recorded", "已登记"


class KeyWorkStage(Term):
    """Where a key work stands (M20)."""

    ON_COURSE = "on_course", "按计划推进"
    SLIPPING = "slipping", "节点滞后"
    REACHED = "reached", "节点全部完成"
    COMPLETED = "completed", "已销号"


class WatchSubject(Term):
    """Who or what is watched (M23)."""

    UNIT = "unit", "单位"
    POST = "post", "岗位"
    PERSON = "person", "人员"


class WatchSign(Term):
    """What counts towards the watchlist (M23)."""

    COMPLAINTS_RECEIVED = "complaints_received", "收到作风投诉"
    COMPLAINTS_SUBSTANTIATED = "complaints_substantiated", "查实作风投诉"
    BREACHES = "breaches", "认定逾期"


class WatchStage(Term):
    """Where an entry of the watchlist stands (M23)."""

    ON = "on", "重点督查监控中"
    OFF = "off", "已移出"


class CampaignStep(Term):
    """The stages of a campaign, in their order (M25)."""

    LEARNING = "learning", "学习动员"
    SELF_INSPECTION = "self_inspection", "自查自纠"
    MEASURES = "measures", "制订措施"
    SUMMARY = "summary", "考核总结"


class CampaignStage(Term):
    """Where a campaign stands (M25)."""

    RUNNING = "running", "进行中"
    SUMMED_UP = "summed_up", "已总结"


class ScoreStage(Term):
    """Where a score ledger stands: it is kept on (M34)."""

    KEPT = "kept", "记录中"


class SettlementStage(Term):
    """Where a settlement stands: it is made, and never changes (M34)."""

    FROZEN = "frozen", "已锁定"


class PledgeStage(Term):
    """Where a public pledge stands (M36)."""

    REGISTERED = "registered", "已登记"
    PUBLISHED = "published", "已公开"
    REPORTED = "reported", "已述职待核验"
    NOT_KEPT = "not_kept", "未兑现"
    KEPT = "kept", "已兑现"


class ReportStage(Term):
    """Where a periodic report stands (M38)."""

    DRAWN = "drawn", "已生成"
    PUBLISHED = "published", "已公布"


class DrawMethod(Term):
    """How the voters of an evaluation were drawn (M35)."""

    RANDOM = "random", "随机抽取"
    STRATIFIED = "stratified", "分层随机抽取"
    EVERYBODY = "everybody", "全体参评"


class EvaluationStage(Term):
    """Where an evaluation stands (M35)."""

    OPEN = "open", "评议中"
    VOTED = "voted", "投票结束待统计"
    COUNTED = "counted", "已统计待公布"
    DECLARED = "declared", "已公布结果"


class UpwardStage(Term):
    """Where a report to a higher authority stands: only that there is one is known here."""

    COUNTED = "counted", "已计数待复核"
    CONFIRMED = "confirmed", "已复核待上报"
    SENT = "sent", "已上报"


class ReadingKind(Term):
    """What somebody was shown."""

    MATTER = "matter", "事项"
    PROCEEDING = "proceeding", "事务"
    LIST = "list", "清单"
    IDENTITY = "identity", "投诉人身份"
    PERSON_SEARCH = "person_search", "按人查找"
    EXPORT = "export", "导出"
    DOSSIER = "dossier", "证据卷宗"


class ErasureObstacle(Term):
    """Why a person's data is not erased yet (rules.md)."""

    OPEN = "open", "尚未办结"
    APPEALABLE = "appealable", "仍可提出异议或申请复查复核"
    RETAINED = "retained", "保存期未满"
    HELD = "held", "审计封存"


class ReadingGround(Term):
    """Why an ordinary read is kept."""

    CONDUCT = "conduct", "作风问题事项"
    ABOUT = "about", "反映具体单位或人员"
    TEXT = "text", "可见密封内容"
    AUDITOR = "auditor", "审计人员查阅"


class ExceptionKind(Term):
    """What is unusual enough for an auditor to look at (``domain.unusual``)."""

    BACK_DATED = "back_dated", "事后补录"
    EXTENDED = "extended", "延期"
    EXTENSION_ANNULLED = "extension_annulled", "延期被撤销"
    PAUSED = "paused", "中止计时"
    RESUMED = "resumed", "提前恢复计时"
    RECLASSIFIED = "reclassified", "变更类别"
    EXCUSED = "excused", "责任免除"
    EXEMPTED = "exempted", "免予答复"
    REFUSED = "refused", "不予受理"
    CORRECTED = "corrected", "更正登记内容"
    CHANNEL_CHANGED = "channel_changed", "变更渠道"
    RECEIPT_MOVED = "receipt_moved", "变更收件时间"
    WITHDRAWAL_RECORDED = "withdrawal_recorded", "登记撤回意愿"
    WITHDRAWN = "withdrawn", "撤回"
    PART_CALLED_OFF = "part_called_off", "撤销分办"
    MERGED = "merged", "并案"
    UNMERGED = "unmerged", "撤销并案"
    REROUTED = "rerouted", "改派"
    OBJECTION_UPHELD = "objection_upheld", "退回"
    HANDED_OVER_NEAR_DUE = "handed_over_near_due", "临期移交"
    ANSWERED_NEAR_DUE = "answered_near_due", "临期答复"
    CLOSED_NEAR_DUE = "closed_near_due", "临期归档"
    EARLIER_ACT_CONFIRMED = "earlier_act_confirmed", "认可此前已办"
    VERDICT_CORRECTED = "verdict_corrected", "更正逾期认定"
    NOT_HELD = "not_held", "不予追究"
    MANIFEST_CORRECTED = "manifest_corrected", "更正来件清单"
    RULES_ADOPTED = "rules_adopted", "通过规则"
    NODES_MOVED = "nodes_moved", "变更节点时限"
    STEP_LEFT_OUT = "step_left_out", "依批示略去环节"
    DUTY_RECOUNTED = "duty_recounted", "期限随日历重算"
    CALENDAR_CHANGED = "calendar_changed", "变更工作日历"
    REPEAT_UNLINKED = "repeat_unlinked", "取消重复标记"
    PARTICIPANT_WITHDRAWN = "participant_withdrawn", "撤下参与单位"
    REFERRED_AWAY = "referred_away", "以无权处理移送"
    REFERRAL_REFUSED = "referral_refused", "拒收移送"
    TRANSFERRED_AWAY = "transferred_away", "移交其他辖区"
    TRANSFER_TAKEN_BACK = "transfer_taken_back", "收回移交件"
    TAKEOVER_RETURNED = "takeover_returned", "退回移交件"
    COMPLAINT_RESUMED = "complaint_resumed", "撤回后恢复投诉"
    PAPERS_AGAIN = "papers_again", "再次要求补充材料"
    REVIEW_OVERTURNED = "review_overturned", "复查推翻答复"
    INVESTIGATOR_CHANGED = "investigator_changed", "更换调查人"
    FINDINGS_CHANGED = "findings_changed", "变更调查结论"
    LIGHTER_THAN_PROPOSED = "lighter_than_proposed", "轻于累进建议"
    CASE_NOT_HELD = "case_not_held", "案件不予追究"
    LIFTED_EARLY = "lifted_early", "提前解除"
    DECISION_CHANGED = "decision_changed", "申诉变更或撤销决定"
    BULLETIN_CORRECTED = "bulletin_corrected", "更正通报"
    BULLETIN_WITHDRAWN = "bulletin_withdrawn", "撤回通报"
    REPORT_NOT_ENTERED = "report_not_entered", "举报只计数不录入"
    CADENCE_CHANGED = "cadence_changed", "变更督办周期"
    SUPERVISION_ENDED = "supervision_ended", "解除督办"
    TAKEN_OFF_WATCHLIST = "taken_off_watchlist", "撤出重点监控"
    INSPECTION_CALLED_OFF = "inspection_called_off", "取消检查"
    RECTIFICATION_WITHDRAWN = "rectification_withdrawn", "撤回责令整改"
    CLOSED_INCOMPLETE = "closed_incomplete", "报告不全即总结"
    OBSTRUCTED = "obstructed", "干扰阻挠"
    INSTRUCTED_BEFORE_SIGNED = "instructed_before_signed", "先批示后入程序"
    INSTRUCTION_DISOWNED = "instruction_disowned", "否认批示"
    SCORE_REVERSED = "score_reversed", "撤销计分"
    SCORES_SETTLED = "scores_settled", "锁定考核兑现"
    PLEDGE_BROKEN = "pledge_broken", "承诺未兑现"
    ROSTER_REPLACED = "roster_replaced", "更换评议名册"
    TIE_WITHDRAWN = "tie_withdrawn", "解除辖区关系"
    UNIT_MOVED = "unit_moved", "变更单位隶属"
    ORGANISATION_BACK_DATED = "organisation_back_dated", "任职分工事后登记"
    IDENTITY_REVEALED = "identity_revealed", "查看投诉人身份"
    PERSON_SEARCHED = "person_searched", "按联系方式查找"
    ERASED = "erased", "删除个人信息"
    HOLD_LIFTED = "hold_lifted", "解除封存"
    KEY_ROTATED = "key_rotated", "更换签名密钥"


NEAR_DUE_ONLY = frozenset(
    {
        ExceptionKind.HANDED_OVER_NEAR_DUE,
        ExceptionKind.ANSWERED_NEAR_DUE,
        ExceptionKind.CLOSED_NEAR_DUE,
    }
)
"""Acts of every day that are unusual only as near a due date as the rulebook's thresholds say."""


class Pattern(Term):
    """Evidence of absence and of gaming, each a query with thresholds of the rulebook."""

    NEVER_ANSWERED = "never_answered", "始终未答复"
    NEVER_ENTERED = "never_entered", "来件未登记"
    REROUTED = "rerouted", "反复改派"
    ENDED_NEAR_DUE = "ended_near_due", "临期突击办结"
    CHANGED_NEAR_DUE = "changed_near_due", "临期变更期限"
    WITHDRAWN_AFTER_CONTACT = "withdrawn_after_contact", "接触后撤回"
    READ_BEFORE_WITHDRAWN = "read_before_withdrawn", "撤回前被查阅"
    NEAR_COPIES = "near_copies", "答复雷同"
    COPIED_WITHDRAWALS = "copied_withdrawals", "撤回文本雷同"
    ALREADY_FORWARDED = "already_forwarded", "以转代办"
    BACK_AGAIN = "back_again", "短期内重复反映"
    BEYOND_AUTHORITY = "beyond_authority", "推称无权办理"
    EXTENSIONS_BY_APPROVER = "extensions_by_approver", "批准延期情况"


class TransferGround(Term):
    """Why a matter is handed over to another jurisdiction (M39)."""

    LOWER_LEVEL = "lower_level", "属下级管辖"
    HIGHER_LEVEL = "higher_level", "属上级管辖"
    PLACE = "place", "事发地在对方辖区"


class TransferStage(Term):
    """Where a hand-over to another jurisdiction stands."""

    SENT = "sent", "已移交待签收"
    RECEIVED = "received", "对方已收待承接"
    ACCEPTED = "accepted", "对方已承接"
    RETURNED = "returned", "已退回"
    RESULT_IN = "result_in", "结果已回"
    TAKEN_BACK = "taken_back", "已收回"


class TakeoverStage(Term):
    """Where it stands with what another jurisdiction has handed over."""

    TO_DECIDE = "to_decide", "待承接或退回"
    ACCEPTED = "accepted", "已承接"
    RETURNED = "returned", "已退回"
    RESULT_REPORTED = "result_reported", "已反馈结果"
    CALLED_BACK = "called_back", "已被收回"


class ReturnGround(Term):
    """Why what another jurisdiction has handed over is given back."""

    NOT_OURS = "not_ours", "不属本辖区管辖"
    INCOMPLETE = "incomplete", "材料不全无法办理"
    ALREADY_HANDLED = "already_handled", "同一事项已在办理"
    TEXTS_LOST = "texts_lost", "个人信息已删除，无从移交"


class CarryObstacle(Term):
    """Why the courier cannot carry something to another jurisdiction now."""

    UNCONFIRMED = "unconfirmed", "对方未登记隶属关系"
    MISSING = "missing", "对方尚未建立"
    OUTDATED = "outdated", "对方版本不符，待升级"
    OTHER_KEYS = "other_keys", "对方的密钥不在本机"
    DAMAGED_KEY = "damaged_key", "当事人的密钥已损坏"
    REFUSED = "refused", "对方系统拒收"


class JurisdictionStanding(Term):
    """How a jurisdiction of the tree can be read from here (M39)."""

    CURRENT = "current", "数据最新"
    BEHIND = "behind", "数据滞后"
    UNCONFIRMED = "unconfirmed", "隶属关系未经双方登记"
    OUTDATED = "outdated", "版本不符，待升级"
    MISSING = "missing", "尚未建立"
