"""Example bodies of the commands on proceedings, a file for each area of ``domain``."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from service.api.examples_of import (
    accountability,
    assessment,
    cooperation,
    instruction,
    supervision,
)

OF_PROCEEDINGS: Mapping[type[Command], dict[str, Any]] = {
    **accountability.EXAMPLES,
    **cooperation.EXAMPLES,
    **instruction.EXAMPLES,
    **supervision.EXAMPLES,
    **assessment.EXAMPLES,
}
