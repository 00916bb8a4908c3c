"""What happens in the demo: a file for each group of mechanisms, told in working days before today.

Every feedback state is there, the three silent failures among them (M12), and something in every list.
"""

from collections.abc import Iterator

from service.demo.days import Days
from service.demo.steps import Story
from service.demo.stories import (
    answered,
    at_work,
    before_the_work,
    between_jurisdictions,
    breaches_and_leads,
    bulletins,
    campaigns,
    cases,
    channels,
    complaints_and_watchlist,
    evaluations,
    gaming,
    inspections,
    instructions,
    key_works,
    nodes_and_emergencies,
    office_and_calendar,
    periodic_reports,
    pledges,
    reading_and_erasing,
    rectifications,
    scores,
    several_together,
    time_limits,
    urging_and_rounds,
    whose_it_is,
    working_together,
)


def stories(days: Days) -> Iterator[Story]:
    """All stories."""
    yield from before_the_work.stories()
    yield from channels.stories(days)
    yield from whose_it_is.stories()
    yield from at_work.stories(days)
    yield from nodes_and_emergencies.stories(days)
    yield from time_limits.stories(days)
    yield from several_together.stories()
    yield from answered.stories()
    yield from gaming.stories()
    yield from urging_and_rounds.stories()
    yield from instructions.stories(days)
    yield from key_works.stories(days)
    yield from inspections.stories(days)
    yield from rectifications.stories(days)
    yield from complaints_and_watchlist.stories(days)
    yield from campaigns.stories(days)
    yield from working_together.stories(days)
    yield from between_jurisdictions.stories(days)
    yield from breaches_and_leads.stories(days)
    yield from cases.stories(days)
    yield from bulletins.stories(days)
    yield from scores.stories(days)
    yield from evaluations.stories(days)
    yield from pledges.stories(days)
    yield from periodic_reports.stories(days)
    yield from office_and_calendar.stories(days)
    yield from reading_and_erasing.stories()
