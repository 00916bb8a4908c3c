"""What if another rulebook had held: today's figures beside those, changing nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from domain.codec import decode
from domain.envelope import Actor
from domain.matter.stream import matter_stream
from domain.obligations import Key, Obligation
from domain.rulebook import Rulebook
from domain.rules import Rules
from domain.vocabulary import Duty, ObligationStatus
from domain.whatif import ledger
from projections.feedback_status import MatterStatus
from projections.timeline import known
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked
from service.bootstrap import Application

MATTERS_AT_ONCE = 500
SHOWN = 100
COUNTED = {
    ObligationStatus.DONE_IN_TIME: "answered_in_time",
    ObligationStatus.DONE_LATE: "answered_late",
    ObligationStatus.PENDING: "pending",
    ObligationStatus.OVERDUE: "overdue",
    ObligationStatus.EXEMPT: "exempt",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One obligation that would be due, or would stand, otherwise."""

    matter_id: str
    number: str
    source_id: str | None
    duty: Duty
    of: str
    due_at_today: datetime
    due_at_whatif: datetime
    status_today: ObligationStatus
    status_whatif: ObligationStatus


@dataclass(slots=True)
class WhatIf:
    """Both sides: how the final answers stand, and which obligations differ.

    changed_in_all  how many differ; ``changed`` shows the first of them
    """

    axes: Axes
    rulebook: str
    today: Counter[str] = field(default_factory=Counter)
    whatif: Counter[str] = field(default_factory=Counter)
    changed: list[Changed] = field(default_factory=list)
    changed_in_all: int = 0


def whatif(
    app: Application,
    actor: Actor,
    rulebook: Rulebook,
    asked: Asked,
    report: Callable[[int, int | None], None] = lambda *_: None,
) -> WhatIf:
    """Replay every matter the actor may see, under today's rules and under ``rulebook``.

    In memory stands one batch of matters at a time. ``report`` is told how many are done.
    """
    permissions.scope(actor, "read", "whatif")
    app.reference.refresh()
    rules = Rules(rulebook, app.reference.calendar())
    axes, matters = _matters(app, actor, asked)
    found, done = WhatIf(axes, rulebook.id), 0
    while some := list(islice(matters, MATTERS_AT_ONCE)):
        streams = {matter_stream(each.matter): each for each in some}
        wholes = {matter_stream(each.whole) for each in some if each.whole is not None}
        read = [*streams, *(wholes - streams.keys())]
        histories: dict[str, list] = {name: [] for name in read}  # type: ignore[type-arg]
        for stored in app.log.streams(read, axes.known_by):
            histories[stored.stream].append(decode(stored))
        for name, matter in streams.items():
            history = known(histories[name], axes)
            whole = known(histories[matter_stream(matter.whole)], axes) if matter.whole else []
            _compare(found, matter, ledger(history), ledger(history, rules, whole))
        done += len(some)
        report(done, None)
    return found


def _matters(app: Application, actor: Actor, asked: Asked) -> tuple[Axes, Iterator[MatterStatus]]:
    first = app.queries.matters(actor, Asked(asked.as_of, asked.known_by, limit=1_000))

    def every() -> Iterator[MatterStatus]:
        page = first
        yield from page.items
        while page.next is not None:
            page = app.queries.matters(actor, Asked(after=page.next, limit=1_000))
            yield from page.items

    return first.axes, every()


def _compare(
    found: WhatIf,
    matter: MatterStatus,
    today: Mapping[Key, Obligation],
    other: Mapping[Key, Obligation],
) -> None:
    at, final = found.axes.as_of, Key(Duty.FINAL_ANSWER)
    for counts, owed in ((found.today, today), (found.whatif, other)):
        if final in owed and (name := COUNTED.get(owed[final].status(at))):
            counts[name] += 1
            counts["matters"] += 1
    for key, one in today.items():
        two = other[key]
        if (one.deadline.at, one.status(at)) == (two.deadline.at, two.status(at)):
            continue
        found.changed_in_all += 1
        if len(found.changed) < SHOWN:
            found.changed.append(
                Changed(
                    matter_id=matter.matter,
                    number=matter.number,
                    source_id=matter.source_number,
                    duty=key.duty,
                    of=key.of,
                    due_at_today=one.deadline.at,
                    due_at_whatif=two.deadline.at,
                    status_today=one.status(at),
                    status_whatif=two.status(at),
                )
            )
