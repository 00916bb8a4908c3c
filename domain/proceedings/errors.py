"""Broken rules that every kind of proceeding knows."""

from domain.errors import ConflictError, NotFoundError, UnfitError


class UnknownProceeding(NotFoundError):
    code = "unknown-proceeding"
    zh = "没有编号为 {what} 的事务。请核对编号。"
    en = "There is no proceeding {what}. Check the number."


class ProceedingClosed(ConflictError):
    code = "proceeding-closed"
    zh = "该事务已办结，不能再进行“{action}”。"
    en = "The proceeding is over; '{action}' is no longer possible."


class SubjectCannotDecide(UnfitError):
    code = "subject-cannot-decide"
    zh = "{who} 是该事务所涉及的一方，不能参与办理或决定。请由其他人员办理。"
    en = "{who} is whom this is about and can neither handle nor decide it. Ask somebody else."
    source = "rules.md: Who may (nobody for themselves or their own line)"
