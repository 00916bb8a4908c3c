"""An office at work, in readable steps: each is one command by whoever does it in real life."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.envelope import Actor, Command
from domain.matter import commands
from domain.obligations import Obligation
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
)
from projections.answer_status import AnswerStatus
from projections.obligation_ledger import Owed, Wanted
from service.bootstrap import Application
from service.clock import MovingClock
from service.handler import Done
from service.queries import Asked
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR, establish_units

OTHER_CLERK = Actor(person="clerk-zheng", role=Role.CLERK, unit="office")


@dataclass
class Office:
    """The efficiency office of the tests, its units established."""

    app: Application
    clock: MovingClock

    def __post_init__(self) -> None:
        establish_units(self.app)

    def receives(self, *, by: Actor = CLERK, **given: Any) -> str:
        """A matter comes in, registered as a request unless said otherwise; its id."""
        wanted = {
            "channel": Channel.HOTLINE,
            "subject": "路灯不亮",
            "body": "小区门口的路灯三天不亮",
            "nature": Nature.REQUEST,
            "contact": "0551-1234",
        }
        done = self.app.handler.receive(commands.ReceiveMatter(**{**wanted, **given}), by)
        return done.stream.removeprefix("matter-")

    def does(self, matter: str, command: Command, by: Actor) -> Done:
        return self.app.handler.matter(command, by, matter)

    def dispatches(self, matter: str, lead: str = "housing", *, participants: Any = ()) -> None:
        people = {"housing": HANDLER.person, "water": "handler-wu", "transport": "handler-xu"}
        self.does(
            matter,
            commands.DispatchMatter(
                lead=commands.Task(unit=lead, person=people[lead]),
                participants=tuple(
                    commands.Task(unit=unit, person=people[unit]) for unit in participants
                ),
            ),
            CLERK,
        )

    def delivers(self, matter: str, unit: str = "housing") -> None:
        self.does(matter, commands.DeliverOrder(unit=unit), CLERK)

    def signs(self, matter: str, by: Actor = HANDLER) -> None:
        self.does(matter, commands.SignOrder(), by)

    def routes(self, matter: str) -> None:
        """Dispatch, delivery and signature in one go."""
        self.dispatches(matter)
        self.delivers(matter)
        self.signs(matter)

    def reports_outcome(self, matter: str, finding: Finding = Finding.MET, **given: Any) -> None:
        wanted: dict[str, Any] = {
            "finding": finding,
            "measures": (Measure.ACTION_TAKEN,),
            "text": "已更换灯泡",
            "evidence": ("现场照片",),
        }
        self.does(matter, commands.ReportOutcome(**{**wanted, **given}), HANDLER)

    def answers(self, matter: str, by: Actor = HANDLER, **given: Any) -> None:
        wanted: dict[str, Any] = {"text": "路灯已修好", "route": AnswerRoute.PHONE}
        self.does(matter, commands.AnswerComplainant(**{**wanted, **given}), by)

    def closes(self, matter: str, by: Actor = OTHER_CLERK) -> None:
        self.does(matter, commands.CloseMatter(), by)

    def state(self, matter: str, asked: Asked | None = None) -> FeedbackState:
        """The matter's one state, as the list of matters gives it."""
        self.app.runner.catch_up()
        rows = self.app.queries.matters(AUDITOR, asked or Asked()).items
        return next(row.state for row in rows if row.matter == matter)

    def owed(self, matter: str, asked: Asked | None = None) -> dict[tuple[Duty, str], Owed]:
        """The matter's obligations, as the ledger has them."""
        self.app.runner.catch_up()
        page = self.app.queries.obligations(AUDITOR, asked or Asked(), Wanted(matter=matter))
        return {(item.duty, item.of): item for item in page.items}

    def standing(
        self, matter: str, duty: Duty, of: str = "", asked: Asked | None = None
    ) -> ObligationStatus:
        """How one obligation stands now, or on the asked axes."""
        at = asked.as_of if asked and asked.as_of else self.clock.now()
        return self.owed(matter, asked)[duty, of].status(at)

    def totals(self, duty: Duty = Duty.FINAL_ANSWER, asked: Asked | None = None) -> AnswerStatus:
        self.app.runner.catch_up()
        return self.app.queries.answer_status(SUPERVISOR, asked or Asked(), duty)[1]

    def obligation(self, matter: str, duty: Duty, of: str = "") -> Obligation:
        """One obligation with its deadline, from the matter itself."""
        found = self.app.queries.matter(AUDITOR, Asked(), matter)[1].obligation(duty, of)
        assert found is not None
        return found

    def now(self) -> datetime:
        return self.clock.now()
