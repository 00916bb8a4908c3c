"""M37 三挂钩: what follows a decision for standing, post and bonus is tracked until it is done."""

import pytest

from domain.accountability.cases.commands import Consequence
from domain.accountability.cases.errors import SubjectCarriesOut
from domain.accountability.cases.following_commands import (
    ExecuteConsequence,
    ExecuteMeasure,
    LiftMeasure,
)
from domain.accountability.cases.following_errors import NotDecidedSo
from domain.envelope import Actor
from domain.errors import UnknownUnit
from domain.vocabulary import CaseStage, Duty, Form, Hook, ObligationStatus, Role, SubjectKind
from service.access.permissions import NotYourMatter
from tests.people import OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import DECIDER, act, case_of, decision, heard, served, stands, watch
from tests.scenarios.office import Office, at

HOOKS = (
    Consequence(hook=Hook.PUBLICITY, unit="office", what="全县通报"),
    Consequence(hook=Hook.POST, unit="transport", what="一年内不得提任"),
    Consequence(hook=Hook.BONUS, unit="water", what="扣减半年奖金"),
)
TRANSPORT = Actor(person="personnel-shi", role=Role.UNIT_HEAD, unit="transport")


def test_m37_each_hook_is_owed_by_the_unit_that_sees_to_it(office: Office) -> None:
    case = served(office, consequences=HOOKS)
    owed = office.owed(case)
    assert {hook: owed[f"consequence_executed:{hook}"].owner_unit for hook in Hook} == {
        Hook.PUBLICITY: "office",
        Hook.POST: "transport",
        Hook.BONUS: "water",
    }
    assert owed["consequence_executed:bonus"].due_at == at(3, 31, 0)


def test_m37_a_unit_that_does_not_exist_sees_to_nothing(office: Office) -> None:
    case = heard(office)
    nowhere = Consequence(hook=Hook.BONUS, unit="nowhere", what="扣奖金")
    with pytest.raises(UnknownUnit):
        act(office, decision(consequences=(nowhere,)), DECIDER, case)


def test_m37_the_unit_that_a_case_is_about_sees_to_nothing_of_it(office: Office) -> None:
    case = heard(office)
    own = Consequence(hook=Hook.BONUS, unit="housing", what="扣奖金")
    with pytest.raises(SubjectCarriesOut):
        act(office, decision(consequences=(own,)), DECIDER, case)


def test_m37_each_is_carried_out_by_its_own_unit_and_a_missed_one_is_a_breach(
    office: Office,
) -> None:
    case = served(office, consequences=HOOKS)
    post = ExecuteConsequence(hook=Hook.POST, evidence="组通字 3 号")
    with pytest.raises(NotYourMatter):
        stands(office, case, Actor(person="head-ren", role=Role.UNIT_HEAD, unit="housing"))
    bonus_by_another = ExecuteConsequence(hook=Hook.POST, evidence="代办")
    with pytest.raises(Exception, match="transport"):
        act(office, bonus_by_another, OTHER_HANDLER, case)
    act(office, post, TRANSPORT, case)
    office.clock.move_to(at(4, 1))
    watch(office)
    owed, now = office.owed(case), office.clock.now()
    assert owed["consequence_executed:post"].status(now) is ObligationStatus.DONE_IN_TIME
    assert owed["consequence_executed:bonus"].status(now) is ObligationStatus.OVERDUE
    assert owed["consequence_executed:bonus"].verdict_by is not None


def test_m37_what_was_not_decided_is_not_carried_out(office: Office) -> None:
    case = served(office)
    with pytest.raises(NotDecidedSo):
        act(office, ExecuteConsequence(hook=Hook.BONUS, evidence="表"), SUPERVISOR, case)


def test_m37_the_case_stays_open_until_every_hook_is_done(office: Office) -> None:
    case = served(office, consequences=HOOKS[2:])
    warning = {"form": Form.WRITTEN_WARNING, "subject": SubjectKind.OFFICIAL, "evidence": "档"}
    act(office, ExecuteMeasure(**warning), SUPERVISOR, case)
    office.clock.move_to(at(6, 3))
    watch(office)
    act(office, LiftMeasure(**warning), SUPERVISOR, case)
    assert case_of(office, case).stage is CaseStage.IN_EFFECT
    assert [each.key.duty for each in case_of(office, case).open_obligations()] == [
        Duty.CONSEQUENCE_EXECUTED
    ]
    act(office, ExecuteConsequence(hook=Hook.BONUS, evidence="表"), OTHER_HANDLER, case)
    assert case_of(office, case).stage is CaseStage.OVER
