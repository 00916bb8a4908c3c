"""Random histories of matters, written to the log as facts, and the log folded in plain Python.

The lives are plausible in outline and careless in detail: steps are left out, taken twice, and
reported long after they happened. Whatever stands in the log, the lists must equal its fold.
"""

import random
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from domain.codec import Draft
from domain.envelope import Actor, Fact, Recorded, Sealed
from domain.matter.answering.events import (
    AnswerExempted,
    ComplainantAnswered,
    ExemptionProposed,
    InterimReplyGiven,
)
from domain.matter.closing.events import MatterClosed
from domain.matter.contesting.events import AnswerContested
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.followup.events import AnswerRated, CallMade
from domain.matter.handling.events import (
    DifficultyDecided,
    DifficultyReported,
    LeaderInformed,
    OutcomeReported,
    ParticipantReported,
    ProgressReported,
)
from domain.matter.history import fold
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.intake.events import AcceptanceNotified, MatterReceived, MatterRegistered
from domain.matter.joining.events import (
    Held,
    MatterMerged,
    MatterUnmerged,
    OutcomeShared,
    RepeatLinked,
)
from domain.matter.routing.events import Assignment, MatterDispatched, OrderDelivered, OrderSigned
from domain.matter.splitting.events import CalledOff, PartReceived, PartRecounted
from domain.matter.state import Matter
from domain.matter.timing.events import AnswerExtended
from domain.obligations import Deadline, Key
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    Duty,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
    Role,
    Satisfaction,
    Urgency,
)
from projections.timeline import known
from projections.two_axes import Axes
from service.bootstrap import Application
from service.drafting import new_event
from service.event_log.requests import Appended, AppendRequest
from tests.people import MORNING

UNITS = ("office", "housing", "water", "transport")
ROUTE = AnswerRoute.PHONE


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact of a stream, when it happened, and when it was recorded."""

    stream: str
    fact: Fact
    occurred_at: datetime
    recorded_at: datetime
    back_dated: bool = False


@dataclass(slots=True)
class Chronicle:
    """Makes happenings; ``chance`` decides, so a seed gives the same history again."""

    chance: random.Random
    start: datetime = MORNING
    prefix: str = ""
    made: int = field(default=0)

    def histories(self, matters: int, *, disorder: float = 0.2) -> list[Happening]:
        """The happenings of so many matters, in the order of recording.

        ``disorder`` is the share of happenings that are recorded after the fact.
        """
        everything: list[Happening] = []
        for _ in range(matters):
            everything += self._one_matter(disorder)
        everything.sort(key=lambda each: each.recorded_at)
        return everything

    def _one_matter(self, disorder: float) -> Iterator[Happening]:
        self.made += 1
        matter = str(UUID(int=self.chance.getrandbits(128), version=4))
        at = self._later(self.start, days=20)
        kinds = (self._imported, self._native, self._part)
        (kind,) = self.chance.choices(kinds, weights=(4, 5, 1))
        life = kind(matter, at)
        came_in = at
        for place, fact in enumerate(life):
            if place:
                # Equal times happen too: several events of one command.
                at = at if self.chance.random() < 0.15 else self._later(at, days=6)
            occurred = at
            if isinstance(fact, MatterReceived | MatterImported):
                occurred = came_in = fact.received_at
            elif self.chance.random() < disorder:
                # Nothing happens to a matter before it came in.
                earlier = at - timedelta(hours=self.chance.randrange(1, 24 * 12))
                occurred = max(came_in, earlier)
            yield Happening(f"matter-{matter}", fact, occurred, at)

    def _native(self, matter: str, at: datetime) -> Iterator[Fact]:
        chance, lead = self.chance, self.chance.choice(UNITS)
        others = [unit for unit in UNITS if unit != lead][: chance.randrange(3)]
        received = at - timedelta(hours=chance.choice((0, 0, 1, 30, 200)))
        yield MatterReceived(
            matter=matter,
            complainant=matter,
            subject="路灯不亮",
            body="三天了没有人修",
            channel=chance.choice(list(Channel)),
            source_number=f"S{self.prefix}{self.made}" if chance.random() < 0.5 else None,
            received_at=received,
            place="东街",
            receiving_unit=chance.choice(UNITS),
            assigned_by="leader-sun" if chance.random() < 0.5 else None,
            urgency=Urgency.URGENT if self.made % 2 else None,
            register_by=self._due(received, "register", 1),
            acceptance_notice_by=self._due(received, "acceptance_notice", 5),
            final_answer_by=self._due(received, "final_answer", 15),
            outcome_by=self._due(received, "outcome", 12),
            interim_reply_by=self._due(received, "interim_reply", 15),
        )
        if self._rarely():
            return
        yield MatterRegistered(
            unit="office",
            nature=chance.choice(list(Nature)),
            conduct=(Conduct.SLOW,),
            dispatch_by=self._due(at, "dispatch", 2),
        )
        yield from self._now_and_then(self._corrected(received))
        if self._rarely():
            yield from self._merged(at)
        if self._rarely():
            return
        yield self._dispatch(lead, others, at)
        if self._rarely():
            yield from self._delivered(lead, at, leads=True)
            yield self._dispatch(lead, others, at, replaces=(lead, *others))
        for unit in (lead, *others):
            yield from self._delivered(unit, at, leads=unit == lead)
            if not self._rarely():
                yield OrderSigned(unit=unit, person=f"{unit}-wang", leads=unit == lead)
        yield from self._handled(lead, others, at)

    def _part(self, matter: str, at: datetime) -> Iterator[Fact]:
        """A part of another matter, which is none of these: reported on and filed, or called off."""
        whole, lead = self._another(), self.chance.choice(UNITS)
        yield PartReceived(
            matter=matter,
            whole=whole,
            complainant=matter,
            subject="水管漏水",
            body="修复水管",
            channel=self.chance.choice(list(Channel)),
            received_at=at - timedelta(days=self.chance.randrange(9)),
            place="东街",
            receiving_unit=self.chance.choice(UNITS),
            nature=self.chance.choice(list(Nature)),
            dispatch_by=self._due(at, "dispatch", 2),
            outcome_by=self._due(at, "outcome_of_part", 8),
        )
        if self._rarely():
            yield CalledOff(whole=whole, ends=(Key(Duty.DISPATCH), Key(Duty.OUTCOME)))
            return
        yield self._dispatch(lead, [], at)
        yield from self._delivered(lead, at, leads=True)
        yield OrderSigned(unit=lead, person=f"{lead}-wang", leads=True)
        yield from self._now_and_then(
            PartRecounted(outcome_by=self._due(at, "outcome_of_part", 20)),
            self._outcome(lead, at).model_copy(
                update={"answer_by": None, "close_by": self._due(at, "close", 5)}
            ),
            MatterClosed(),
        )

    def _merged(self, at: datetime) -> Iterator[Fact]:
        """Handled together with another matter, which is none of these, and mostly parted again."""
        into, final = self._another(), Key(Duty.FINAL_ANSWER)
        before = Held(key=final, unit="office", person=None)
        suspends = (Key(Duty.OUTCOME), Key(Duty.DISPATCH))
        yield RepeatLinked(other=into)
        yield MatterMerged(
            into=into, unit="office", reason="同一处", suspends=suspends, hands_over=(before,)
        )
        if self._rarely():
            yield OutcomeShared(
                of=into, finding=Finding.MET, handlers=(), answer_by=self._due(at, "answer", 3)
            )
        if not self._rarely():
            yield MatterUnmerged(
                parted_from=into,
                reason="并非同一处",
                resumes=suspends,
                hands_back=(before,),
                custodian_unit="office",
            )

    def _another(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def _handled(self, lead: str, others: Sequence[str], at: datetime) -> Iterator[Fact]:
        yield from self._now_and_then(
            AcceptanceNotified(route=ROUTE),
            ProgressReported(unit=lead, text="已到现场"),
            InterimReplyGiven(text="尚在办理", expected_by=at, route=ROUTE),
            DifficultyReported(
                unit=lead,
                leader="leader-sun",
                text="没有经费",
                decision_by=self._due(at, "difficulty_decision", 3),
            ),
            DifficultyDecided(leader="leader-sun", decision="从预备费列支"),
            AnswerExtended(
                working_days=10,
                reason="等待鉴定",
                told_by=ROUTE,
                approver="head-zhou",
                final_answer_by=self._due(at, "final_answer", 30),
                outcome_by=self._due(at, "outcome", 27),
                interim_reply_by=self._due(at, "interim_reply", 30),
            ),
            ExemptionProposed(ground=ExemptionGround.NO_ROUTE, reason="匿名"),
            *(ParticipantReported(unit=unit, text="已完成") for unit in others),
        )
        if self._rarely():
            yield AnswerExempted(
                ground=ExemptionGround.NO_ROUTE,
                proposed_by="clerk-li",
                close_by=self._due(at, "close", 5),
                closing_unit="office",
            )
        if self._rarely():
            return
        found = self._outcome(lead, at)
        yield found
        yield from self._now_and_then(LeaderInformed(unit=lead, leader="leader-sun", text="已办结"))
        if self.chance.random() < 0.3:
            again = {"feedback_to_leader_by": self._due(at, "feedback_to_leader", 20)}
            yield found.model_copy(update=again)
        if self._rarely():
            return
        yield ComplainantAnswered(
            unit=lead,
            text="路灯已修好",
            route=ROUTE,
            close_by=self._due(at, "close", 5),
            closing_unit="office",
        )
        yield from self._now_and_then(*self._asked(at))
        if self._rarely():
            yield AnswerContested(
                text="只修了一盏",
                unit=lead,
                person=f"{lead}-wang",
                redo_by=self._due(at, "redo", 10),
            )
            yield from self._now_and_then(
                found,
                ComplainantAnswered(
                    unit=lead,
                    text="三盏都已修好",
                    route=ROUTE,
                    close_by=self._due(at, "close", 5),
                    closing_unit="office",
                ),
            )
        yield from self._now_and_then(MatterClosed())

    def _asked(self, at: datetime) -> Iterator[Fact]:
        """What the complainant says, or that they could not be reached."""
        reached, says = self.chance.random() < 0.7, self.chance.choice(list(Satisfaction))
        yield CallMade(
            reached=reached,
            satisfaction=says if reached else None,
            resolved=self.chance.random() < 0.5 if reached else None,
            close_by=self._due(at, "close", 5) if self.chance.random() < 0.7 else None,
            closing_unit="office",
        )
        yield AnswerRated(satisfaction=self.chance.choice(list(Satisfaction)), resolved=True)

    def _outcome(self, lead: str, at: datetime) -> Fact:
        return OutcomeReported(
            unit=lead,
            person=f"{lead}-wang",
            finding=self.chance.choice([Finding.MET, Finding.OUTSIDE_POLICY]),
            measures=(Measure.ACTION_TAKEN,),
            text="已更换灯泡",
            evidence=("照片",),
            answer_by=self._due(at, "answer", 3),
        )

    def _imported(self, matter: str, at: datetime) -> Iterator[Fact]:
        received = at - timedelta(days=self.chance.randrange(1, 400))
        yield MatterImported(
            matter=matter,
            source="portal",
            source_number=f"I{self.prefix}{self.made}",
            complainant=matter,
            subject="积水",
            body="下雨就积水",
            channel=Channel.NETIZEN_MESSAGE,
            received_at=received,
            place="西街",
            unit=self.chance.choice((*UNITS, None)),
            final_answer_by=self._due(received, "final_answer", 21),
        )
        if self._rarely():
            yield MatterRegistered(
                unit="office", nature=Nature.REQUEST, dispatch_by=self._due(at, "dispatch", 2)
            )
            yield self._dispatch("water", [], at)
        yield from self._now_and_then(AnswerImported(text="已安排疏通"))

    def _dispatch(
        self, lead: str, others: Sequence[str], at: datetime, replaces: tuple[str, ...] = ()
    ) -> Fact:
        assigned = [Assignment(unit=unit, person=f"{unit}-wang") for unit in (lead, *others)]
        return MatterDispatched(
            by_unit="office",
            lead=assigned[0],
            participants=tuple(assigned[1:]),
            replaces=replaces,
            deliver_by=self._due(at, "delivery", 2),
        )

    def _delivered(self, unit: str, at: datetime, *, leads: bool) -> Iterator[Fact]:
        if self._rarely():
            return
        yield OrderDelivered(
            unit=unit,
            person=f"{unit}-wang",
            leads=leads,
            sign_by=self._due(at, "sign", 1),
            first_feedback_by=self._due(at, "first_feedback", 3),
            participant_report_by=None if leads else self._due(at, "participant_report", 8),
            feedback_to_leader_by=self._due(at, "feedback_to_leader", 12) if leads else None,
        )

    def _corrected(self, received: datetime) -> Fact:
        earlier = received - timedelta(days=2)
        return RegistrationCorrected(
            reason="收件时间登记有误",
            received_at=earlier,
            place="南街",
            final_answer_by=self._due(earlier, "final_answer", 15),
            outcome_by=self._due(earlier, "outcome", 12),
        )

    def _now_and_then(self, *facts: Fact) -> Iterator[Fact]:
        return (fact for fact in facts if self.chance.random() < 0.5)

    def _rarely(self) -> bool:
        return self.chance.random() < 0.15

    def _later(self, moment: datetime, days: int) -> datetime:
        """A later moment, on the half hour, so that times of several matters meet."""
        return moment + timedelta(minutes=30 * self.chance.randrange(1, days * 48))

    def _due(self, since: datetime, rule: str, days: int) -> Deadline:
        midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
        return Deadline(
            at=midnight + timedelta(days=days + 1),
            since=since,
            rule=rule,
            rulebook="test/1",
            calendar="test",
        )


@dataclass(slots=True)
class Scribe:
    """Writes happenings to an application's log, each stream's versions in order."""

    app: Application
    versions: dict[str, int] = field(default_factory=dict)

    def write(self, happenings: Sequence[Happening]) -> None:
        """Append in the order given, recorded by the time each carries."""
        for happening in happenings:
            self._append([happening], happening.recorded_at)

    def write_at_once(self, happenings: Sequence[Happening]) -> None:
        """Append everything in calls of 500, recorded at the last one's time: for big logs."""
        for start in range(0, len(happenings), 500):
            group = happenings[start : start + 500]
            self._append(group, group[-1].recorded_at)

    def _append(self, group: Sequence[Happening], recorded_at: datetime) -> None:
        requests = [self._request(each) for each in group]
        for result in self.app.log.append(requests, recorded_at):
            assert isinstance(result, Appended), result

    def _request(self, happening: Happening) -> AppendRequest:
        stream, expected = happening.stream, self.versions.get(happening.stream, 0)
        self.versions[stream] = expected + 1
        key = f"{stream}/{expected}"
        actor = Actor(person="clerk-li", role=Role.CLERK, unit="office")
        draft = Draft(
            stream, happening.fact, actor, happening.occurred_at, key, happening.back_dated
        )
        return AppendRequest(
            actor=actor.person,
            key=key,
            request_hash=sha256(key.encode()).digest(),
            expected={stream: expected},
            latest=happening.occurred_at,
            events=[new_event(draft, expected + 1, seal, happening.recorded_at)],
        )


def seal(text: str) -> Sealed:
    """Stands for sealed text where nobody reads it."""
    return Sealed(person="somebody", sealed=b64encode(text.encode()).decode())


def history(app: Application) -> dict[str, list[Recorded]]:
    """The whole log, each matter's events in order."""
    streams: dict[str, list[Recorded]] = {}
    position = 0
    while batch := app.feed.after(position, 5_000):
        for recorded in batch:
            if recorded.stream.startswith("matter-"):
                streams.setdefault(recorded.stream.removeprefix("matter-"), []).append(recorded)
        position = batch[-1].position
    return streams


def folded(streams: dict[str, list[Recorded]], axes: Axes) -> list[Matter]:
    """Every matter on these axes, folded from the log: what each list must agree with."""
    states = (fold(matter, known(events, axes)) for matter, events in streams.items())
    return [state for state in states if state.received_at is not None]
