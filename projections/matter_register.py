"""Where every matter stands: one row for each state it has been in, on both axes.

The table behind the worklist, the feedback status and coverage.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.envelope import Recorded, Sealed
from domain.kinds import kind_of
from domain.matter.history import evolve
from domain.matter.standing import lasting_state, stuck_from
from domain.matter.state import Matter
from domain.vocabulary import Duty
from projections.copying import text_array
from projections.lives import Step
from projections.table import Table
from projections.two_axes import Change, Span, spans
from projections.view import ABOUT_ANYBODY, about
from projections.waits import pair

TABLE = Table(
    name="matter_row",
    key=("matter",),
    columns="""
    matter           text        NOT NULL,
    version          integer     NOT NULL,
    number           text        NOT NULL,
    state            text        NOT NULL,
    stuck_from       timestamptz,
    channel          text        NOT NULL,
    nature           text,
    subject          text,
    subject_person   text,
    received_at      timestamptz NOT NULL,
    place            text,
    receiving_unit   text,
    lead             text,
    undelivered      boolean     NOT NULL,
    unsigned         boolean     NOT NULL,
    units            text[]      NOT NULL,
    persons          text[]      NOT NULL,
    about            text[]      NOT NULL,
    custodian_unit   text,
    custodian_person text,
    in_hands_since   timestamptz,
    next_duty        text,
    next_unit        text,
    next_person      text,
    next_due_at      timestamptz,
    final_due_at     timestamptz,
    extensions       integer     NOT NULL,
    finding          text,
    answered_at      timestamptz,
    closed_at        timestamptz,
    imported         boolean     NOT NULL,
    source_number    text,
    last_urged_at    timestamptz,
    emergency_since  timestamptz,
    cadence          text,
    waits            text[]      NOT NULL,
    satisfaction     text,
    resolved         boolean,
    asked            boolean     NOT NULL,
    assigned_by      text,
    paused_until     timestamptz,
    paused_days      integer     NOT NULL,
    whole            text,
    merged_into      text,
    repeats          integer     NOT NULL,
    conduct          text[]      NOT NULL,
    urgency          text""",
    indexes=(
        "CREATE INDEX ON {t} (next_due_at, matter)"
        " WHERE cut_position IS NULL AND next_due_at IS NOT NULL",
        "CREATE INDEX ON {t} (received_at, matter) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} USING gin (units) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (number) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (source_number) WHERE cut_position IS NULL",
        "CREATE INDEX ON {t} (matter) WHERE cut_position IS NULL AND cadence IS NOT NULL",
        "CREATE INDEX ON {t} (matter) WHERE cut_position IS NULL AND waits <> ARRAY[]::text[]",
        "CREATE INDEX ON {t} (assigned_by, received_at)"
        " WHERE cut_position IS NULL AND assigned_by IS NOT NULL",
        "CREATE INDEX ON {t} (whole) WHERE cut_position IS NULL AND whole IS NOT NULL",
        "CREATE INDEX ON {t} (merged_into) WHERE cut_position IS NULL AND merged_into IS NOT NULL",
        f"CREATE INDEX ON {{t}} (matter) WHERE cut_position IS NULL AND {ABOUT_ANYBODY}",
    ),
)


def _orders(matter: Matter) -> tuple[str | None, list[str], bool, bool]:
    """The lead, whoever is named, whether an order is still to be delivered, and to be signed for."""
    lead, persons, undelivered, unsigned = None, [], False, False
    for order in matter.orders.values():
        persons.append(order.person)
        if order.leads and lead is None:
            lead = order.unit
        if order.delivered_at is None:
            undelivered = True
        elif order.signed_at is None:
            unsigned = True
    return lead, sorted(persons), undelivered, unsigned


def values(matter: Matter) -> tuple[object, ...]:
    """The row of a matter, in the order of the table's columns."""
    subject = matter.subject if isinstance(matter.subject, Sealed) else None
    lasting = lasting_state(matter)
    step = matter.next_obligation()
    final = matter.obligation(Duty.FINAL_ANSWER)
    lead, persons, undelivered, unsigned = _orders(matter)
    return (
        matter.id,
        matter.version,
        matter.number,
        str(lasting),
        stuck_from(matter, lasting),
        str(matter.channel or ""),
        str(matter.nature) if matter.nature else None,
        subject.sealed if subject else None,
        subject.person if subject else None,
        matter.received_at,
        matter.place,
        matter.receiving_unit,
        lead,
        undelivered,
        unsigned,
        text_array(sorted(matter.units)),
        text_array(persons),
        text_array(about(matter.about_persons, matter.about_units)),
        matter.custodian_unit,
        matter.custodian_person,
        matter.in_hands_since,
        str(step.key.duty) if step else None,
        step.owner.unit if step else None,
        step.owner.person if step else None,
        step.deadline.at if step else None,
        final.deadline.at if final else None,
        matter.extensions,
        str(matter.finding) if matter.finding else None,
        matter.answered_at,
        matter.closed_at,
        matter.imported,
        matter.source_number,
        matter.urging.last.at if matter.urging.last else None,
        matter.nodes.emergency_since,
        str(matter.rounds.cadence) if matter.rounds.cadence and not matter.closed_at else None,
        text_array(sorted([pair(*each) for each in matter.waits_now])) if matter.waits else "{}",
        str(matter.followup.satisfaction) if matter.followup.satisfaction else None,
        matter.followup.resolved,
        matter.followup.asked,
        matter.assigned_by,
        matter.timing.paused_until,
        matter.timing.paused_days,
        matter.splitting.whole,
        matter.joining.into,
        len(matter.joining.repeats),
        text_array([each.value for each in matter.conduct]),
        str(matter.urgency) if matter.urgency else None,
    )


def step_rows(step: Step) -> list[tuple[tuple[str, ...], tuple[object, ...] | None]]:
    """What one event changes: the matter's key, and its new row (None where it has none yet);
    nothing for a proceeding's."""
    after = step.after
    if not isinstance(after, Matter):
        return []
    return [((after.id,), values(after) if after.received_at else None)]


def whole_life(matter: str, history: Sequence[Recorded]) -> list[Span[tuple[object, ...]]]:
    """Every row of one matter, from its whole history in log order; none for a proceeding's."""
    if kind_of(matter) is not None:
        return []

    def change(recorded: Recorded) -> tuple[int, datetime, Change[Matter]]:
        return (
            recorded.position,
            recorded.occurred_at,
            lambda before: evolve(before or Matter(id=matter), recorded),
        )

    return [
        span.with_state(values(span.state))
        for span in spans(change(each) for each in history)
        if span.state.received_at is not None
    ]
