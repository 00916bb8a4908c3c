"""Why something is refused: looking into a case, and deciding it."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NotALead(UnfitError):
    code = "not-a-lead"
    zh = "{what} 不是待处置的线索。请核对线索编号，或先登记线索。"
    en = "{what} is no lead that waits for a decision. Check its number, or open a lead first."


class OtherSubject(UnfitError):
    code = "other-subject"
    zh = "该线索涉及的单位和人员与本案不同，不能并案。请另行立案。"
    en = "That lead is about another unit and official than this case. Open a case of its own."
    source = "M29 有错是过、无为也是过: a lead ends in a case about whom it is about"


class InvestigatorUnfit(UnfitError):
    code = "investigator-unfit"
    zh = "{person} 属于所涉单位或其责任链，或办理过该事项，或已回避，不能担任调查人。请另行指定。"
    en = (
        "{person} belongs to the unit it is about or answers for it, handled the matter, or was"
        " recused, and cannot investigate. Name somebody else."
    )
    source = "rules.md: Recusal"


class NotTheInvestigator(ForbiddenError):
    code = "not-the-investigator"
    zh = "调查结果由调查人 {person} 记录。请由其本人办理，或先更换调查人。"
    en = "The investigator, {person}, records the findings. Ask them, or replace them first."
    source = "rules.md: Accountability (recusal: the successor is named)"


class FindingUnfitForCase(UnfitError):
    code = "finding-unfit-for-case"
    zh = "案件结论只能是属实、部分属实或不属实；属实或部分属实须写明情节，不属实不写情节。"
    en = (
        "A case finds something substantiated, partly or not; say how grave it is where anything"
        " was substantiated, and only there."
    )
    source = "M31 四不: an opened case ends only in a decision"


class NeverMinor(UnfitError):
    code = "never-minor"
    zh = "该问责情形不能认定为“情节轻微”。请按规则重新认定情节。"
    en = "What this case is about is never minor. Say how grave it is by the rulebook."
    source = "rules.md: retaliation against a complainant is a ground of its own"


class FindingsMissing(ConflictError):
    code = "findings-missing"
    zh = "尚无调查结果。请由调查人先记录调查结果。"
    en = "There are no findings yet. The investigator has to record them first."
    source = "rules.md: Accountability (defence heard and recorded before the decision)"


class DefenceMissing(ConflictError):
    code = "defence-missing"
    zh = "尚未就现有调查结果听取并记录陈述申辩，不能作出决定。请先听取申辩。"
    en = "The subject was not heard on the findings as they stand. Record the defence first."
    source = "公职人员政务处分法: defence heard and recorded before the decision"


class WitnessMissing(UnfitError):
    code = "witness-missing"
    zh = "听取申辩须有另一名工作人员在场，且不能是被问责人。请写明在场人员。"
    en = "A second official, not the subject, has to be present. Name who was."
    source = "rules.md: Accountability (defence heard and recorded before the decision)"


class NothingSubstantiated(ConflictError):
    code = "nothing-substantiated"
    zh = "调查结果为不属实，不能追究责任。请按“不予追究”结案。"
    en = "Nothing was substantiated, so nobody can be held to account. End it without holding."
    source = "rules.md: Accountability (lawful grounds for not holding)"


class InvestigatorDecides(ForbiddenError):
    code = "investigator-decides"
    zh = "调查人不能对同一案件作出决定。请由其他有权人员决定。"
    en = "Whoever investigated cannot decide the same case. Ask somebody else who may."
    source = "rules.md: Accountability (recusal: involved before in the same matter)"


class GroundContradictsFindings(UnfitError):
    code = "ground-contradicts-findings"
    zh = "不予追究的理由“{known}”与调查结果“{finding}”不符。请核对理由，或重新记录调查结果。"
    en = "The ground '{known}' contradicts the finding '{finding}'. Check it, or the findings."
    source = "M31 四不; rules.md: Lawful grounds for not holding"


class SubjectCarriesOut(UnfitError):
    code = "subject-carries-out"
    zh = "{unit} 是本案所涉单位，不能由其落实处理后果。请指定组织、人社等其他单位。"
    en = "The case is about {unit}, which cannot see to what follows from it. Name another unit."
    source = "M37 三挂钩; rules.md: Who may (nobody for themselves)"


class ProvisionMissing(UnfitError):
    code = "provision-missing"
    zh = "依规免责须写明所依据的具体条款。请填写条款。"
    en = "Say by which named provision it is exempted."
    source = "rules.md: exempted by a named provision"
