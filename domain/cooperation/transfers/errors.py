"""Why something is refused: handing over to another jurisdiction."""

from domain.errors import ConflictError, UnfitError


class NotANeighbour(UnfitError):
    code = "not-a-neighbour"
    zh = "{other} 不是本辖区的直接上级或下级，不能移交。请用 huiyin jurisdictions 核对。"
    en = (
        "{other} is neither directly above nor below this jurisdiction, so nothing can be handed over"
        " to it. huiyin jurisdictions lists those that are."
    )
    source = "M39 县乡联动"


class GroundOfOtherDirection(UnfitError):
    code = "ground-of-other-direction"
    zh = "{other} 与本辖区的上下级关系不符合“{known}”这一移交理由。请核对理由或对方辖区。"
    en = "The ground '{known}' does not fit where {other} stands to this jurisdiction. Check both."
    source = "M39 县乡联动"


class MatterUnfitForTransfer(ConflictError):
    code = "matter-unfit-for-transfer"
    zh = (
        "只有已登记、无单位签收、尚无结果、未撤回、未分解并案、非导入、非领导交办的事项才能移交辖区。"
        "请核对事项。"
    )
    en = (
        "Only a matter that is registered, that no unit has signed for, without an outcome, neither"
        " withdrawn, split nor merged, neither imported nor a leader's assignment, can be handed"
        " over to another jurisdiction. Check the matter."
    )
    source = "M39 县乡联动"


class NamesWhomItIsAbout(UnfitError):
    code = "names-whom-it-is-about"
    zh = "写明被投诉单位或人员的事项由本级办理，不移交，以免落到被投诉一方手中。"
    en = (
        "A matter that names whom it is about is handled here: handed over, it could come into"
        " their own hands."
    )
    source = "M04: the unit complained about never handles"


class ReceiptNotMissing(ConflictError):
    code = "receipt-not-missing"
    zh = "签收尚未逾期，或已催办，不必再催。"
    en = "The receipt is not overdue, or was pressed for already; there is nothing to press for."


class TakenOnThere(ConflictError):
    code = "taken-on-there"
    zh = "对方辖区已承接，不能再收回。请等待其办理结果。"
    en = "The other jurisdiction has taken it on; it can no longer be taken back. Await the result."
    source = "M39 县乡联动"
