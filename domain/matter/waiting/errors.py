"""Why something is refused: one unit waits for another."""

from domain.errors import ConflictError, UnfitError


class WaitsForItself(UnfitError):
    code = "waits-for-itself"
    zh = "单位 {unit} 不能等待自己或同一单位的科室。请写明等待的其他单位。"
    en = "Unit {unit} cannot wait for itself or a part of itself. Name the other unit."
    source = "M08 互设前置条件"


class NotWaiting(ConflictError):
    code = "not-waiting"
    zh = "单位 {unit} 没有登记在等待 {who}。请核对单位。"
    en = "Unit {unit} is not on record as waiting for {who}. Check the units."
