"""Why something is refused: what the complainant is told: interim replies, the answer, or a lawful exemption."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class PromiseInThePast(UnfitError):
    code = "promise-in-the-past"
    zh = "承诺的时间 {given} 已经过去（现在 {now}）。请填写今后的时间。"
    en = "The promised time {given} has passed already ({now}). Promise a time to come."


class PolicyNotExplained(UnfitError):
    code = "policy-not-explained"
    zh = "结果为“政策不允许”，答复必须说明依据的政策。请填写政策解释。"
    en = (
        "The finding is 'outside policy': the answer must explain that policy. Add the explanation."
    )
    source = "M12 政策外未解释"


class RouteExists(UnfitError):
    code = "route-exists"
    zh = "投诉人有答复途径，不能免予答复。请答复。"
    en = "The complainant can be reached, so the answer cannot be exempted. Answer."
    source = "rules.md: Who may"


class NotProposed(ConflictError):
    code = "not-proposed"
    zh = "尚无人提出免予答复。免予答复须由两人决定：一人提出，另一人确认。"
    en = "Nobody has proposed the exemption. Two people decide it: one proposes, another confirms."
    source = "rules.md: Who may (decided by two)"


class SecondPersonNeeded(ForbiddenError):
    code = "second-person-needed"
    zh = "免予答复须由提出者以外的人确认。请由另一人确认。"
    en = "An exemption is confirmed by somebody other than its proposer. Ask another person."
    source = "rules.md: Who may"
