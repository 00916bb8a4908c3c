"""A campaign as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.proceedings.state import Proceeding
from domain.supervision.campaigns.events import Stage, StageReported
from domain.vocabulary import CampaignStep


@dataclass(frozen=True)
class Campaign(Proceeding):
    """A campaign of an office (``unit``) among units; ``reports`` in the order in which they came."""

    first: date = date.min
    stages: tuple[Stage, ...] = ()
    members: tuple[str, ...] = ()
    reports: tuple[StageReported, ...] = ()

    def report(self, step: CampaignStep, unit: str) -> StageReported | None:
        """The latest report of a unit on a stage."""
        of_one = (e for e in reversed(self.reports) if (e.step, e.unit) == (step, unit))
        return next(of_one, None)

    def stage_of(self, step: CampaignStep) -> Stage | None:
        return next((each for each in self.stages if each.step is step), None)

    @property
    def silent(self) -> tuple[str, ...]:
        """The reports that are still to come, ``stage:unit``."""
        return tuple(
            f"{stage.step.value}:{unit}"
            for stage in self.stages
            for unit in self.members
            if self.report(stage.step, unit) is None
        )

    @property
    def facets(self) -> Mapping[str, object]:
        reported = len({(each.step, each.unit) for each in self.reports})
        return {"units": len(self.members), "reported": reported, "awaited": len(self.silent)}
