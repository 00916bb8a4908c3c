"""M21 催办 and the escalation ladder: reminder, urging, supervision slip; people decide the rest."""

import pytest

from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import StillOwed
from domain.matter.handling.commands import ReportProgress
from domain.matter.urging.commands import (
    ClimbRung,
    IssueSlip,
    ProposeStep,
    ReportOnSlip,
    UrgeDuty,
)
from domain.matter.urging.errors import OwnDuty
from domain.verdicts.events import BreachFound
from domain.vocabulary import Duty, ObligationStatus, Rung
from projections.asking import EVERYTHING
from projections.worklist import Pile
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.outbox.box import OutboxState
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR
from tests.scenarios.office import NOW, Office, answer, at, outcome


def watch(office: Office) -> int:
    """What the program does each minute; how many steps it took."""
    office.app.runner.catch_up()
    return office.app.watcher.watch()


def steps(office: Office, matter: str) -> list[tuple[str, Duty]]:
    """The steps of the ladder taken for a matter so far, in their order."""
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    facts = (each.recorded.fact for each in entries)
    return [
        (fact.TYPE.partition(".")[2], fact.duty) for fact in facts if hasattr(fact, "fell_due_at")
    ]


def of_outcome(office: Office, matter: str) -> list[str]:
    return [name for name, duty in steps(office, matter) if duty is Duty.OUTCOME]


def test_m21_the_program_climbs_from_reminder_to_slip_and_each_step_once(office: Office) -> None:
    matter = office.in_hand()  # its outcome is due on 19 March, 00:00
    office.do(ReportProgress(text="已派人查看"), HANDLER, matter)
    assert steps(office, matter) == [] and watch(office) == 1  # the duty of the month, M22
    assert steps(office, matter) == []
    office.clock.move_to(at(3, 18, 0))
    watch(office)
    assert of_outcome(office, matter) == ["duty_reminded"]
    office.clock.move_to(at(3, 19, 0))
    watch(office)
    office.clock.move_to(at(3, 24, 0))
    watch(office)
    assert watch(office) == 0
    assert of_outcome(office, matter) == [
        "duty_reminded",
        "duty_urged",
        "supervision_slip_issued",
    ]
    owed = office.owed(matter)[f"{Duty.SLIP_REPORT}:housing"]
    assert owed.due_at == at(3, 28, 0)


def test_m21_started_after_a_weeks_outage_it_records_each_missed_step_once_with_its_time(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 26))
    assert watch(office) > 0
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    missed = [
        (each.recorded.fact.TYPE, each.recorded.fact.fell_due_at, each.recorded.recorded_at)
        for each in entries
        if getattr(each.recorded.fact, "duty", None) is Duty.OUTCOME
        and not isinstance(each.recorded.fact, BreachFound)
    ]
    assert missed == [
        ("matter.duty_reminded", at(3, 18, 0), at(3, 26)),
        ("matter.duty_urged", at(3, 19, 0), at(3, 26)),
        ("matter.supervision_slip_issued", at(3, 24, 0), at(3, 26)),
    ]
    assert watch(office) == 1  # the points of the verdict on the outcome
    assert watch(office) == 0


def test_m21_what_is_done_in_time_is_never_pressed_for(office: Office) -> None:
    matter = office.in_hand()
    office.do(outcome(), HANDLER, matter)
    office.clock.move_to(at(3, 26))
    watch(office)
    assert of_outcome(office, matter) == []
    assert ("duty_urged", Duty.FINAL_ANSWER) in steps(office, matter)


def test_m21_the_last_urging_stands_beside_the_matter_and_on_the_worklist(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 5, 10))
    office.do(UrgeDuty(duty=Duty.OUTCOME, text="请抓紧办理"), CLERK, matter)
    office.app.runner.catch_up()
    (row,) = office.app.queries.worklist(CLERK, NOW, Pile.ALL).items
    assert row.last_urged_at == at(3, 5, 10)
    (before,) = office.app.queries.worklist(CLERK, Asked(as_of=at(3, 5, 9)), Pile.ALL).items
    assert before.last_urged_at is None


def test_m21_a_slip_is_answered_by_the_unit_it_went_to_and_holds_up_closing(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(IssueSlip(duty=Duty.OUTCOME, text="督办"), SUPERVISOR, matter)
    assert office.owed(matter)[f"{Duty.SLIP_REPORT}:housing"].owner_unit == "housing"
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    with pytest.raises(StillOwed):
        office.do(CloseMatter(), SUPERVISOR, matter)
    office.clock.move_to(at(3, 6))
    office.do(ReportOnSlip(text="本周办结"), HANDLER, matter)
    status = office.owed(matter)[f"{Duty.SLIP_REPORT}:housing"].status(office.clock.now())
    assert status is ObligationStatus.DONE_LATE  # due at the end of Thursday 5 March


def test_m21_people_may_skip_rungs_and_a_talk_or_circular_is_theirs_to_decide(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 19))
    command = ProposeStep(rung=Rung.CIRCULAR, duty=Duty.OUTCOME, text="建议通报")
    done = office.do(command, LEADER, matter)
    assert [each.fact.TYPE for each in done.recorded] == ["matter.step_proposed"]


def test_m21_nobody_supervises_the_own_office_and_nobody_signs_in_as_the_program(
    office: Office,
) -> None:
    matter = office.take_in()
    with pytest.raises(OwnDuty):
        office.do(IssueSlip(duty=Duty.DISPATCH, text="督办"), SUPERVISOR, matter)
    for actor in (HANDLER, CLERK, SUPERVISOR, LEADER, AUDITOR):
        with pytest.raises(NotPermitted):
            office.do(ClimbRung(duty=Duty.DISPATCH, rung=Rung.URGING), actor, matter)


def test_m21_urging_and_slips_are_delivered_to_who_owes_without_any_personal_text(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(IssueSlip(duty=Duty.OUTCOME, text="督办"), SUPERVISOR, matter)
    office.app.runner.catch_up()
    assert office.app.deliverer.deliver() == 2
    items, _ = office.app.outbox.posted(EVERYTHING, OutboxState.DELIVERED, 10)
    assert [(each.message.kind, each.message.unit, each.message.duty) for each in items] == [
        ("matter.supervision_slip_issued", "housing", Duty.SLIP_REPORT),
        ("matter.order_delivered", "housing", Duty.SIGN),
    ]
    files = sorted((office.app.settings.home / "outbox").glob("*.json"))
    assert len(files) == 2
    assert not any("督办" in file.read_text("utf-8").replace("督办单", "") for file in files)
