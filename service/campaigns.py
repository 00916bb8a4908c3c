"""What the units of a campaign say they found, beside what was entered and what others found (M13,
M25)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.envelope import Actor
from domain.supervision.campaigns.state import Campaign
from domain.vocabulary import CampaignStep
from domain.working_days import SHANGHAI
from projections.self_inspection import SelfInspection
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked
from service.queries import Queries


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit of a campaign.

    reported, found, put_right  whether it reported on self-inspection, and with which figures
    seen                        what it entered in that time, and what others found about it
    """

    unit: str
    reported: bool
    found: int | None
    put_right: int | None
    seen: SelfInspection

    @property
    def not_entered(self) -> int:
        """Problems that it says it found and of which there is no matter."""
        return max(0, (self.found or 0) - self.seen.by_itself)

    @property
    def found_nothing(self) -> bool:
        """Neither reported nor entered anything where others saw something."""
        return not self.found and self.seen.found_nothing


def compared(
    queries: Queries, actor: Actor, asked: Asked, campaign: str
) -> tuple[Axes, list[Compared]]:
    """The units of a campaign, by code, over the days from its first to its last.

    Raises NotYourMatter, also for what is no campaign; NotPermitted.
    """
    axes, state = queries.proceeding(actor, asked, campaign)
    if not isinstance(state, Campaign):
        raise permissions.NotYourMatter()
    since = datetime.combine(state.first, time.min, SHANGHAI)
    last = max(each.last for each in state.stages)
    until = datetime.combine(last + timedelta(days=1), time.min, SHANGHAI)
    same = Asked(as_of=axes.as_of, known_by=axes.known_by)
    _, found = queries.self_inspection(actor, same, since, until)
    seen = {each.unit: each for each in found}
    rows = []
    for unit in sorted(state.members):
        report = state.report(CampaignStep.SELF_INSPECTION, unit)
        rows.append(
            Compared(
                unit=unit,
                reported=report is not None,
                found=report.found if report is not None else None,
                put_right=report.put_right if report is not None else None,
                seen=seen.get(unit, SelfInspection(unit, 0, 0, 0)),
            )
        )
    return axes, rows
