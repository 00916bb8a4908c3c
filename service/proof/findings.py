"""What verifying can find: each with the positions it is about, in words that say what follows."""

from dataclasses import dataclass, field

from domain.vocabulary import Term

MOST = 1_000
"""So many findings are listed; all are counted."""


class Finding(Term):
    """What is wrong with a log or with its proof."""

    ALTERED = "altered", "事件被改动"
    MISSING = "missing", "事件缺失"
    INSERTED = "inserted", "多出事件"
    VERSION_GAP = "version_gap", "版本不连续"
    TIME_BACKWARDS = "time_backwards", "记录时间倒退"
    NODE_DIFFERS = "node_differs", "证明树节点不符"
    NODE_MISSING = "node_missing", "证明树节点缺失"
    NODE_ALIEN = "node_alien", "证明树多出节点"
    CHECKPOINT_FORGED = "checkpoint_forged", "检查点签名无效"
    CHECKPOINT_DIFFERS = "checkpoint_differs", "与签署的检查点不符"
    COSIGNATURE_FORGED = "cosignature_forged", "见证签名无效"
    KEY_DIFFERS = "key_differs", "签名密钥不符"
    KEY_UNENDORSED = "key_unendorsed", "密钥更换未经原密钥确认，请查问"
    OTHER_LOG = "other_log", "检查点属于另一份记录"
    TAIL_CUT = "tail_cut", "尾部被截断或恢复了旧备份"
    FORK = "fork", "与外存检查点分叉"
    LIST_DIFFERS = "list_differs", "查询数据与事件不符"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: from which position to which, where it is about events; ``detail`` is of
    numbers and names of tables, never of what an event says."""

    kind: Finding
    first: int | None = None
    last: int | None = None
    detail: str = ""


@dataclass(slots=True)
class Report:
    """What verifying a log came to.

    events     how many events were read
    sealed     how many of them the tree holds
    checkpoints  how many stored checkpoints were checked
    root       over all sealed events, recomputed
    """

    events: int = 0
    sealed: int = 0
    checkpoints: int = 0
    against: int = 0
    root: bytes = b""
    findings: list[Found] = field(default_factory=list)
    count: int = 0
    _ends: dict[tuple[Finding, str, int | None], int] = field(default_factory=dict)
    """Where a listed finding would go on, by its kind, its detail, and the next position."""

    @property
    def fine(self) -> bool:
        return self.count == 0

    def add(
        self, kind: Finding, first: int | None = None, last: int | None = None, detail: str = ""
    ) -> None:
        """Note a finding; where one of its kind ends right before it, the two become one."""
        self.count += 1
        found = Found(kind, first, first if last is None else last, detail)
        place = self._ends.get((kind, detail, first))
        if place is not None:
            self.findings[place] = Found(kind, self.findings[place].first, found.last, detail)
        elif len(self.findings) < MOST:
            place = len(self.findings)
            self.findings.append(found)
        if place is not None and found.last is not None:
            self._ends.pop((kind, detail, first), None)
            self._ends[kind, detail, found.last + 1] = place
