"""A desk at which one matter is worked on, in memory: decisions and folds without a database."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from domain.elsewhere import Led
from domain.envelope import Actor, Command, Fact, Recorded
from domain.matter.answering.commands import AnswerComplainant, ConfirmExemption, ProposeExemption
from domain.matter.closing.commands import CloseMatter
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.decisions import decide
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import ReportOutcome
from domain.matter.history import evolve
from domain.matter.imported.events import MatterImported
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.intake.events import MatterReceived
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.matter.state import Matter
from domain.matter.stream import PREFIX, matter_of_stream
from domain.organisation.state import Organisation, Post, Term, Unit
from domain.rulebook import Rulebook
from domain.rulebook_files import load_default
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Duty,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
    PostRank,
    Role,
    Satisfaction,
    UnitKind,
)
from domain.working_days import load_calendar
from tests.domain.examples import EXAMPLES
from tests.people import CLERK, HANDLER, LEADER, MORNING, OTHER_LEADER, SUPERVISOR, UNITS

RULES = Rules(load_default(), load_calendar())
SECTION = "housing-repairs"
DEPUTIES = tuple(
    Post(f"post-of-{each.person}", "county", "副县长", PostRank.LEADER_IN_CHARGE)
    for each in (LEADER, OTHER_LEADER)
)
ORGANISATION = Organisation(
    posts={post.code: post for post in DEPUTIES},
    terms=tuple(
        Term(each.person, each.person, post.code, date(2026, 1, 1))
        for each, post in zip((LEADER, OTHER_LEADER), DEPUTIES, strict=True)
    ),
    units={
        **{code: Unit(code, code, kind, parent, None) for code, (kind, parent) in UNITS.items()},
        SECTION: Unit(SECTION, SECTION, UnitKind.SECTION, "housing", None),
    },
)
SECOND_CLERK = Actor(person="clerk-ma", role=Role.CLERK, unit="office")
CALLER = Actor(person="clerk-hui", role=Role.CLERK, unit="office")
WATER_HEAD = Actor(person="head-feng", role=Role.UNIT_HEAD, unit="water")
NOTHING: tuple[Fact, ...] = ()


@dataclass
class Desk:
    """One matter, its history, and a clock that only the test moves."""

    now: datetime = MORNING
    matter: Matter = field(default_factory=lambda: Matter(id="m1"))
    history: list[Recorded] = field(default_factory=list)
    organisation: Organisation = ORGANISATION
    rules: Rules = RULES
    rulebooks: dict[str, Rulebook] = field(default_factory=dict)
    others: "dict[str, Desk]" = field(default_factory=dict)

    def decide(self, command: Command, actor: Actor) -> tuple[Fact, ...]:
        """What the command would lead to in this matter, without recording it."""
        return tuple(each for each in self._led(command, actor) if isinstance(each, Fact))

    def do(self, command: Command, actor: Actor) -> tuple[Fact, ...]:
        """Carry a command out: what it led to in matters, recorded here and on other desks."""
        led = self._led(command, actor)
        for each in led:
            if isinstance(each, Fact):
                self.record(each, actor)
            elif each.stream.startswith(PREFIX):
                matter = matter_of_stream(each.stream)
                desk = self.others.get(matter) or self.beside(matter)
                desk.now = self.now
                desk.record(each.fact, actor)
        return tuple(each for each in led if isinstance(each, Fact))

    def beside(self, matter: str) -> "Desk":
        """A desk for another matter, which knows this one and is known here."""
        self.others[self.matter.id] = self
        desk = replace(self, matter=Matter(id=matter), history=[])
        self.others[matter] = desk
        return desk

    def copy(self, organisation: Organisation) -> "Desk":
        """This desk and those beside it once more, all at its time and in this organisation."""
        others: dict[str, Desk] = {}
        for matter, desk in (self.others or {self.matter.id: self}).items():
            others[matter] = replace(
                desk,
                now=self.now,
                history=list(desk.history),
                organisation=organisation,
                others=others,
            )
        if not self.others:
            return replace(others[self.matter.id], others={})
        return others[self.matter.id]

    def _led(self, command: Command, actor: Actor) -> Led:
        situation = Situation(
            actor,
            self.now,
            self.rules,
            self.organisation,
            self.matter.complainant or f"complainant-of-{self.matter.id}",
            self.rulebooks,
            lambda other: self.others[other].matter if other in self.others else Matter(id=other),
            lambda: f"{self.matter.id}-{next(self._parts)}",
        )
        return decide(command, self.matter, situation)

    def __post_init__(self) -> None:
        self._parts = count(len(self.history) + 1)

    def record(self, fact: Fact, actor: Actor) -> None:
        """Put a fact on record at the desk's time; a receipt happened when it came in."""
        came_in = fact.received_at if isinstance(fact, MatterReceived | MatterImported) else None
        recorded = Recorded(
            position=len(self.history) + 1,
            stream=f"matter-{self.matter.id}",
            version=len(self.history) + 1,
            recorded_at=self.now,
            occurred_at=came_in or self.now,
            actor=actor,
            command="c",
            back_dated=False,
            fact=fact,
        )
        self.history.append(recorded)
        self.matter = evolve(self.matter, recorded)

    def wait(self, **units: float) -> None:
        """Let time pass: ``wait(days=2)``."""
        self.now += timedelta(**units)

    def due(self, duty: Duty, of: str = "") -> datetime:
        """When a duty of the matter falls due."""
        owed = self.matter.obligation(duty, of)
        assert owed is not None, f"no {duty} is owed"
        return owed.deadline.at

    def owed(self) -> set[str]:
        """What is still owed, as ``duty`` or ``duty:unit``."""
        return {str(each.key) for each in self.matter.open_obligations()}


def receive(**given: Any) -> ReceiveMatter:
    """A request by phone, unless told otherwise."""
    usual: dict[str, Any] = {
        "channel": Channel.HOTLINE,
        "subject": "楼道灯坏了",
        "body": "报修两周没人来",
        "nature": Nature.REQUEST,
    }
    return ReceiveMatter(**{**usual, **given})


def dispatch(lead: str = "housing", *participants: str) -> DispatchMatter:
    """An order to a lead and participants, each with its named person."""
    tasks = [Task(unit=unit, person=PERSONS[unit]) for unit in participants]
    return DispatchMatter(lead=Task(unit=lead, person=PERSONS[lead]), participants=tuple(tasks))


PERSONS = {
    "housing": HANDLER.person,
    "water": "handler-wu",
    "transport": "handler-he",
    "office": "clerk-ma",
    SECTION: "repairer-tan",
}


def outcome(finding: Finding = Finding.MET, *measures: Measure) -> ReportOutcome:
    """An outcome with one file as evidence."""
    did = measures or (Measure.ACTION_TAKEN,)
    return ReportOutcome(finding=finding, measures=did, text="已换灯", evidence=("档案 7 号",))


def correct(**changes: object) -> CorrectRegistration:
    return CorrectRegistration.model_validate({"reason": "登记有误", **changes})


def answer(policy: str | None = None, unit: str | None = None) -> AnswerComplainant:
    return AnswerComplainant(text="灯已换好", policy=policy, unit=unit, route=AnswerRoute.PHONE)


def propose() -> ProposeExemption:
    return ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="匿名，没有联系方式")


def registered(**given: Any) -> Desk:
    """A matter taken in and registered by a clerk of the office."""
    desk = Desk()
    desk.do(receive(**given), CLERK)
    return desk


def imported(unit: str | None = "housing") -> Desk:
    """A message of another system that nobody here has taken up."""
    desk = Desk()
    fact = next(each for each in EXAMPLES if isinstance(each, MatterImported))
    desk.record(fact.model_copy(update={"unit": unit}), CLERK)
    return desk


def dispatched(*participants: str, **given: Any) -> Desk:
    desk = registered(**given)
    desk.do(dispatch("housing", *participants), CLERK)
    return desk


def delivered(*participants: str, **given: Any) -> Desk:
    desk = dispatched(*participants, **given)
    for unit in ("housing", *participants):
        desk.do(DeliverOrder(unit=unit), CLERK)
    return desk


def signed(*participants: str, **given: Any) -> Desk:
    """In the lead unit's hands; participants have their orders but have not signed."""
    desk = delivered(*participants, **given)
    desk.do(SignOrder(), HANDLER)
    return desk


def found_out(finding: Finding = Finding.MET, **given: Any) -> Desk:
    desk = signed(**given)
    desk.do(outcome(finding), HANDLER)
    return desk


def answered(finding: Finding = Finding.MET, **given: Any) -> Desk:
    desk = found_out(finding, **given)
    desk.do(answer("第 9 条" if finding is Finding.OUTSIDE_POLICY else None), CLERK)
    return desk


def call(reached: bool = True, satisfied: bool = True) -> RecordCall:
    """A follow-up call that reached the complainant, or did not."""
    if not reached:
        return RecordCall(reached=False)
    said = Satisfaction.SATISFIED if satisfied else Satisfaction.DISSATISFIED
    return RecordCall(reached=True, satisfaction=said, resolved=satisfied)


def asked(**given: Any) -> Desk:
    """Answered, and asked about it by somebody who had nothing to do with it."""
    desk = answered(**given)
    desk.do(call(), CALLER)
    return desk


def closed(**given: Any) -> Desk:
    desk = asked(**given)
    desk.do(CloseMatter(), SUPERVISOR)
    return desk


def exempted() -> Desk:
    """Registered, anonymous without any route, and exempted from the answer by two people."""
    desk = registered(anonymous=True)
    desk.do(propose(), CLERK)
    desk.do(ConfirmExemption(), SUPERVISOR)
    return desk
