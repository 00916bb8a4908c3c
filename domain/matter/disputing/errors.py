"""Why something is refused: whose the matter is."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class ObjectionTooLate(ConflictError):
    code = "objection-too-late"
    zh = "提出异议的期限（{due}）已过。请办理；确有困难的，请报告困难。"
    en = "Objections ended at {due}. Handle the matter; where it cannot be done, report a difficulty."
    source = "rules.md: objection"


class ObjectionNamesItself(UnfitError):
    code = "objection-names-itself"
    zh = "不能以应由本单位 {unit} 承办为由提出异议。请写明应由哪个单位承办，或不写。"
    en = "Unit {unit} objects and names itself. Say which other unit it is for, or leave that out."
    source = "M08 责任不清"


class ObjectionRejected(ConflictError):
    code = "objection-rejected"
    zh = "单位 {unit} 的异议已被驳回，不能再提。请办理。"
    en = "The objection of unit {unit} was rejected and cannot be raised again. Handle the matter."
    source = "M08 责任不清"


class DesignationIsFinal(ConflictError):
    code = "designation-is-final"
    zh = "承办单位 {unit} 系最终指定，不能再提异议。请办理。"
    en = "Unit {unit} was designated finally; there is no objection. Handle the matter."
    source = "M08 责任不清"


class DesignationNeeded(ConflictError):
    code = "designation-needed"
    zh = "本事项已被退回 {times} 次，须由督查人员最终指定承办单位，或下达联合办理。"
    en = (
        "The matter came back {times} times: a supervisor designates finally who leads it, or"
        " orders joint handling."
    )
    source = "M08 责任不清"


class NoObjectionPending(ConflictError):
    code = "no-objection-pending"
    zh = "单位 {unit} 没有待裁定的异议。请核对单位。"
    en = "No objection of unit {unit} awaits a ruling. Check the unit."


class RulingInOwnCase(ForbiddenError):
    code = "ruling-in-own-case"
    zh = "异议和责任归属由未承办本事项、且不属于争议各方的人员裁定。请由其他人员或上一级裁定。"
    en = (
        "Objections and responsibility are ruled on by somebody who does not handle the matter and is"
        " of none of the units in dispute. Ask somebody else, or one level up."
    )
    source = "rules.md: Who may"


class NothingToSettle(ConflictError):
    code = "nothing-to-settle"
    zh = "本事项没有待理顺的联合办理。请核对事项。"
    en = "No joint handling awaits a settlement here. Check the matter."


class JointAlready(ConflictError):
    code = "joint-already"
    zh = "本事项正在联合办理。请先理顺责任。"
    en = "The matter is being handled jointly. Settle first whose it is."
    source = "M08 责任不清先联合办理、再理顺"


class ObjectionPending(ConflictError):
    code = "objection-pending"
    zh = "单位 {unit} 的异议尚待裁定。请先裁定，再另行交办。"
    en = "The objection of unit {unit} awaits a ruling. Rule on it first, then order anew."
    source = "M08 责任不清"
