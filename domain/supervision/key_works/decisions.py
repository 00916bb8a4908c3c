"""Setting up key works, their rounds, and what a slip costs (M20)."""

from domain.elsewhere import Led
from domain.matter.rounds.periods import period_of, periods_between
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.supervision.key_works.commands import (
    CompleteKeyWork,
    MoveMilestone,
    ReachMilestone,
    ReportKeyWork,
    SetUpKeyWork,
    TendKeyWork,
)
from domain.supervision.key_works.errors import (
    KeyWorkUnfinished,
    MilestoneReachedAlready,
    NoReportOwed,
    NoSuchMilestone,
    NotTheLeadingUnit,
)
from domain.supervision.key_works.events import (
    KeyWorkCompleted,
    KeyWorkReported,
    KeyWorkRoundOpened,
    KeyWorkSetUp,
    Milestone,
    MilestoneMoved,
    MilestoneReached,
    MilestoneSlipped,
)
from domain.supervision.key_works.state import KeyWork, Step
from domain.supervision.standing import (
    refuse_own_line,
    refuse_own_unit,
    refuse_past_days,
    supervising_office,
)
from domain.vocabulary import Cadence, Duty
from domain.working_days import shanghai_day


def decide_set_up(command: SetUpKeyWork, _work: KeyWork, situation: Situation) -> Led:
    """Set it up for another unit. Raises UnknownUnit, OwnUnit, EndsTooEarly."""
    refuse_own_unit(command.unit, situation)
    refuse_past_days(situation, *(each.on for each in command.milestones))
    milestones = tuple(
        Milestone(
            code=str(place),
            name=each.name,
            person=each.person,
            reach_by=situation.rules.as_ordered("milestone", each.on, situation.now),
        )
        for place, each in enumerate(command.milestones, 1)
    )
    return (
        KeyWorkSetUp(
            title=command.title,
            unit=command.unit,
            office=supervising_office(command.unit, situation),
            text=command.text,
            cadence=command.cadence,
            milestones=milestones,
        ),
    )


def decide_reach(command: ReachMilestone, work: KeyWork, situation: Situation) -> Led:
    """Reach a milestone; too late, it slipped all the same, seen by the program or not.

    Raises NotTheLeadingUnit, NoSuchMilestone.
    """
    _refuse_other_units(work, situation)
    step = _step(command.milestone, work)
    if step.reached_at is not None:
        return ()
    late = step.awaited and step.reach_by.at <= situation.now
    slipped = _slips((step,) if late else (), work.cadence, situation)
    reached = MilestoneReached(milestone=step.code, text=command.text, evidence=command.evidence)
    return (*slipped, reached)


def decide_move(command: MoveMilestone, work: KeyWork, situation: Situation) -> Led:
    """Set another day for a milestone. Being put off is a slip like being missed: it stays on record
    and tightens the cadence, so that nobody hides one by moving its day.

    Raises OwnUnit, NoSuchMilestone, EndsTooEarly, MilestoneReachedAlready.
    """
    refuse_own_line(work.unit or "", situation)
    refuse_past_days(situation, command.on)
    step = _step(command.milestone, work)
    if step.reached_at is not None:
        raise MilestoneReachedAlready()
    reach_by = situation.rules.as_ordered("milestone", command.on, situation.now)
    if reach_by.at == step.reach_by.at:
        return ()
    late = step.reach_by.at <= situation.now
    put_off = step.awaited and reach_by.at > step.reach_by.at
    slipped = _slips((step,) if put_off else (), work.cadence, situation)
    moved = MilestoneMoved(
        milestone=step.code,
        unit=work.unit or "",
        person=step.person,
        before=step.reach_by.at,
        late=late,
        reach_by=reach_by,
        reason=command.reason,
    )
    return (*slipped, moved)


def _step(code: str, work: KeyWork) -> Step:
    """Raises NoSuchMilestone."""
    step = next((each for each in work.steps if each.code == code), None)
    if step is None:
        raise NoSuchMilestone(known=tuple(each.code for each in work.steps))
    return step


def _slips(
    steps: tuple[Step, ...], cadence: Cadence, situation: Situation
) -> tuple[MilestoneSlipped, ...]:
    """One fact for each milestone that slipped, each tightening the cadence a step."""
    slipped = []
    for step in steps:
        tighter = situation.rules.tightened(cadence)
        at = step.reach_by.at
        slipped.append(
            MilestoneSlipped(milestone=step.code, fell_due_at=at, before=cadence, cadence=tighter)
        )
        cadence = tighter
    return tuple(slipped)


def decide_tend(_command: TendKeyWork, work: KeyWork, situation: Situation) -> Led:
    """What is due by now: milestones that slipped, and the round of the present period, at the
    cadence that holds then. Periods that passed without one are named in it, not owed."""
    now = situation.now
    late = tuple(each for each in work.steps if each.awaited and each.reach_by.at <= now)
    slipped = _slips(late, work.cadence, situation)
    cadence = slipped[-1].cadence if slipped else work.cadence
    today = shanghai_day(now)
    period = period_of(cadence, today)
    if period.name in work.rounds:
        return slipped
    passed = periods_between(cadence, min(work.since, today), today)[:-1]
    owed = work.next_step
    rules = situation.rules
    by = rules.not_at_once(rules.on_date("round_report", period.last, now), now)
    opened = KeyWorkRoundOpened(
        cadence=cadence,
        period=period.name,
        first=period.first,
        last=period.last,
        missed=tuple(each.name for each in passed if each.name not in work.rounds),
        unit=work.unit or "",
        person=owed.person if owed is not None else None,
        report_by=by,
    )
    return (*slipped, opened)


def decide_report(command: ReportKeyWork, work: KeyWork, situation: Situation) -> Led:
    """Report in a round, for the leading unit. Raises NotTheLeadingUnit, NoReportOwed."""
    _refuse_other_units(work, situation)
    still = [e for e in work.open_obligations() if e.key.duty is Duty.ROUND_REPORT]
    owed = next((e for e in still if command.period in (None, e.key.of)), None)
    if owed is None:
        raise NoReportOwed(known=tuple(each.key.of for each in still) or "-")
    return (KeyWorkReported(period=owed.key.of, text=command.text),)


def decide_complete(command: CompleteKeyWork, work: KeyWork, situation: Situation) -> Led:
    """Find it complete, from outside the unit. Raises OwnUnit, KeyWorkUnfinished."""
    refuse_own_unit(work.unit or "", situation)
    still = tuple(
        each.key.duty
        for each in work.open_obligations()
        if each.key.duty is not Duty.ROUND_REPORT or each.deadline.at <= situation.now
    )
    if still:
        raise KeyWorkUnfinished(duties=still)
    return (KeyWorkCompleted(text=command.text),)


def _refuse_other_units(work: KeyWork, situation: Situation) -> None:
    if situation.actor.unit != work.unit:
        raise NotTheLeadingUnit(unit=work.unit or "-")


DECISIONS: Decisions = {
    SetUpKeyWork: decide_set_up,
    ReachMilestone: decide_reach,
    MoveMilestone: decide_move,
    ReportKeyWork: decide_report,
    CompleteKeyWork: decide_complete,
    TendKeyWork: decide_tend,
}
