"""From what on something counts as a pattern of absence or gaming: data of the rulebook."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.envelope import Value

Count = Annotated[int, Field(strict=True, ge=1)]
Share = Annotated[float, Field(gt=0, le=1)]
Alike = Annotated[float, Field(ge=0.82, le=1)]
"""How much of two texts is the same; less than 0.82 is never looked for (``text_sketch``)."""

Source = Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]
Phrase = Annotated[str, Field(min_length=2, max_length=40)]


class Thresholds(Value):
    """Where the unusual begins.

    near_due_hours              an act so shortly before a due date is near it
    never_answered_days         so long overdue, without any answer, is never answered
    rerouted_times              sent to another lead, or back, so often is again and again
    withdrawn_within_days       withdrawn so soon after somebody got hold of it is after contact
    read_before_days            read, or revealed, so shortly before a withdrawal is just before it
    near_copy                   so much of two answers the same: a near-copy, from 0.82 to 1
    near_copy_characters        shorter texts are alike by chance, and never compared
    near_copy_matters           in so many matters at least
    forwarded                   phrases by which a text says that it was merely passed on
    forwarded_characters        an answer with such a phrase that says no more than so much else
    back_within_days            back so soon after it was ended is back again
    beyond_authority_share      of what a unit ended, the share refused as others' duty
    beyond_authority_matters    in so many matters at least
    """

    near_due_hours: Count
    never_answered_days: Count
    rerouted_times: Count
    withdrawn_within_days: Count
    read_before_days: Count = 3
    """The default counts for rulebooks that were adopted before there was such a row."""
    near_copy: Alike
    near_copy_characters: Count
    near_copy_matters: Annotated[int, Field(strict=True, ge=2)]
    forwarded: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=50)]
    forwarded_characters: Count
    back_within_days: Count
    beyond_authority_share: Share
    beyond_authority_matters: Count
    source: Source

    @property
    def near_due(self) -> timedelta:
        """``near_due_hours`` as a span of time, by the clock."""
        return timedelta(hours=self.near_due_hours)
