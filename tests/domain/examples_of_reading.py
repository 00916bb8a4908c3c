"""An example of every fact of reading, with every field given."""

from datetime import datetime

from domain.envelope import Fact
from domain.reading.events import DossierTaken, IdentityRevealed, ListExported, PersonSearched
from domain.working_days import SHANGHAI

AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=SHANGHAI)

EXAMPLES: tuple[Fact, ...] = (
    IdentityRevealed(
        matter="0195561a-5c6e-7bd0-8f3a-0c2b7a9e4d11",
        shown=("name", "contact"),
        reason="回访本件",
    ),
    PersonSearched(
        by="contact", mark="00112233445566778899aabbccddeeff", found=2, reason="来电查询"
    ),
    ListExported(
        list="matters",
        form="csv",
        filters={"state": "in_hand", "unit": "housing"},
        rows=2,
        as_of=AT,
        known_by=17,
        digest="00" * 32,
    ),
    DossierTaken(
        matter="0195561a-5c6e-7bd0-8f3a-0c2b7a9e4d11", size=17, events=9, digest="00" * 32
    ),
)
