"""Example bodies: being shown who a complainant is."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from domain.reading.commands import FindByContact, RevealIdentity

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    RevealIdentity: {"reason": "回访本件，需与投诉人联系。"},
    FindByContact: {"contact": "0991-5550000", "reason": "来电人询问其反映事项的进展"},
}
