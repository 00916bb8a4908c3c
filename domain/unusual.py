"""What is unusual in what happened: the auditor's exceptions, one pure function from an event.

An exception says what was done by whom, who decided it, and how far off the due date was that it
concerns, as the log had it just before. Whether that is near is a threshold of the rulebook, which
may change; so it is asked, not stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from domain.envelope import Fact, Recorded
from domain.kinds import Life
from domain.matter.closing.events import MatterClosed
from domain.matter.routing.events import OrderHandedOver
from domain.matter.state import Matter
from domain.matter.timing.events import DutyExcused
from domain.obligations import Deadline, Key, Obligation
from domain.proceedings.handing_over import DutiesHandedOver
from domain.reading.events import IdentityRevealed
from domain.rulebook_events import RulebookAdopted
from domain.unusual_kinds import kinds_of
from domain.verdicts.events import DutyRecounted, EarlierActConfirmed, VerdictCorrected
from domain.vocabulary import Duty, ExceptionKind, Role, Term


@dataclass(frozen=True, slots=True)
class Unusual:
    """One exception.

    approver   who decided it, where that can be told; the one who recorded it decided it otherwise
    proposer   whose proposal it was, where two people decide
    unit       whose matter it was just before: the lead unit, else the receiver; a proceeding's unit
    duty, of   what was owed, and is touched by it; None where nothing was
    due_at     when that was due, just before
    due_after  when it is due because of it; None where it is no such act
    days       working days given, where the act says how many
    ground     the ground it gives, as its term
    contact_at when somebody who handles it last took it into their hands, for withdrawals
    matter     the id of the matter it is about, where it was recorded in a stream of its own
    """

    kind: ExceptionKind
    approver: str | None = None
    proposer: str | None = None
    unit: str | None = None
    duty: Duty | None = None
    of: str = ""
    due_at: datetime | None = None
    due_after: datetime | None = None
    days: int | None = None
    ground: str | None = None
    contact_at: datetime | None = None
    matter: str | None = None


def unusual(recorded: Recorded, before: Life | None) -> Iterator[Unusual]:
    """The exceptions in one event, each kind once.

    ``before`` is the matter or proceeding as its stream stood just before; None for other streams.
    """
    fact = recorded.fact
    kinds = [*kinds_of(recorded, before)] if not _of_the_program(recorded) else []
    if recorded.back_dated:
        kinds.insert(0, ExceptionKind.BACK_DATED)
    if not kinds:
        return
    touched = _touched(fact, before)
    for kind in kinds:
        yield Unusual(
            kind,
            approver=_approver(recorded),
            proposer=_named(fact, "proposed_by") or _named(fact, "recorded_by"),
            unit=_unit(before),
            duty=touched.key.duty if touched else None,
            of=touched.key.of if touched else "",
            due_at=touched.deadline.at if touched else None,
            due_after=_due_after(fact, touched),
            days=_given(fact, "working_days"),
            ground=_term(fact, "ground") or _term(fact, "reason"),
            contact_at=_contact(before) if kind in _WITHDRAWALS else None,
            matter=fact.matter if isinstance(fact, IdentityRevealed) else None,
        )


def _of_the_program(recorded: Recorded) -> bool:
    """The rules a jurisdiction begins with are nobody's act."""
    return isinstance(recorded.fact, RulebookAdopted) and recorded.actor.role is Role.SYSTEM


_WITHDRAWALS = (ExceptionKind.WITHDRAWAL_RECORDED, ExceptionKind.WITHDRAWN)
_FINAL = Key(Duty.FINAL_ANSWER)


def _touched(fact: Fact, before: Life | None) -> Obligation | None:
    """What was owed and is concerned: the very duty that the act names; else the final answer, or
    its redoing; else what was owed next."""
    if before is None:
        return None
    if isinstance(fact, DutyExcused):
        return before.obligations.get(fact.key)
    if isinstance(fact, EarlierActConfirmed | VerdictCorrected | DutyRecounted):
        owed = before.obligation(fact.duty, fact.of)
        return owed.in_round(fact.nth) if owed else None
    if isinstance(fact, OrderHandedOver):
        return _first(before.obligations.get(key) for key in fact.owed)
    if isinstance(fact, DutiesHandedOver):
        return _first(before.obligation(each.duty, each.of) for each in fact.owed)
    final = before.obligations.get(_FINAL)
    if final is not None and (final.is_open or isinstance(fact, MatterClosed)):
        return final
    return before.obligations.get(Key(Duty.REDO)) or _first(before.obligations.values())


def _first(owed: Iterable[Obligation | None]) -> Obligation | None:
    still = [each for each in owed if each is not None and each.is_open]
    return min(still, key=lambda each: (each.deadline.at, str(each.key)), default=None)


def _due_after(fact: Fact, touched: Obligation | None) -> datetime | None:
    """By when the duty that is concerned is due because of the act."""
    judged = isinstance(fact, VerdictCorrected | DutyRecounted)
    name = "deadline" if judged else "final_answer_by"
    deadline: Deadline | None = _given(fact, name)
    if deadline is None or touched is None:
        return None
    if name == "final_answer_by" and touched.key != _FINAL:
        return None
    return deadline.at


def _approver(recorded: Recorded) -> str | None:
    """Who decided: whom the fact names; else who recorded it, unless that was the program."""
    named = _named(recorded.fact, "approver")
    if named is not None:
        return named
    return None if recorded.actor.role is Role.SYSTEM else recorded.actor.person


def _named(fact: Fact, field: str) -> str | None:
    value: str | None = _given(fact, field)
    return value


def _term(fact: Fact, field: str) -> str | None:
    """A ground, as the term it is; a reason in somebody's words is none."""
    value = _given(fact, field)
    return value.value if isinstance(value, Term) else None


def _given(fact: Fact, field: str) -> Any:
    """What a fact says in a field; None where its type has no such field."""
    return getattr(fact, field) if field in _fields(type(fact)) else None


@cache
def _fields(fact: type[Fact]) -> frozenset[str]:
    return frozenset(fact.model_fields)


def _unit(before: Life | None) -> str | None:
    if isinstance(before, Matter):
        return before.lead or before.receiving_unit
    return before.unit if before is not None else None


def _contact(before: Life | None) -> datetime | None:
    """When the last unit got, opened or signed for its order: from then on it knew whom to call."""
    if not isinstance(before, Matter):
        return None
    times = [
        moment
        for order in before.orders.values()
        for moment in (order.delivered_at, order.opened_at, order.signed_at)
        if moment is not None
    ]
    return max(times, default=None)
