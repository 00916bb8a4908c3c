"""How a matter can be brought to its end from wherever it stands, by people who do what is owed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from domain.envelope import Actor, Command
from domain.errors import HuiyinError
from domain.matter.answering.commands import AnswerComplainant, GiveInterimReply
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import DecideReview
from domain.matter.disputing.commands import (
    DesignateLead,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import (
    DecideDifficulty,
    InformLeader,
    ReportDifficulty,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.intake.commands import NotifyAcceptance, RegisterMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.obligations import Key
from domain.organisation.state import Term
from domain.vocabulary import FINDINGS_FOR, AnswerRoute, Duty, Measure, Nature, Role, Satisfaction
from tests.domain.anything import ACTORS, UNITS
from tests.domain.desk import DEPUTIES, Desk
from tests.domain.pressing import ending

TEXT, ROUTE = "说明", AnswerRoute.PHONE
NEW_LEADER = Actor(person="leader-new", role=Role.LEADER)
COLLEAGUES = tuple(
    Actor(person=f"colleague-of-{unit}", role=Role.HANDLER, unit=unit) for unit in UNITS
)
NEW_CLERK = Actor(person="clerk-new", role=Role.CLERK, unit="office")
NEW_SUPERVISOR = Actor(person="supervisor-new", role=Role.SUPERVISOR, unit="office")
EVERYBODY = (*COLLEAGUES, *ACTORS, NEW_LEADER, NEW_CLERK, NEW_SUPERVISOR)
"""Among so many there is somebody whom the matter is not about, and who has not handled it."""


def brought_to_an_end(desk: Desk) -> Desk:
    """What becomes of a desk's matter when everybody does what is owed, as far as they may.

    The desk itself is left as it is, and so are those of matters that hang together with it. A
    leader newly appointed is there to turn to.
    """
    appointed = Term(NEW_LEADER.person, "新", DEPUTIES[0].code, date(2020, 1, 1))
    organisation = replace(desk.organisation, terms=(*desk.organisation.terms, appointed))
    end = desk.copy(organisation)
    family = end.others.values() or (end,)
    while any(_taken(step, each) for each in family for step in _steps(each)):
        pass
    return end


def _taken(step: Command, desk: Desk) -> bool:
    """Whether one of all these people could take a step, and so took it.

    Leaders who have left office take none.
    """
    today = desk.now.date()
    gone = {term.person for term in desk.organisation.terms if not term.covers(today)}
    for actor in (each for each in EVERYBODY if each.person not in gone):
        try:
            if desk.do(step, actor):
                return True
        except HuiyinError:
            continue
    return False


def _steps(desk: Desk) -> Iterator[Command]:
    for each in desk.matter.open_obligations():
        yield from _discharging(desk, each.key)


def _discharging(desk: Desk, key: Key) -> Iterator[Command]:
    """What can be done to have a duty done with, the ways round an obstacle after the plain one."""
    matter, unit = desk.matter, key.of
    match key.duty:
        case Duty.REGISTER:
            yield RegisterMatter(nature=Nature.REQUEST)
        case Duty.ACCEPTANCE_NOTICE:
            yield NotifyAcceptance(route=ROUTE)
        case Duty.DISPATCH:
            for each in COLLEAGUES:
                lead = Task(unit=each.unit or "", person=each.person)
                yield DispatchMatter(lead=lead)
                yield DesignateLead(lead=lead)
        case Duty.RULING:
            yield RuleObjection(unit=unit, upheld=False, text=TEXT)
        case Duty.SETTLE_RESPONSIBILITY:
            yield SettleResponsibility(unit=matter.lead or "-", text=TEXT)
        case Duty.DELIVERY:
            yield DeliverOrder(unit=unit)
        case Duty.SIGN:
            yield SignOrder(unit=unit)
        case Duty.FIRST_FEEDBACK:
            yield ReportProgress(unit=unit, text=TEXT)
            yield ReportParticipation(unit=unit, text=TEXT)
        case Duty.PARTICIPANT_REPORT:
            yield ReportParticipation(unit=unit, text=TEXT)
        case Duty.DIFFICULTY_DECISION:
            yield DecideDifficulty(decision=TEXT)
            yield ReportDifficulty(unit=matter.lead, leader=NEW_LEADER.person, text=TEXT)
        case Duty.OUTCOME:
            yield ReportOutcome(
                unit=matter.lead,
                finding=min(FINDINGS_FOR[matter.nature or Nature.REQUEST]),
                measures=(Measure.INVESTIGATION,),
                text=TEXT,
                evidence=("档案 7 号",),
            )
        case Duty.INTERIM_REPLY:
            soon = desk.now + timedelta(days=1)
            yield GiveInterimReply(text=TEXT, expected_by=soon, route=ROUTE)
        case Duty.FEEDBACK_TO_LEADER:
            yield InformLeader(unit=matter.lead, text=TEXT)
        case Duty.FINAL_ANSWER | Duty.ANSWER:
            yield RegisterMatter(nature=Nature.REQUEST)
            yield AnswerComplainant(text=TEXT, policy="第 9 条", route=ROUTE)
        case Duty.REDO if not matter.registered:
            yield RegisterMatter(nature=Nature.REQUEST)
        case Duty.REDO if matter.lead is None:
            yield from _discharging(desk, Key(Duty.DISPATCH))
        case Duty.REDO if matter.finding is None:
            yield from _discharging(desk, Key(Duty.OUTCOME))
        case Duty.REDO:
            yield from _discharging(desk, Key(Duty.ANSWER))
        case Duty.FOLLOW_UP_CALL:
            yield RecordCall(reached=True, satisfaction=Satisfaction.SATISFIED, resolved=True)
        case Duty.REVIEW | Duty.RE_REVIEW:
            yield DecideReview(upheld=True, text=TEXT, route=ROUTE)
        case Duty.CLOSE:
            yield CloseMatter()
        case _:
            yield from ending(key)
