"""An office at work on the real application, in steps that read as its people would tell them."""

from datetime import datetime
from typing import Any

from domain.envelope import Actor, Command
from domain.matter.answering.commands import AnswerComplainant
from domain.matter.followup.commands import RecordCall
from domain.matter.handling.commands import ReportOutcome
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import DeliverOrder, DispatchMatter, SignOrder, Task
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Duty,
    FeedbackState,
    Finding,
    Measure,
    Nature,
    ObligationStatus,
    Role,
    Satisfaction,
)
from domain.working_days import SHANGHAI
from projections.asking import Page
from projections.obligation_ledger import Owed, Wanted
from projections.worklist import Pile
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.executing import Done
from tests.people import CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR

SECOND_CLERK = Actor(person="clerk-ma", role=Role.CLERK, unit="office")
PERSON = {"housing": HANDLER, "water": OTHER_HANDLER}
NOW = Asked()


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A time in 2026 on the clock of Asia/Shanghai."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def receipt(**given: Any) -> ReceiveMatter:
    """A request by phone, unless told otherwise."""
    usual: dict[str, Any] = {
        "channel": Channel.HOTLINE,
        "subject": "楼道灯坏了",
        "body": "报修两周没人来",
        "nature": Nature.REQUEST,
    }
    return ReceiveMatter(**{**usual, **given})


def outcome(finding: Finding = Finding.MET, *measures: Measure) -> ReportOutcome:
    return ReportOutcome(
        finding=finding,
        measures=measures or (Measure.ACTION_TAKEN,),
        text="已换灯",
        evidence=("档案 7 号",),
    )


def answer(policy: str | None = None) -> AnswerComplainant:
    return AnswerComplainant(text="灯已换好", policy=policy, route=AnswerRoute.PHONE)


def call(satisfaction: Satisfaction = Satisfaction.SATISFIED) -> RecordCall:
    """A follow-up call that reached the complainant."""
    return RecordCall(
        reached=True,
        satisfaction=satisfaction,
        resolved=satisfaction is not Satisfaction.DISSATISFIED,
    )


class Office:
    """Its people act through the handler and read through the lists, as the programs do."""

    def __init__(self, app: Application, clock: MovingClock) -> None:
        self.app = app
        self.clock = clock

    def take_in(self, actor: Actor = CLERK, **given: Any) -> str:
        """A matter comes in; its id."""
        done = self.app.handler.receive(receipt(**given), actor)
        return done.stream.removeprefix("matter-")

    def do(self, command: Command, actor: Actor, matter: str) -> Done:
        """Somebody does something about a matter."""
        return self.app.handler.matter(command, actor, matter)

    def dispatch(self, matter: str, lead: str = "housing", *participants: str) -> None:
        """Orders go out to a lead and participants, and arrive."""
        tasks = tuple(Task(unit=unit, person=PERSON[unit].person) for unit in participants)
        order = DispatchMatter(lead=Task(unit=lead, person=PERSON[lead].person), participants=tasks)
        self.do(order, CLERK, matter)
        for unit in (lead, *participants):
            self.do(DeliverOrder(unit=unit), CLERK, matter)

    def in_hand(self, lead: str = "housing", *participants: str, **given: Any) -> str:
        """A matter that its lead and its participants have signed for; its id."""
        matter = self.take_in(**given)
        self.dispatch(matter, lead, *participants)
        for unit in (lead, *participants):
            self.do(SignOrder(), PERSON[unit], matter)
        return matter

    def answered(self, **given: Any) -> str:
        """A matter found out about by housing and answered by a clerk; its id."""
        matter = self.in_hand(**given)
        self.do(outcome(), HANDLER, matter)
        self.do(answer(), CLERK, matter)
        return matter

    # What the lists say

    def state(self, matter: str, asked: Asked = NOW) -> FeedbackState | None:
        """In which one state a matter stands; None where it is not known on these axes."""
        self.app.runner.catch_up()
        page = self.app.queries.matters(SUPERVISOR, asked)
        return next((each.state for each in page.items if each.matter == matter), None)

    def states(self, asked: Asked = NOW) -> dict[FeedbackState, int]:
        """How many matters are in each state; states without any left out."""
        self.app.runner.catch_up()
        _, counts = self.app.queries.state_counts(SUPERVISOR, asked)
        return {state: count for state, count in counts.items() if count}

    def owed(self, matter: str, asked: Asked = NOW) -> dict[str, Owed]:
        """The ledger of a matter, by ``duty`` or ``duty:unit``, each in its last round."""
        page = self.ledger(Wanted(subject=matter), asked)
        rounds = sorted(page.items, key=lambda each: each.nth)
        return {f"{each.duty}:{each.of}" if each.of else each.duty: each for each in rounds}

    def ledger(self, wanted: Wanted, asked: Asked = NOW, actor: Actor = SUPERVISOR) -> Page[Owed]:
        self.app.runner.catch_up()
        return self.app.queries.obligations(actor, asked, wanted)

    def status(self, matter: str, duty: Duty, asked: Asked = NOW) -> ObligationStatus:
        """Where one duty of a matter stands at the asked moment."""
        moment = asked.as_of or self.clock.now()
        return self.owed(matter, asked)[duty].status(moment)

    def pile(self, pile: Pile, asked: Asked = NOW) -> list[str]:
        """The matters in a pile of the clerk's morning screen, most pressing first."""
        self.app.runner.catch_up()
        return [row.matter for row in self.app.queries.worklist(CLERK, asked, pile).items]

    def in_whose_hands(self, matter: str, asked: Asked = NOW) -> tuple[str | None, str | None]:
        """The unit and the person who have a matter."""
        _, state = self.app.queries.matter(SUPERVISOR, asked, matter)
        return state.custodian_unit, state.custodian_person
