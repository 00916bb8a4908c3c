"""What gives points by itself: one pure function from an event, and what has become of it, to the rows.

A decision once served, a bulletin that praises, a verdict. What an appeal, a withdrawal or a correction
takes back gives nothing any more, and then neither does its entry stand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.accountability.bulletins.state import Bulletin
from domain.accountability.cases.state import Case
from domain.accountability.leads.state import Lead
from domain.assessment.score_rules import ScoreRow
from domain.envelope import Recorded
from domain.matter.state import Matter
from domain.obligations import Key, Obligation
from domain.proceedings.state import Proceeding
from domain.verdicts.events import BreachFound
from domain.vocabulary import Duty, LeadStage, ProceedingKind, SubjectKind

CASE = f"{ProceedingKind.CASE.value}-"


@dataclass(frozen=True, slots=True)
class Earned:
    """One row that an event gives a unit, or an official."""

    row: str
    unit: str | None = None
    person: str | None = None


def earned(
    recorded: Recorded, life: Matter | Proceeding, rows: Mapping[str, ScoreRow], now: datetime
) -> Iterator[Earned]:
    """What one event gives by these rows, given how its matter or proceeding stands by ``now``."""
    if isinstance(recorded.fact, BreachFound):
        yield from _breach(recorded.fact, recorded.position, life, rows, now)
    elif isinstance(life, Case) and _stands(life, recorded):
        yield from _measures(life, rows)
    elif isinstance(life, Bulletin) and _stands(life, recorded):
        yield from _named(life, rows)


def _stands(life: Proceeding, recorded: Recorded) -> bool:
    return life.judgement is not None and life.judgement.event == recorded.position


def _measures(case: Case, rows: Mapping[str, ScoreRow]) -> Iterator[Earned]:
    for each in case.measures:
        holder = "unit" if each.subject is SubjectKind.UNIT else "person"
        for name, row in rows.items():
            by = not row.authorities or case.authority in row.authorities
            if each.form in row.forms and by and row.holder in ("either", holder):
                yield Earned(name, **{holder: each.who})
                break


def _named(bulletin: Bulletin, rows: Mapping[str, ScoreRow]) -> Iterator[Earned]:
    """The units it praises; what it tells of a case is the case's to give."""
    if bulletin.about is not None and bulletin.about.startswith(CASE):
        return
    fitting = (
        name
        for name, row in rows.items()
        if bulletin.scope in row.bulletins and row.tone is bulletin.tone
    )
    if (name := next(fitting, None)) is not None:
        yield from (Earned(name, unit=unit) for unit in bulletin.named)


def _breach(
    verdict: BreachFound,
    position: int,
    life: Matter | Proceeding,
    rows: Mapping[str, ScoreRow],
    now: datetime,
) -> Iterator[Earned]:
    """The unit that missed it; nobody for what was imported (rules.md: never scores)."""
    if verdict.unit is None or verdict.retrospective or _is_imported(life):
        return
    owed = _still_missed(verdict, position, life, now)
    if owed is None:
        return
    for name, row in rows.items():
        if verdict.duty in row.breaches and not (row.unreported and _reported(life, owed)):
            yield Earned(name, unit=verdict.unit)
            return


def _still_missed(
    verdict: BreachFound, position: int, life: Matter | Proceeding, now: datetime
) -> Obligation | None:
    """What a verdict says was missed, as long as that is so; None once it was corrected."""
    latest = life.obligations.get(Key(verdict.duty, verdict.of))
    owed = None if latest is None else latest.in_round(verdict.nth)
    missed = owed is not None and owed.verdict_by == position and owed.breached(now)
    return owed if missed else None


def fell(
    life: Matter | Proceeding,
    recorded: Recorded | None,
    proceeding: Callable[[str], Proceeding],
    now: datetime,
) -> bool:
    """Whether a ground on which people gave points no longer stands: a lead or its case was dropped, a
    decision revoked, a bulletin or an order withdrawn, a verdict corrected.

    recorded    the event, where the points stand on one
    proceeding  another proceeding, by its stream
    """
    if recorded is not None and isinstance(recorded.fact, BreachFound):
        return _still_missed(recorded.fact, recorded.position, life, now) is None
    if isinstance(life, Lead) and life.stage is LeadStage.CASE_OPENED:
        cases = (each for each in life.links if each.startswith(CASE))
        return any(proceeding(each).dropped for each in cases)
    return isinstance(life, Proceeding) and life.dropped


def _is_imported(life: Matter | Proceeding) -> bool:
    return isinstance(life, Matter) and life.imported


def _reported(life: Matter | Proceeding, owed: Obligation) -> bool:
    """Whether a difficulty had been put to a leader before this was due (M13)."""
    return any(
        each.deadline.since < owed.deadline.at
        for latest in life.obligations.values()
        if latest.key.duty is Duty.DIFFICULTY_DECISION
        for each in latest.rounds
    )
