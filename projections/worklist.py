"""The clerk's morning screen: every unfinished matter with its next step, most pressing first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from domain.organisation.state import Absence
from domain.vocabulary import Channel, Duty, FeedbackState, Term, Urgency
from projections.asking import Page, Question, page
from projections.feedback_status import state_sql
from projections.sql import Connection

KEY = (datetime, str)
"""The order of the list: due date of the next step, matter."""


class Pile(Term):
    """The filters of the morning screen (mission.md).

    An order on its way, or not signed for, counts whether its unit leads or takes part.
    """

    ALL = "all", "全部未结"
    UNREGISTERED = "unregistered", "待登记"
    UNROUTED = "unrouted", "待交办"
    UNSIGNED = "unsigned", "待签收"
    OBJECTED = "objected", "异议待裁定"
    DIFFICULTY = "difficulty", "困难待决定"
    DUE_TODAY = "due_today", "今日到期"
    DUE_SOON = "due_soon", "即将到期"
    OVERDUE = "overdue", "已逾期"
    STUCK = "stuck", "办不了未报告"
    EMERGENCY = "emergency", "紧急情况"
    PAUSED = "paused", "中止计时"
    UNTOLD = "untold", "办结未告知"
    TO_CALL = "to_call", "待回访"
    REDO = "redo", "退回重办"
    UNDER_REVIEW = "under_review", "复查复核中"
    WITHDRAWN = "withdrawn", "已撤回"
    TO_CLOSE = "to_close", "待归档"


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One unfinished matter. The gist is sealed here; the service opens it for who may read it.

    person_away, stands_in  that who has the next step, or has the matter in hand, is away on the
                            asked day, and who stands in
    """

    matter: str
    number: str
    source_number: str | None
    state: FeedbackState
    channel: Channel
    subject: str | None
    subject_person: str | None
    received_at: datetime
    place: str | None
    receiving_unit: str | None
    lead: str | None
    units: list[str]
    persons: list[str]
    custodian_unit: str | None
    custodian_person: str | None
    in_hands_since: datetime | None
    next_duty: Duty
    next_unit: str | None
    next_person: str | None
    next_due_at: datetime
    final_due_at: datetime | None
    extensions: int
    imported: bool
    last_urged_at: datetime | None
    emergency_since: datetime | None
    paused_until: datetime | None
    paused_days: int
    repeats: int
    whole: str | None
    urgency: Urgency | None
    person_away: bool = False
    stands_in: str | None = None

    def with_who_is_away(self, away: Mapping[str, Absence]) -> "WorklistRow":
        """The row, given those who are away by their codes."""
        absence = away.get(self.next_person or self.custodian_person or "")
        if absence is None:
            return self
        return replace(self, person_away=True, stands_in=absence.stands_in)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Where today and "soon" end, Asia/Shanghai; the service works them out from the calendar."""

    today_ends: datetime
    soon_ends: datetime


_COLUMNS = (
    "m.matter, m.number, m.source_number, {state}, m.channel, m.subject, m.subject_person,"
    " m.received_at, m.place, m.receiving_unit, m.lead, m.units, m.persons, m.custodian_unit,"
    " m.custodian_person, m.in_hands_since, m.next_duty, m.next_unit, m.next_person,"
    " m.next_due_at, m.final_due_at, m.extensions, m.imported,"
    " m.last_urged_at, m.emergency_since, m.paused_until, m.paused_days, m.repeats, m.whole,"
    " m.urgency"
)
_ROWS = f"""
SELECT {_COLUMNS}
  FROM matter_row m
 WHERE {{visible}} AND m.next_due_at IS NOT NULL AND {{in_view}} AND {{pile}} AND {{beyond}}
   AND (%(of_unit)s::text IS NULL OR m.units @> ARRAY[%(of_unit)s])
   AND (%(urgency)s::text IS NULL OR m.urgency = %(urgency)s)"""
_ORDER = ("next_due_at", "matter")

_OWED = (
    "m.matter IN (SELECT o.subject FROM obligation o"
    " WHERE {{owed}} AND o.duty = '{}' AND o.ended IS NULL)"
)
_PILES = {
    Pile.ALL: "TRUE",
    Pile.UNREGISTERED: "m.state = 'unregistered'",
    Pile.UNROUTED: "(m.state = 'undispatched' OR m.undelivered)",
    Pile.UNSIGNED: "m.unsigned",
    Pile.OBJECTED: _OWED.format("ruling"),
    Pile.DIFFICULTY: _OWED.format("difficulty_decision"),
    Pile.DUE_TODAY: "m.next_due_at > %(as_of)s AND m.next_due_at <= %(today_ends)s",
    Pile.DUE_SOON: "m.next_due_at > %(as_of)s AND m.next_due_at <= %(soon_ends)s",
    Pile.OVERDUE: "m.next_due_at <= %(as_of)s",
    Pile.STUCK: "m.state = 'in_hand' AND m.stuck_from <= %(as_of)s",
    Pile.EMERGENCY: "m.emergency_since IS NOT NULL",
    Pile.PAUSED: "m.paused_until > %(as_of)s",
    Pile.UNTOLD: "m.state IN ('solved_not_told', 'policy_not_explained')",
    Pile.TO_CALL: _OWED.format("follow_up_call"),
    Pile.REDO: "m.state = 'redo'",
    Pile.UNDER_REVIEW: "m.state IN ('under_review', 'under_re_review')",
    Pile.WITHDRAWN: "m.state = 'withdrawn'",
    Pile.TO_CLOSE: _OWED.format("close"),
}


def worklist(
    connection: Connection,
    question: Question,
    horizon: Horizon,
    pile: Pile = Pile.ALL,
    of_unit: str | None = None,
    urgency: Urgency | None = None,
) -> Page[WorklistRow]:
    """Unfinished matters of a pile, by the due date of their next step; of a unit or of a grade of
    urgency, where one is given."""
    query = partial(
        _ROWS.format,
        state=state_sql("m"),
        in_view=question.in_view("m"),
        pile=_PILES[pile].format(owed=question.axes.predicate("o")),
    )
    given = {
        "today_ends": horizon.today_ends,
        "soon_ends": horizon.soon_ends,
        "of_unit": of_unit,
        "urgency": urgency.value if urgency else None,
    }
    return page(connection, question, query, "m", _ORDER, given, _row)


def _row(*columns: Any) -> WorklistRow:
    row = WorklistRow(*columns)
    return replace(
        row,
        state=FeedbackState(row.state),
        channel=Channel(row.channel),
        next_duty=Duty(row.next_duty),
        urgency=Urgency(row.urgency) if row.urgency else None,
    )
