"""An example of every fact about a person's data, with every field given."""

from domain.envelope import Fact
from domain.erasure.events import ErasureProposed, HoldLifted, HoldPlaced, PersonErased

EXAMPLES: tuple[Fact, ...] = (
    ErasureProposed(reason="本人申请删除"),
    PersonErased(
        reason="本人申请删除",
        proposed_by="clerk-li",
        matters=2,
        rulebook="efficiency-office/1",
    ),
    HoldPlaced(reason="年度审计"),
    HoldLifted(reason="审计结束"),
)
