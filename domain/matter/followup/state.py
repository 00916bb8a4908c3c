"""What is known of the complainant's view of the last answer."""

from dataclasses import dataclass
from datetime import date

from domain.vocabulary import Satisfaction


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Since the last answer.

    attempts       days on which somebody tried to reach the complainant
    last_attempt   the last of them, Asia/Shanghai
    done           reached, or given up as not reached after as many days as the rulebook says
    satisfaction   what the complainant said; None where they were not reached or not asked yet
    resolved       whether their matter is solved, in their own word
    rated          the complainant rated the answer on their own
    """

    attempts: int = 0
    last_attempt: date | None = None
    done: bool = False
    satisfaction: Satisfaction | None = None
    resolved: bool | None = None
    rated: bool = False


NOTHING_YET = FollowUp()
