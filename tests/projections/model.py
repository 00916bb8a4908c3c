"""The lists, worked out in plain Python from the folded log: what the read tables must agree with."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.matter.standing import standing
from domain.matter.state import Matter
from domain.obligations import Key, Obligation, Owner
from domain.vocabulary import (
    CONTENT,
    FINDINGS_THAT_SOLVE,
    Duty,
    FeedbackState,
    Finding,
    ObligationStatus,
)
from domain.working_days import shanghai_day
from projections.answer_status import AnswerStatus
from projections.feedback_status import OF_FILINGS
from projections.statistics import Grouping, Period, Rates
from projections.worklist import Horizon, Pile


@dataclass(frozen=True, slots=True)
class Model:
    """Every matter as it stood, the moment asked about, and which ones the asker may know of."""

    matters: Sequence[Matter]
    as_of: datetime
    seen: Collection[str] | None = None

    @property
    def visible(self) -> list[Matter]:
        return [each for each in self.matters if self.seen is None or each.id in self.seen]

    def states(self) -> dict[FeedbackState, int]:
        filings = (each for each in self.visible if each.splitting.whole is None)
        found = Counter(standing(each, self.as_of) for each in filings)
        return {state: found[state] for state in OF_FILINGS}

    def matter_rows(self, **given: object) -> list[tuple[object, ...]]:
        """By receipt; ``given`` are values of the matter's attributes, ``unit`` one of its units."""
        unit = given.pop("unit", None)
        wanted = [
            each
            for each in self.visible
            if all(getattr(each, name) == value for name, value in given.items())
            if unit is None or unit in each.units
        ]
        ordered = sorted(wanted, key=lambda each: (each.received_at, each.id))
        return [
            (
                each.id,
                each.number,
                each.source_number,
                standing(each, self.as_of),
                each.version,
                each.received_at,
                each.receiving_unit,
                each.lead,
                due(each.obligation(Duty.FINAL_ANSWER)),
                each.answered_at,
                each.closed_at,
                each.splitting.whole,
                each.joining.into,
                each.urgency,
            )
            for each in ordered
        ]

    def pile(self, pile: Pile, horizon: Horizon) -> list[tuple[object, ...]]:
        """Unfinished matters of a pile, by the due date of what is next."""
        rows = [
            (
                step.deadline.at,
                each.id,
                standing(each, self.as_of),
                step.key.duty,
                step.owner.unit,
                step.owner.person,
            )
            for each in self.visible
            for step in each.open_obligations()[:1]
            if self._on_pile(each, step.deadline.at, pile, horizon)
        ]
        rows.sort(key=lambda row: row[:2])
        return list(rows)

    def _on_pile(self, matter: Matter, due_at: datetime, pile: Pile, horizon: Horizon) -> bool:
        state = standing(matter, self.as_of)
        later = due_at > self.as_of

        def owes(duty: Duty) -> bool:
            return any(each.key.duty is duty for each in matter.open_obligations())

        tests: dict[Pile, Callable[[], bool]] = {
            Pile.ALL: lambda: True,
            Pile.UNREGISTERED: lambda: state is FeedbackState.UNREGISTERED,
            Pile.UNROUTED: lambda: (
                state is FeedbackState.UNDISPATCHED
                or any(each.delivered_at is None for each in matter.orders.values())
            ),
            Pile.UNSIGNED: lambda: any(
                each.delivered_at is not None and each.signed_at is None
                for each in matter.orders.values()
            ),
            Pile.OBJECTED: lambda: owes(Duty.RULING),
            Pile.DIFFICULTY: lambda: owes(Duty.DIFFICULTY_DECISION),
            Pile.EMERGENCY: lambda: matter.nodes.emergency_since is not None,
            Pile.PAUSED: lambda: (
                matter.timing.paused_until is not None and matter.timing.paused_until > self.as_of
            ),
            Pile.DUE_TODAY: lambda: later and due_at <= horizon.today_ends,
            Pile.DUE_SOON: lambda: later and due_at <= horizon.soon_ends,
            Pile.OVERDUE: lambda: not later,
            Pile.STUCK: lambda: state is FeedbackState.STUCK_NOT_REPORTED,
            Pile.UNTOLD: lambda: (
                state in (FeedbackState.SOLVED_NOT_TOLD, FeedbackState.POLICY_NOT_EXPLAINED)
            ),
            Pile.TO_CALL: lambda: owes(Duty.FOLLOW_UP_CALL),
            Pile.REDO: lambda: state is FeedbackState.REDO,
            Pile.UNDER_REVIEW: lambda: (
                state in (FeedbackState.UNDER_REVIEW, FeedbackState.UNDER_RE_REVIEW)
            ),
            Pile.WITHDRAWN: lambda: state is FeedbackState.WITHDRAWN,
            Pile.TO_CLOSE: lambda: owes(Duty.CLOSE),
        }
        return tests[pile]()

    def obligations(
        self,
        status: ObligationStatus | None = None,
        breached: bool | None = None,
        still: bool | None = None,
    ) -> list[tuple[object, ...]]:
        """Every round of every obligation, by due date."""
        return sorted(
            (each.deadline.at, matter.id, each.key.duty.value, each.key.of, each.nth, *rest(each))
            for matter, latest in self._owed()
            for each in latest.rounds
            if status is None or each.status(self.as_of) is status
            if breached is None or each.breached(self.as_of) is breached
            if still is None or (each.status(self.as_of) in STILL_OWED) is still
        )

    def answer_status(self, duty: Duty) -> AnswerStatus:
        found = Counter(
            each.status(self.as_of) for _, each in self._owed() if each.key.duty is duty
        )
        figures = (
            found[ObligationStatus.DONE_IN_TIME],
            found[ObligationStatus.DONE_LATE],
            found[ObligationStatus.PENDING],
            found[ObligationStatus.OVERDUE],
            found[ObligationStatus.EXEMPT],
        )
        return AnswerStatus(sum(figures), *figures)

    def statistics(self, by: Grouping, period: Period) -> dict[tuple[str | None, str], Rates]:
        """The three rates, filing by filing."""
        groups: dict[tuple[str | None, str], list[Matter]] = {}
        for each in self.visible:
            if each.obligation(Duty.FINAL_ANSWER) is not None:
                groups.setdefault((grouped(each, by), period_of(each, period)), []).append(each)
        return {key: self._rates(*key, filings) for key, filings in groups.items()}

    def _rates(self, group: str | None, period: str, filings: Sequence[Matter]) -> Rates:
        finals = [each.obligations[FINAL] for each in filings]
        found = Counter(each.status(self.as_of) for each in finals)
        first = [
            each.obligation(Duty.ACCEPTANCE_NOTICE) or each.obligations[FINAL] for each in filings
        ]
        heard = [each.status(self.as_of) in DONE for each in first]
        answered = [
            each
            for each, final in zip(filings, finals, strict=True)
            if final.status(self.as_of) in DONE
            if each.followup.resolved is not None or each.finding is not Finding.NOT_RECORDED
        ]
        asked = [each.followup.satisfaction for each in filings if each.followup.asked]
        return Rates(
            group,
            period,
            len(filings),
            found[ObligationStatus.DONE_IN_TIME],
            found[ObligationStatus.DONE_LATE],
            found[ObligationStatus.PENDING],
            found[ObligationStatus.OVERDUE],
            found[ObligationStatus.EXEMPT],
            responded=sum(e.status(self.as_of) is ObligationStatus.DONE_IN_TIME for e in first),
            response_base=sum(
                each or owed.breached(self.as_of) for each, owed in zip(heard, first, strict=True)
            ),
            solved=sum(map(solved, answered)),
            solution_base=len(answered),
            satisfied=sum(each in CONTENT for each in asked),
            asked=len(asked),
        )

    def ownerless(self) -> int:
        """Open matters that owe something nobody owes, or nothing though they are neither answered
        nor handled together with another."""
        count = 0
        for each in self.visible:
            owners = [owed.owner for owed in each.open_obligations()]
            missing = not (owners or each.answered_at or each.joining.into)
            count += each.closed_at is None and (missing or Owner() in owners)
        return count

    def _owed(self) -> Iterable[tuple[Matter, Obligation]]:
        return ((each, owed) for each in self.visible for owed in each.obligations.values())


FINAL = Key(Duty.FINAL_ANSWER)
STILL_OWED = (ObligationStatus.PENDING, ObligationStatus.OVERDUE)
DONE = (ObligationStatus.DONE_IN_TIME, ObligationStatus.DONE_LATE)


def grouped(matter: Matter, by: Grouping) -> str | None:
    match by:
        case Grouping.TOTAL:
            return ""
        case Grouping.UNIT:
            return matter.lead or matter.receiving_unit
        case _:
            value: str | None = getattr(matter, by.value)
            return value


def period_of(matter: Matter, period: Period) -> str:
    assert matter.received_at is not None
    day = shanghai_day(matter.received_at)
    return {
        Period.NONE: "",
        Period.MONTH: f"{day:%Y-%m}",
        Period.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
        Period.HALF_YEAR: f"{day.year}-H{1 if day.month <= 6 else 2}",
        Period.YEAR: f"{day.year}",
    }[period]


def solved(matter: Matter) -> bool:
    """Whether an answered matter is solved, in the complainant's word before the finding."""
    if matter.answered_at is None:
        return False
    said = matter.followup.resolved
    return matter.finding in FINDINGS_THAT_SOLVE if said is None else said


def due(obligation: Obligation | None) -> datetime | None:
    return obligation.deadline.at if obligation else None


def rest(obligation: Obligation) -> tuple[str, ...]:
    """What else identifies a state of an obligation, as texts that can be sorted."""
    owner = obligation.owner
    return tuple(
        str(each)
        for each in (
            owner.unit,
            owner.person,
            obligation.deadline.rule,
            obligation.ended,
            obligation.opened_by,
            obligation.ended_by,
        )
    )
