"""Why a person's data is not erased."""

from domain.errors import ConflictError, ForbiddenError, NotFoundError


class UnknownPerson(NotFoundError):
    code = "unknown-person"
    zh = "没有这样的投诉人。请用其事项编号或本人密钥编号。"
    en = "There is no such complainant. Name one by a matter's number, or by the key's id."


class ErasureRefused(ConflictError):
    code = "erasure-refused"
    zh = "现在不能删除个人信息：{obstacle}。涉及：{numbers}；期限（如已定）：{due}。请待其消除后再提出。"
    en = (
        "It cannot be erased now: {obstacle}. Because of: {numbers}; until (where a date is set): {due}."
        " Ask again once that is over."
    )
    source = "rules.md: Accountability (erasure of personal data)"


class ErasureNotProposed(ConflictError):
    code = "erasure-not-proposed"
    zh = "尚未有人提出删除该投诉人的个人信息。请先提出，再由另一人确认。"
    en = "Nobody has proposed to erase it. Propose it first; another person confirms."
    source = "rules.md: Who may (decided by two)"


class SamePersonErases(ForbiddenError):
    code = "same-person-erases"
    zh = "提出删除的人不能自行确认。请由另一人确认。"
    en = "Whoever proposed it cannot confirm it. Ask a second person."
    source = "rules.md: Who may (decided by two)"


class HandlerCannotErase(ForbiddenError):
    code = "handler-cannot-erase"
    zh = "您办理过其中的事项，不能决定删除。请由未经办的人员决定。"
    en = "You handled one of the matters, so you cannot decide this. Ask somebody who did not."
    source = "rules.md: Who may (nobody for themselves or their own line)"


class DataErased(ConflictError):
    code = "person-erased"
    zh = "该投诉人的个人信息已依法删除，不能再写入或查看其内容。"
    en = "This person's data was erased; nothing can be written for them or shown of them any more."
    source = "rules.md: Accountability (erasure of personal data)"
