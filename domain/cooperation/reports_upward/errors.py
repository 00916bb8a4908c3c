"""Why something is refused: reports that are sent up."""

from domain.errors import ConflictError, ForbiddenError


class SamePersonClassifies(ForbiddenError):
    code = "same-person-classifies"
    zh = "须由另一名工作人员复核分类。请由他人确认。"
    en = "A second person has to confirm the class. Ask somebody else."
    source = "rules.md: two people classify"


class ClassUnconfirmed(ConflictError):
    code = "class-unconfirmed"
    zh = "分类尚未经第二人确认，不能上报。请先由另一人确认。"
    en = "A second person has not confirmed the class yet. Have it confirmed, then send it up."
    source = "rules.md: two people classify"
