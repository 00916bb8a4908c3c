"""Why a form of accountability is not lawful in a case (M32)."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NoSuchSubject(UnfitError):
    code = "no-such-subject"
    zh = "本案没有这类问责对象（{what}）。请核对问责对象。"
    en = "The case is about no subject of that kind ({what}). Check on whom it is imposed."


class FormNotForSubject(UnfitError):
    code = "form-not-for-subject"
    zh = "“{what}”不适用于该问责对象。适用的方式：{allowed}。"
    en = "'{what}' is not for this kind of subject. Forms that are: {allowed}."
    source = "rules.md: Accountability, subjects"


class FormUnfitForGravity(UnfitError):
    code = "form-unfit-for-gravity"
    zh = "“{what}”与认定的情节不相当。相当的方式：{allowed}。"
    en = "'{what}' does not go with how grave it is. Forms that do: {allowed}."
    source = "M32 视情节轻重追究"


class NotCompetent(ForbiddenError):
    code = "not-competent"
    zh = "“{what}”须由有权机关决定：{allowed}。请由其决定，或移送。"
    en = "'{what}' is decided by: {allowed}. Have it decided there, or refer the case."
    source = "M32: competent authority"


class AuthorityNotYours(ForbiddenError):
    code = "authority-not-yours"
    zh = "您不能以“{what}”名义作出决定。请由该机关人员决定；监察机关的决定须写明其文号。"
    en = (
        "You cannot decide in the name of '{what}'. Ask somebody who can; what a supervisory organ"
        " decided is recorded with its document."
    )
    source = "M32: competent authority"


class BasisUnfit(UnfitError):
    code = "basis-unfit"
    zh = "依监察法申诉的只能是监察机关的决定，其他决定不得以监察法为申诉依据。请更正。"
    en = "What a supervisory organ decided, and only that, is appealed against by 监察法. Correct it."
    source = "监察法 2024 Art. 56"


class PeriodUnfit(UnfitError):
    code = "period-unfit"
    zh = "“{what}”的期限须为 {allowed} 个月。请更正期限。"
    en = "The period of '{what}' is {allowed} months. Correct it."
    source = "rules.md: warning and influence periods"


class PeriodTooLong(UnfitError):
    code = "period-too-long"
    zh = "同类处分合并后的影响期不得超过 {maximum} 个月。请缩短期限。"
    en = "Influence periods of one kind are at most {maximum} months together. Make it shorter."
    source = "公职人员政务处分法: combined up to 48 months"


class HeaviestGoverns(UnfitError):
    code = "heaviest-governs"
    zh = "对同一对象的同一事实，同类方式只能用一种，以最重的为准。请只保留其中最重的。"
    en = "Of one kind of forms a subject gets one for the same facts. Keep the heaviest alone."
    source = "rules.md: heaviest governs when several apply"


class AlreadyPunished(ConflictError):
    code = "already-punished"
    zh = "该对象已因同一事实受到同类追究（{what}），不得重复处理。"
    en = "The subject was held to account for the same facts already ({what}); not twice."
    source = "公职人员政务处分法: no double punishment by supervisor and employer"


class DepartureUnexplained(UnfitError):
    code = "departure-unexplained"
    zh = "多次发生，按规则建议：{allowed}。从轻的须说明理由。"
    en = (
        "It happened repeatedly; the rulebook proposes: {allowed}. Say why the decision is lighter."
    )
    source = "M31 四不: repeats are proposed for the next rung by rule"
