"""The lists, worked out in plain Python from the folded log: what the read tables must agree with."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.matter.standing import standing
from domain.matter.state import Matter
from domain.obligations import Obligation, Owner
from domain.vocabulary import Duty, FeedbackState, ObligationStatus
from projections.answer_status import AnswerStatus
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
        found = Counter(standing(each, self.as_of) for each in self.visible)
        return {state: found[state] for state in FeedbackState}

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
        self, status: ObligationStatus | None = None, breached: bool | None = None
    ) -> list[tuple[object, ...]]:
        """Every round of every obligation, by due date."""
        return sorted(
            (each.deadline.at, matter.id, each.key.duty.value, each.key.of, each.nth, *rest(each))
            for matter, latest in self._owed()
            for each in latest.rounds
            if status is None or each.status(self.as_of) is status
            if breached is None or each.breached(self.as_of) is breached
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

    def ownerless(self) -> int:
        """Open matters that owe something nobody owes, or nothing though they are not answered."""
        count = 0
        for each in self.visible:
            owners = [owed.owner for owed in each.open_obligations()]
            missing = not owners and each.answered_at is None
            count += each.closed_at is None and (missing or Owner() in owners)
        return count

    def _owed(self) -> Iterable[tuple[Matter, Obligation]]:
        return ((each, owed) for each in self.visible for owed in each.obligations.values())


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
