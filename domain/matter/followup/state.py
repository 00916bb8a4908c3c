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
    asked_before   they were asked about an earlier answer, which was done again
    """

    attempts: int = 0
    last_attempt: date | None = None
    done: bool = False
    satisfaction: Satisfaction | None = None
    resolved: bool | None = None
    rated: bool = False
    asked_before: bool = False

    @property
    def asked(self) -> bool:
        """Whether they count among those asked (满意率): reached or not, and still while they have not
        been asked anew about what was done again."""
        return self.done or self.rated or self.asked_before


NOTHING_YET = FollowUp()
TO_BE_ASKED_ANEW = FollowUp(asked_before=True)
