"""By what the final answer of a matter was moved."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """Every act is an event of its own; this is their sum.

    extensions      how often it was extended, annulled or not
    extension_days  working days it was extended by, without what was annulled
    last_extension  working days of the last extension; 0 where there is none to annul
    complex         its final answer has the limit of complex matters
    reclassified    how often its class was changed
    paused_days     working days it stood still, planned ones included
    paused_until    until when it stands still; whoever asks compares (nothing has to happen)
    """

    extensions: int = 0
    extension_days: int = 0
    last_extension: int = 0
    complex: bool = False
    reclassified: int = 0
    paused_days: int = 0
    paused_until: datetime | None = None

    @property
    def moved_days(self) -> int:
        """Working days by which the final answer lies later than its limit alone."""
        return self.extension_days + self.paused_days


AS_SET = Timing()
