"""A lead as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding
from domain.vocabulary import Ground, LeadStage


@dataclass(frozen=True)
class Lead(Proceeding):
    """What may be somebody's fault.

    ground  of what kind
    answerable  who answered for the unit when it happened, the leader in charge first
    by_rule the program opened it from a breach
    aggravated_by  the obstructions that weigh against whoever it is about (M26)
    """

    ground: Ground | None = None
    answerable: tuple[str, ...] = ()
    by_rule: bool = False
    aggravated_by: tuple[str, ...] = ()

    @property
    def dropped(self) -> bool:
        return self.stage is LeadStage.NOT_HELD

    @property
    def facets(self) -> Mapping[str, object]:
        weighing = {"aggravated": True} if self.aggravated_by else {}
        return {"ground": self.ground, "by_rule": self.by_rule, **weighing}
