"""Whether the complainant has taken the matter back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is known of the complainant's wish.

    recorded_by  who recorded the wish, which somebody else has yet to confirm with the complainant
    confirmed    it was confirmed: nobody is owed an answer any more
    position     log position of the confirmation, by which the duties it ended are known
    """

    recorded_by: str | None = None
    confirmed: bool = False
    position: int | None = None


NEVER = Withdrawal()
