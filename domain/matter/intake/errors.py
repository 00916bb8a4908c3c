"""Why something is refused: taking in, registering, telling the complainant that it was taken on."""

from domain.errors import ConflictError, UnfitError


class AlreadyRegistered(ConflictError):
    code = "already-registered"
    zh = "事项已登记。登记有误时请用“更正登记”。"
    en = "The matter is already registered. To mend a mistake, correct the registration."


class NoticeNotOwed(ConflictError):
    code = "notice-not-owed"
    zh = "本事项不需要受理告知：属导入件，或已依法免予答复。请继续下一步。"
    en = (
        "No notice of acceptance is owed here: the matter was imported, or its answer is exempted."
        " Go on with the next step."
    )
    source = "rules.md: acceptance notice to the complainant"


class AssigningLeaderMissing(UnfitError):
    code = "assigning-leader-missing"
    zh = "渠道为领导交办的事项须写明交办领导，否则无从向其反馈。请补填。"
    en = "A leader's assignment must name the leader, or nobody could be told. Name the leader."
    source = "M11 事事有反馈"


class UnknownServiceItem(UnfitError):
    code = "unknown-service-item"
    zh = "收件之日没有服务事项 {item} 的公开承诺。请核对事项代码，或先公布承诺。"
    en = "On the day of receipt nobody promised service item {item}. Check it, or publish it first."
    source = "M16 服务承诺、限时办结"
