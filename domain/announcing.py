"""Putting a year's arrangement of holidays on record, and counting anew what was due by a guess.

rules.md: each calendar year carries its official notice or is provisional. When the notice arrives the
calendar gets a new version: what is still open gets a recorded move; past verdicts stay, and a corrected
one is added beside those that do not hold by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.accountability.leads.opening import put_up_for_review
from domain.calendar_events import NoticeRecorded
from domain.elsewhere import Elsewhere, Led
from domain.envelope import Command, Fact, Line, Recorded
from domain.errors import UnfitError
from domain.kinds import Life
from domain.obligations import Deadline, Key, Obligation
from domain.rules import Rules
from domain.situation import Situation
from domain.verdicts.events import DutyRecounted, VerdictCorrected
from domain.vocabulary import CorrectionReason
from domain.whatif import ledger
from domain.working_days import Calendar

Days = Annotated[tuple[date, ...], Field(max_length=100)]


class RecordNotice(Command):
    """Put the State Council's arrangement of a year's holidays on record (节假日安排)."""

    ACTION: ClassVar[str] = "record-notice"

    year: int = Field(ge=2004, le=2100)
    title: Line = Field(description="the notice's own title")
    off: Days = Field(min_length=1, description="days of rest, those of a weekend among them")
    make_up: Days = Field((), description="days of a weekend that are worked (调休)")


class RecountDuties(Command):
    """Count anew what was due by a year not announced at the time; the program's own."""

    ACTION: ClassVar[str] = "recount"


class UnfitNotice(UnfitError):
    code = "unfit-notice"
    zh = "放假安排有误：{on} 不在该年（或上年十二月）之内、重复列出，或本来就上班。请核对通知。"
    en = (
        "The notice does not fit: {on} lies outside the year and the December before, is named twice,"
        " or is worked anyway. Check the notice."
    )
    source = "rules.md: How days are counted"


def with_notice(calendar: Calendar, fact: NoticeRecorded) -> Calendar:
    """The calendar with a recorded notice. Raises ValueError for days that do not fit."""
    return calendar.with_year(fact.year, fact.title, fact.off, fact.make_up, fact.version)


def decide_record(command: RecordNotice, calendar: Calendar, recorded: int) -> tuple[Fact, ...]:
    """Record a notice; nothing where the calendar has these very days for the year.

    recorded  how many notices the log has: the version says so

    Raises UnfitNotice.
    """
    known = [each for each in calendar.notices if each.year == command.year]
    wanted = (frozenset(command.off), frozenset(command.make_up))
    if known and (known[-1].off, known[-1].make_up) == wanted:
        return ()
    base = calendar.version.partition("+")[0]
    fact = NoticeRecorded(
        version=f"{base}+{recorded + 1}",
        year=command.year,
        title=command.title,
        off=tuple(sorted(command.off)),
        make_up=tuple(sorted(command.make_up)),
    )
    try:
        with_notice(calendar, fact)
    except ValueError as error:
        raise UnfitNotice(on=_first_unfit(command)) from error
    return (fact,)


def _first_unfit(command: RecordNotice) -> date:
    """The day that a sentence names: the first that lies outside, is named twice, or is worked."""
    days = sorted((*command.off, *command.make_up))
    return next(
        (
            day
            for day in days
            if (day.year != command.year and (day.year, day.month) != (command.year - 1, 12))
            or (day in command.off and day in command.make_up)
            or (day in command.make_up and day.weekday() < 5)
        ),
        days[0],
    )


def decide_recount(_command: RecountDuties, life: Life, situation: Situation) -> Led:
    """Count anew what one matter or proceeding owes, once for each version of the calendar.

    Each deadline is counted under the rulebook it was set under, and moves only where counting it by
    the calendar it names gives the very date it has: a date that people set stays. Nothing for what
    was certain.
    """
    return tuple(_recounted(life, situation))


def _recounted(life: Life, situation: Situation) -> Iterator[Fact | Elsewhere]:
    now = situation.rules.calendar.version
    outdated = [
        each
        for latest in life.obligations.values()
        for each in latest.rounds
        if each.deadline.provisional and each.deadline.calendar != now
    ]
    history = situation.history(life.id) if outdated else ()
    counted: dict[tuple[str, str], Mapping[Key, Obligation]] = {}
    for owed in outdated:
        was = owed.deadline
        dues = []
        for version in (was.calendar, now):
            if (calendar := situation.calendars.get(version)) is None:
                break
            if (was.rulebook, version) not in counted:
                rules = Rules(situation.rules_of(was).rulebook, calendar)
                counted[was.rulebook, version] = ledger(history, rules)
            anew = counted[was.rulebook, version].get(owed.key)
            due = anew.in_round(owed.nth) if anew is not None else None
            dues.append(due.deadline if due is not None else was)
        if len(dues) == 2 and dues[0].at == was.at and dues[1].calendar == now:
            yield from _by(owed, dues[1], life, situation)


def _by(
    owed: Obligation, deadline: Deadline, life: Life, situation: Situation
) -> Iterator[Fact | Elsewhere]:
    said: dict[str, Any] = {"duty": owed.key.duty, "of": owed.key.of, "nth": owed.nth}
    if owed.is_open:
        yield DutyRecounted(**said, deadline=deadline)
    holds = owed._replace(deadline=deadline).breached(situation.now)
    if owed.verdict_by is not None and not holds:
        yield VerdictCorrected(
            **said, reason=CorrectionReason.CALENDAR, done_at=owed.ended_at, deadline=deadline
        )
        if (review := put_up_for_review(life.id, owed, situation)) is not None:
            yield review


def recorded_notices(history: Iterable[Recorded]) -> list[NoticeRecorded]:
    """The notices on record, in order."""
    return [each.fact for each in history if isinstance(each.fact, NoticeRecorded)]
