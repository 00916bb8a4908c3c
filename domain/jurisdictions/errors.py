"""Why a place in the tree of jurisdictions is refused."""

from domain.errors import ConflictError, UnfitError


class CycleInTree(UnfitError):
    code = "cycle-in-tree"
    zh = "辖区 {other} 与 {own} 的上下级关系会成环。请核对谁是上级、谁是下级。"
    en = (
        "With jurisdiction {other} there, above and below {own} would go round in a circle. Check"
        " which is the higher one."
    )
    source = "M39 县乡联动"


class TwoParents(ConflictError):
    code = "two-parents"
    zh = "辖区 {who} 已有上级 {other}，只能有一个上级。请先解除原隶属关系。"
    en = (
        "Jurisdiction {who} already has {other} above it, and can have one only. Withdraw that tie"
        " first."
    )
    source = "M39 县乡联动"


class NoSuchTie(UnfitError):
    code = "no-such-tie"
    zh = "本辖区与 {other} 没有登记上下级关系。请核对辖区名，可用 huiyin jurisdictions 查看。"
    en = (
        "This jurisdiction has no tie with {other} on record. Check its name; huiyin jurisdictions"
        " lists them."
    )
