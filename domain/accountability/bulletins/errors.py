"""Why something is refused: bulletins."""

from domain.errors import ConflictError, ForbiddenError


class NobodyHeldYet(ConflictError):
    code = "nobody-held-yet"
    zh = "该案件尚未作出问责决定、已撤销或不予追究，不能通报。请待决定作出后再发布。"
    en = "Nobody is held to account in that case, or no longer. Publish once that is decided."
    source = "M33 曝光、通报; rules.md: clearing the wrongly accused"


class DecisionNotServed(ConflictError):
    code = "decision-not-served"
    zh = "{what} 的决定尚未送达本人，不能先行通报。请先送达。"
    en = "The decision in {what} was not served on whom it is about. Serve it before it is published."
    source = "M32 视情节轻重追究; M33 曝光、通报"


class OwnBulletin(ForbiddenError):
    code = "own-bulletin"
    zh = "被通报单位的人员不能发布、更正或撤回该通报；其责任链上的领导不能发布表扬，也不能更正或撤回。请由其他人员办理。"
    en = (
        "Nobody of a unit that it names publishes, corrects or withdraws it, and nobody who answers for"
        " that unit praises it, or corrects or withdraws what was said of it. Ask somebody else."
    )
    source = "rules.md: Who may (nobody for themselves or their own line)"
