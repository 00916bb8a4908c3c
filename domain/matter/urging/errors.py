"""Why something is refused: pressing for what is owed, step by step."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NothingToUrge(ConflictError):
    code = "nothing-to-urge"
    zh = "没有待履行的“{duty}”责任，无可催办。尚待履行的：{known}。"
    en = "No '{duty}' is owed now, so there is nothing to press for. Still owed: {known}."
    source = "M21 催办"


class OwnDuty(ForbiddenError):
    code = "own-duty"
    zh = "“{duty}”由您本人或本单位 {unit} 承担，不能由自己督办。请由承担方以外的人员办理。"
    en = (
        "The duty '{duty}' is your own or that of your unit {unit}; nobody supervises themselves."
        " Ask somebody outside it."
    )
    source = "rules.md: Who may"


class SlipNeedsUnit(UnfitError):
    code = "slip-needs-unit"
    zh = "“{duty}”由 {person} 个人承担，督办单只发给单位。请催办，或提出约谈。"
    en = (
        "The duty '{duty}' is owed by {person} in person, and a supervision slip goes to units."
        " Urge, or propose a talk."
    )
    source = "M21 督办单"


class NoSlip(ConflictError):
    code = "no-slip"
    zh = "单位 {unit} 没有待报告的督办单。请核对单位。"
    en = "Unit {unit} has no supervision slip to report on. Check the unit."
    source = "M21 督办单"


class RungIsNoProposal(UnfitError):
    code = "rung-is-no-proposal"
    zh = "“{action}”不须提议，可直接办理。可提议的：{allowed}。"
    en = "The step '{action}' needs no proposal: take it. What can be proposed: {allowed}."
    source = "M21 催办"


class NotMissedYet(ConflictError):
    code = "not-missed-yet"
    zh = "“{duty}”尚未逾期（期限 {due}），还不能提议“{action}”。可先催办或提议约谈。"
    en = (
        "The duty '{duty}' has not missed its due date {due}, so '{action}' cannot be proposed."
        " Urge, or propose a talk."
    )
    source = "M30 事前提醒谈话"
