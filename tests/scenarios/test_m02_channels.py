"""M02 来源渠道: every channel is taken in, anonymous or not, and says by which way it came."""

import pytest

from domain.errors import AssigningLeaderMissing, RouteExists, SecondPersonNeeded
from domain.matter import commands
from domain.vocabulary import Channel, Duty, ExemptionGround, FeedbackState
from service.queries import Asked
from tests.people import AUDITOR, CLERK, LEADER, SUPERVISOR
from tests.scenarios.office import Office


@pytest.mark.parametrize("channel", list(Channel))
def test_m02_every_channel_has_a_clock_from_its_receipt(office: Office, channel: Channel) -> None:
    leader = LEADER.person if channel is Channel.LEADER_ASSIGNMENT else None
    matter = office.receives(channel=channel, assigned_by=leader)
    assert office.app.queries.matter(AUDITOR, Asked(), matter)[1].channel is channel
    assert office.obligation(matter, Duty.FINAL_ANSWER).deadline.since == office.now()


def test_m02_an_assignment_names_the_leader_who_gave_it(office: Office) -> None:
    with pytest.raises(AssigningLeaderMissing):
        office.receives(channel=Channel.LEADER_ASSIGNMENT)


def test_m02_an_anonymous_matter_without_any_route_is_exempted_by_two(office: Office) -> None:
    propose = commands.ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="无联系方式")
    named = office.receives()
    with pytest.raises(RouteExists):
        office.does(named, propose, CLERK)
    matter = office.receives(anonymous=True, contact=None)
    office.routes(matter)
    office.does(matter, propose, SUPERVISOR)
    with pytest.raises(SecondPersonNeeded):
        office.does(matter, commands.ConfirmExemption(), SUPERVISOR)
    before = office.now()
    office.clock.advance(hours=1)
    office.does(matter, commands.ConfirmExemption(), LEADER)
    assert office.totals().exempt == 1
    assert office.totals(asked=Asked(as_of=before)).exempt == 0
    assert office.state(matter) is FeedbackState.IN_HAND  # owing no answer, the work goes on
    office.reports_outcome(matter)
    assert office.state(matter) is FeedbackState.EXEMPT
    office.closes(matter)
