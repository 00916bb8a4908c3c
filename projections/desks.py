"""What people find on their desks: their own duties, a leader's assignments, signatures that jam."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.matter.custody import SIGNATURES
from domain.vocabulary import Duty, FeedbackState, ObligationStatus, Term
from projections.asking import Question
from projections.feedback_status import state_sql
from projections.obligation_ledger import Owed, Wanted, counted, is_open, obligations, status_is
from projections.sql import Connection


class Section(Term):
    """The parts of a desk."""

    MINE = "mine", "我的责任"
    UNIT = "unit", "本单位责任"
    UNSIGNED = "unsigned", "待签收"
    REDO = "redo", "退回重办"
    DIFFICULTIES = "difficulties", "困难待决定"
    BREACHES = "breaches", "逾期未履行"
    LEADS = "leads", "线索待处置"
    ROUNDS = "rounds", "督查轮次待报告"
    VERIFICATIONS = "verifications", "整改待核查"
    MONTHLY_INSPECTIONS = "monthly_inspections", "本月待暗访"
    WATCH_CHECKS = "watch_checks", "重点对象待复查"


@dataclass(frozen=True, slots=True)
class Heap:
    """What lies in one section, by due date: how much, how much of it overdue, and the first."""

    section: Section
    total: int
    overdue: int
    items: tuple[Owed, ...]


def heap(connection: Connection, question: Question, section: Section, wanted: Wanted) -> Heap:
    """What is still owed of what is wanted; ``limit`` of the question says how many are shown."""
    total, overdue = counted(connection, question, wanted)
    items = obligations(connection, question, wanted).items if total else ()
    return Heap(section, total, overdue, tuple(items))


def unit_desk(
    connection: Connection, question: Question, person: str, unit: str
) -> tuple[Heap, ...]:
    """What somebody owes, and their unit: orders to sign for, answers to do again, and difficulties
    of matters it leads that wait for a leader."""
    wanted = {
        Section.MINE: Wanted(open=True, owner_person=person),
        Section.UNIT: Wanted(open=True, owner_unit=unit),
        Section.UNSIGNED: Wanted(open=True, owner_unit=unit, duty=Duty.SIGN),
        Section.REDO: Wanted(open=True, owner_unit=unit, duty=Duty.REDO),
        Section.DIFFICULTIES: Wanted(open=True, led_by=unit, duty=Duty.DIFFICULTY_DECISION),
    }
    return tuple(heap(connection, question, each, wants) for each, wants in wanted.items())


@dataclass(frozen=True, slots=True)
class Instruction:
    """A matter that a leader assigned and has not been told about (事事有反馈).

    feedback_due_at  None until the order has reached the lead unit
    """

    matter: str
    number: str
    state: FeedbackState
    received_at: datetime
    lead: str | None
    feedback_due_at: datetime | None
    next_duty: Duty | None
    next_due_at: datetime | None


_INSTRUCTIONS = """
SELECT m.matter, m.number, {state}, m.received_at, m.lead,
       CASE WHEN {open} THEN o.due_at END, m.next_duty, m.next_due_at
  FROM matter_row m
  LEFT JOIN obligation o ON o.subject = m.matter AND o.duty = 'feedback_to_leader' AND {owed}
   AND NOT EXISTS (SELECT FROM obligation later
                    WHERE later.duty = o.duty AND later.nth > 1 AND later.nth > o.nth
                      AND later.subject = o.subject AND {later})
 WHERE {visible} AND {in_view} AND m.assigned_by = %(person)s
   AND ({told}) IS NOT TRUE AND (m.closed_at IS NULL OR (o.subject IS NOT NULL AND {open}))
 ORDER BY coalesce(o.due_at, m.received_at), m.matter"""


def instructions(connection: Connection, question: Question, person: str) -> list[Instruction]:
    """What a leader assigned and was not told about: not dispatched yet, under way, or overdue.

    What is lawfully exempt is not among it; an order that was withdrawn leaves it untold. What was
    filed without an order to report on, such as what was not taken on, is over.
    """
    axes = question.axes
    done = (ObligationStatus.DONE_IN_TIME, ObligationStatus.DONE_LATE, ObligationStatus.EXEMPT)
    query = _INSTRUCTIONS.format(
        state=state_sql("m"),
        open=is_open(axes),
        owed=axes.predicate("o"),
        later=axes.predicate("later"),
        visible=axes.predicate("m"),
        in_view=question.in_view("m"),
        told=" OR ".join(status_is(each, axes) for each in done),
    )
    rows = connection.execute(query.encode(), question.parameters(person=person)).fetchall()
    return [_instruction(*row) for row in rows]


def _instruction(matter: str, number: str, state: str, *rest: Any) -> Instruction:
    received_at, lead, feedback_due_at, next_duty, next_due_at = rest
    duty = Duty(next_duty) if next_duty else None
    return Instruction(
        matter, number, FeedbackState(state), received_at, lead, feedback_due_at, duty, next_due_at
    )


@dataclass(frozen=True, slots=True)
class Jam:
    """What waits for one person's, or unit's, signature or decision (他不点头，事情就是办不成).

    waiting, overdue  how many matters wait, and how many have waited too long
    since             since when the longest waits, and which matter that is
    """

    duty: Duty
    unit: str | None
    person: str | None
    waiting: int
    overdue: int
    since: datetime
    number: str


_JAMS = """
SELECT o.duty, o.owner_unit, o.owner_person, count(*),
       count(*) FILTER (WHERE o.due_at <= %(as_of)s), min(o.since),
       (array_agg(m.number ORDER BY o.since, m.number))[1]
  FROM obligation o JOIN matter_row m ON m.matter = o.subject
 WHERE {owed} AND {visible} AND {in_view} AND o.duty = ANY(%(signatures)s) AND {open}
   AND NOT (m.imported AND m.nature IS NULL)
 GROUP BY 1, 2, 3 ORDER BY min(o.since), 1, 2, 3 LIMIT %(limit)s"""


def jams(connection: Connection, question: Question) -> list[Jam]:
    """Who lets most matters wait for a signature or decision, the longest wait first."""
    axes = question.axes
    query = _JAMS.format(
        owed=axes.predicate("o"),
        visible=axes.predicate("m"),
        in_view=question.in_view("m"),
        open=is_open(axes),
    )
    given = question.parameters(signatures=[each.value for each in SIGNATURES])
    rows = connection.execute(query.encode(), given).fetchmany(question.limit)
    return [Jam(Duty(duty), *rest) for duty, *rest in rows]
