"""The lists, worked out in plain Python from the folded log: what the read tables must agree with."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.matter.standing import standing
from domain.matter.state import Matter
from domain.obligations import Obligation
from domain.vocabulary import Duty, FeedbackState, ObligationStatus
from projections.answer_status import AnswerStatus
from projections.worklist import Horizon, Pile


@dataclass(frozen=True, slots=True)
class Model:
    """Every matter as it stood, the moment asked about, and the unit that asks (None: all)."""

    matters: Sequence[Matter]
    as_of: datetime
    unit: str | None = None

    @property
    def visible(self) -> list[Matter]:
        return [each for each in self.matters if self.unit is None or self.unit in each.units]

    def states(self) -> dict[FeedbackState, int]:
        found = Counter(standing(each, self.as_of) for each in self.visible)
        return {state: found[state] for state in FeedbackState}

    def matter_rows(self) -> list[tuple[object, ...]]:
        ordered = sorted(self.visible, key=lambda each: (each.received_at, each.id))
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
        tests: dict[Pile, Callable[[], bool]] = {
            Pile.ALL: lambda: True,
            Pile.UNREGISTERED: lambda: state is FeedbackState.UNREGISTERED,
            Pile.UNROUTED: lambda: state in (FeedbackState.UNDISPATCHED, FeedbackState.UNDELIVERED),
            Pile.UNSIGNED: lambda: state is FeedbackState.UNSIGNED,
            Pile.DUE_TODAY: lambda: later and due_at <= horizon.today_ends,
            Pile.DUE_SOON: lambda: later and due_at <= horizon.soon_ends,
            Pile.OVERDUE: lambda: not later,
            Pile.STUCK: lambda: state is FeedbackState.STUCK_NOT_REPORTED,
            Pile.UNTOLD: lambda: (
                state in (FeedbackState.SOLVED_NOT_TOLD, FeedbackState.POLICY_NOT_EXPLAINED)
            ),
            Pile.TO_CLOSE: lambda: state in (FeedbackState.ANSWERED, FeedbackState.EXEMPT),
        }
        return tests[pile]()

    def obligations(self, status: ObligationStatus | None) -> list[tuple[object, ...]]:
        return sorted(
            (each.deadline.at, matter.id, each.key.duty.value, each.key.of, *rest(each))
            for matter, each in self._owed()
            if status is None or each.status(self.as_of) is status
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
        """Open matters for which nobody owes anything, or whose next step nobody owes."""
        count = 0
        for each in self.visible:
            step = next(iter(each.open_obligations()), None)
            unfinished = each.closed_at is None and (step is not None or each.answered_at is None)
            owned = step is not None and (step.owner.unit or step.owner.person)
            count += unfinished and not owned
        return count

    def _owed(self) -> Iterable[tuple[Matter, Obligation]]:
        return ((each, owed) for each in self.visible for owed in each.obligations.values())


def due(obligation: Obligation | None) -> datetime | None:
    return obligation.deadline.at if obligation else None


def rest(obligation: Obligation) -> tuple[str, ...]:
    """What else identifies a state of an obligation, as texts that can be sorted."""
    owner = obligation.owner
    return tuple(
        str(each) for each in (owner.unit, owner.person, obligation.deadline.rule, obligation.ended)
    )
