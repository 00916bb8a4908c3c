"""Why something is refused: talks."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class PartyHoldsTalk(ForbiddenError):
    code = "party-holds-talk"
    zh = "约谈须由三方以外的单位主持。请由其他单位办理。"
    en = "A talk is held by somebody outside the parties to it. Ask another unit."
    source = "rules.md: Who may (nobody for themselves or their own line)"


class PursuerUnfit(UnfitError):
    code = "pursuer-unfit"
    zh = "原因归于三方之一的，须写明由谁追究，且不能是三方自己；三方以外原因不写。请更正。"
    en = (
        "Where the cause lies with a party, name the unit that pursues it, none of the parties;"
        " where it lies outside, name none."
    )
    source = "M28 三方约谈"


class NotPursuedThere(UnfitError):
    code = "not-pursued-there"
    zh = "须移送 {unit}，或就被归因的单位登记线索。请核对移送或线索编号。"
    en = "It has to be referred to {unit}, or be a lead about the unit at fault. Check the number."
    source = "M28 三方约谈: routed to the body that pursues that party"


class NothingOwedThere(UnfitError):
    code = "nothing-owed-there"
    zh = "该事项没有尚未履行的“{duty}”。请核对事项和责任。"
    en = "Nobody owes '{duty}' in that matter any more. Check the matter and the duty."


class NotEarly(ConflictError):
    code = "not-early"
    zh = "“{duty}”已于 {due} 到期，不再是事前提醒。请按逾期办理。"
    en = "'{duty}' was due at {due}: that is no early reminder any more. Treat it as missed."
    source = "M30 三转: early reminder talk before breach"
