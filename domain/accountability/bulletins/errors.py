"""Why something is refused: bulletins."""

from domain.errors import ConflictError, ForbiddenError


class NobodyHeldYet(ConflictError):
    code = "nobody-held-yet"
    zh = "该案件尚未作出问责决定、已撤销或不予追究，不能通报。请待决定作出后再发布。"
    en = "Nobody is held to account in that case, or no longer. Publish once that is decided."
    source = "M33 曝光、通报; rules.md: clearing the wrongly accused"


class OwnBulletin(ForbiddenError):
    code = "own-bulletin"
    zh = "被通报单位的人员不能发布、更正或撤回该通报。请由其他单位办理。"
    en = "Nobody of a unit that it names publishes, corrects or withdraws it. Ask somebody else."
    source = "rules.md: Who may (nobody for themselves or their own line)"
