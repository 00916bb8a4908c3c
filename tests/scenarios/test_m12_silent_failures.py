"""M12: solved but not told, stuck but not reported, outside policy but not explained."""

import pytest

from domain.matter.answering.errors import PolicyNotExplained
from domain.matter.closing.commands import CloseMatter
from domain.matter.handling.commands import DecideDifficulty, ReportDifficulty
from domain.matter.handling.errors import DifficultyPending, UnknownLeader
from domain.vocabulary import Duty, FeedbackState, Finding
from projections.worklist import Pile
from service.asking import Asked
from tests.people import CLERK, HANDLER, LEADER, OTHER_LEADER, SUPERVISOR
from tests.scenarios.office import SECOND_CLERK, Office, answer, at, call, outcome


def test_m12_solved_but_not_told(office: Office) -> None:
    matter = office.in_hand()
    office.do(outcome(), HANDLER, matter)
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD
    assert office.pile(Pile.UNTOLD) == [matter]
    assert office.owed(matter)[Duty.ANSWER].due_at == at(3, 6, 0)
    office.do(answer(), CLERK, matter)
    assert office.state(matter) is FeedbackState.ANSWERED
    assert office.pile(Pile.UNTOLD) == []


def test_m12_stuck_but_not_reported(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 18, 23, 59))
    assert office.state(matter) is FeedbackState.IN_HAND
    office.clock.move_to(at(3, 19, 0))
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED
    assert office.pile(Pile.STUCK) == [matter]


def test_m12_a_difficulty_reported_in_time_is_not_silent(office: Office) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER, matter)
    office.clock.move_to(at(3, 19, 0))
    assert office.state(matter) is FeedbackState.DIFFICULTY_REPORTED
    decision = office.owed(matter)[Duty.DIFFICULTY_DECISION]
    assert (decision.owner_person, decision.due_at) == (LEADER.person, at(3, 6, 0))


def test_m12_a_difficulty_decided_in_time_does_not_excuse_silence_after_it(office: Office) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER, matter)
    office.clock.move_to(at(3, 18, 23))
    office.do(DecideDifficulty(decision="由预备费解决"), LEADER, matter)
    assert office.state(matter) is FeedbackState.IN_HAND
    office.clock.move_to(at(3, 19, 0))
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED


def test_m12_who_reported_in_time_was_not_silent_where_the_leader_decides_too_late(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER, matter)
    office.clock.move_to(at(3, 19, 0))
    office.do(DecideDifficulty(decision="由预备费解决"), LEADER, matter)
    assert office.state(matter) is FeedbackState.IN_HAND
    assert office.pile(Pile.STUCK) == []
    assert office.pile(Pile.OVERDUE) == [matter]
    office.do(ReportDifficulty(leader=LEADER.person, text="仍缺经费"), HANDLER, matter)
    office.do(DecideDifficulty(decision="追加"), LEADER, matter)
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED, "reported too late this time"


def test_m12_a_difficulty_put_to_the_wrong_leader_goes_to_another_who_is_due_as_the_first(
    office: Office,
) -> None:
    matter = office.in_hand()
    with pytest.raises(UnknownLeader):
        office.do(ReportDifficulty(leader="leader-sum", text="缺经费"), HANDLER, matter)
    office.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER, matter)
    office.clock.move_to(at(3, 4))
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    to_another = ReportDifficulty(leader=OTHER_LEADER.person, text="缺经费")
    with pytest.raises(DifficultyPending):
        office.do(to_another, HANDLER, matter)
    office.do(to_another, SUPERVISOR, matter)
    decision = office.owed(matter)[Duty.DIFFICULTY_DECISION]
    assert (decision.owner_person, decision.due_at) == (OTHER_LEADER.person, at(3, 6, 0))
    office.do(DecideDifficulty(decision="由预备费解决"), OTHER_LEADER, matter)
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SUPERVISOR, matter)
    assert office.state(matter) is FeedbackState.CLOSED


def test_m12_outside_policy_but_not_explained(office: Office) -> None:
    matter = office.in_hand()
    office.do(outcome(Finding.OUTSIDE_POLICY), HANDLER, matter)
    assert office.state(matter) is FeedbackState.POLICY_NOT_EXPLAINED
    assert office.pile(Pile.UNTOLD) == [matter]
    with pytest.raises(PolicyNotExplained):
        office.do(answer(), CLERK, matter)
    office.do(answer("住房保障办法第 9 条"), CLERK, matter)
    assert office.state(matter) is FeedbackState.ANSWERED


def test_m12_every_matter_is_in_exactly_one_state(office: Office) -> None:
    solved, outside = office.in_hand(), office.in_hand()
    office.in_hand()
    office.take_in(nature=None)
    office.take_in()
    office.answered()
    office.do(outcome(), HANDLER, solved)
    office.do(outcome(Finding.OUTSIDE_POLICY), HANDLER, outside)
    office.clock.move_to(at(3, 19, 0))
    assert office.states() == {
        FeedbackState.SOLVED_NOT_TOLD: 1,
        FeedbackState.POLICY_NOT_EXPLAINED: 1,
        FeedbackState.STUCK_NOT_REPORTED: 1,
        FeedbackState.UNREGISTERED: 1,
        FeedbackState.UNDISPATCHED: 1,
        FeedbackState.ANSWERED: 1,
    }
    office.app.runner.catch_up()
    assert len(office.app.queries.matters(SUPERVISOR, Asked()).items) == 6


def test_m12_which_matters_were_silent_last_friday_and_what_we_knew_of_it(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 13))
    office.do(outcome(), HANDLER, matter)
    office.clock.move_to(at(3, 16))
    office.do(answer(), CLERK, matter)
    on_friday = at(3, 13, 18)
    assert office.states(Asked(as_of=on_friday)) == {FeedbackState.SOLVED_NOT_TOLD: 1}
    known_on_thursday = Asked(as_of=on_friday, known_by=at(3, 12))
    assert office.states(known_on_thursday) == {FeedbackState.IN_HAND: 1}
    assert office.states(Asked(as_of=at(3, 16, 18))) == {FeedbackState.ANSWERED: 1}
