"""How far an answer has been disputed."""

from dataclasses import dataclass
from datetime import datetime

from domain.vocabulary import ReviewStage


@dataclass(frozen=True, slots=True)
class Contest:
    """Disputes so far.

    contested   the answer was disputed, and is or was done again, once
    redoing     it is being done again
    stage       under review at this stage; None while no application is pending
    by          the unit that decides it
    decided     the last stage decided
    decided_at  when that decision was delivered to the complainant
    """

    contested: bool = False
    redoing: bool = False
    stage: ReviewStage | None = None
    by: str | None = None
    decided: ReviewStage | None = None
    decided_at: datetime | None = None


UNDISPUTED = Contest()
