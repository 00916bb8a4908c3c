"""M12: solved but not told, stuck but not reported, outside policy but not explained."""

import pytest

from domain.errors import PolicyNotExplained
from domain.matter import commands
from domain.vocabulary import Duty, FeedbackState, Finding
from service.queries import Asked
from tests.people import AUDITOR, HANDLER, LEADER
from tests.scenarios.office import Office


def test_m12_solved_but_not_told(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    office.reports_outcome(matter)
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD
    untold = office.now()
    office.clock.advance(days=1)
    office.answers(matter)
    assert office.state(matter) is FeedbackState.ANSWERED
    assert office.state(matter, Asked(as_of=untold)) is FeedbackState.SOLVED_NOT_TOLD


def test_m12_stuck_but_not_reported(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    due = office.owed(matter)[Duty.OUTCOME, ""].due_at
    assert office.state(matter) is FeedbackState.IN_HAND
    office.clock.move_to(due)
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED
    report = commands.ReportDifficulty(leader=LEADER.person, text="需要跨部门协调")
    office.does(matter, report, HANDLER)
    assert office.state(matter) is FeedbackState.DIFFICULTY_REPORTED
    assert office.owed(matter)[Duty.DIFFICULTY_DECISION, ""].owner_person == LEADER.person
    office.does(matter, commands.DecideDifficulty(decision="由住建局牵头施工"), LEADER)
    known_before = Asked(as_of=due, known_by=office.app.log.head() - 2)
    assert office.state(matter, known_before) is FeedbackState.STUCK_NOT_REPORTED


def test_m12_outside_policy_but_not_explained(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    office.reports_outcome(matter, Finding.OUTSIDE_POLICY)
    assert office.state(matter) is FeedbackState.POLICY_NOT_EXPLAINED
    with pytest.raises(PolicyNotExplained):
        office.answers(matter)
    office.answers(matter, policy="依据《城市照明管理规定》，此处不属公共照明范围")
    assert office.state(matter) is FeedbackState.ANSWERED


def test_m12_every_matter_is_in_exactly_one_state(office: Office) -> None:
    for steps in range(4):
        matter = office.receives()
        for step in (office.dispatches, office.delivers, office.signs)[:steps]:
            step(matter)
    office.app.runner.catch_up()
    _, counts = office.app.queries.state_counts(AUDITOR, Asked())
    assert sum(counts.values()) == 4
    assert {state for state, count in counts.items() if count} == {
        FeedbackState.UNDISPATCHED,
        FeedbackState.UNDELIVERED,
        FeedbackState.UNSIGNED,
        FeedbackState.IN_HAND,
    }
