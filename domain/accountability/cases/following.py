"""What follows a decision: served, carried out, lifted, and the case closed (M32, M37)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from domain.accountability.cases.appeal_steps import steps_left, window
from domain.accountability.cases.events import (
    CaseAppealLapsed,
    CaseClosed,
    CaseDecisionServed,
    CaseInfluenceEnded,
    ConsequenceExecuted,
    MeasureExecuted,
    MeasureLifted,
    NameCleared,
    OwedMeasure,
)
from domain.accountability.cases.following_commands import (
    ExecuteConsequence,
    ExecuteMeasure,
    LiftMeasure,
    ServeDecision,
    SettleCase,
)
from domain.accountability.cases.following_errors import (
    NotDecidedSo,
    NotTheOwingUnit,
    TooEarlyToLift,
)
from domain.accountability.cases.state import Case
from domain.accountability.clearings.commands import ClearName
from domain.accountability.measures import Imposed
from domain.accountability.records.events import RecordInfluenceEnded
from domain.accountability.records.state import record_stream
from domain.elsewhere import Elsewhere, Led
from domain.obligations import Key
from domain.situation import Situation
from domain.vocabulary import Duty, Ending, Role
from domain.working_days import SHANGHAI, shanghai_day


def decide_serve(command: ServeDecision, case: Case, situation: Situation) -> Led:
    """The decision reached its subjects; from now on it is carried out and can be appealed against.

    Raises NotDecidedSo.
    """
    serving = case.obligation(Duty.DECISION_SERVED)
    if serving is None or case.basis is None:
        raise NotDecidedSo()
    if not serving.is_open:
        return ()
    rules, now = situation.rules, situation.now
    steps = steps_left(case)
    execute_by = rules.deadline("measure_executed", now)
    return (
        CaseDecisionServed(
            evidence=command.evidence,
            owed_by=case.office,
            owed=tuple(
                OwedMeasure(
                    key=each.key,
                    execute_by=None if _carried_out(case, each) else execute_by,
                    lift_by=rules.deadline("lifting", _end_of(each.until)) if each.until else None,
                )
                for each in case.measures
            ),
            appeal_by=rules.deadline(window(steps[0]), now) if steps else None,
        ),
    )


def decide_execute(command: ExecuteMeasure, case: Case, situation: Situation) -> Led:
    """Something imposed was carried out. Raises NotDecidedSo."""
    key = f"{command.form}:{command.subject}"
    owed = case.obligation(Duty.MEASURE_EXECUTED, key)
    if owed is None or case.measure(key) is None:
        raise NotDecidedSo()
    if not owed.is_open:
        return ()
    done = MeasureExecuted(key=key, evidence=command.evidence)
    return (done, *closing(case, situation, owed.key))


def decide_consequence(command: ExecuteConsequence, case: Case, situation: Situation) -> Led:
    """A consequence was carried out by the unit that sees to it. Raises NotDecidedSo,
    NotTheOwingUnit."""
    owed = case.obligation(Duty.CONSEQUENCE_EXECUTED, command.hook)
    if owed is None:
        raise NotDecidedSo()
    if not owed.is_open:
        return ()
    actor = situation.actor
    if actor.unit != owed.owner.unit and actor.role in (Role.UNIT_HEAD, Role.HANDLER):
        raise NotTheOwingUnit(unit=owed.owner.unit)
    done = ConsequenceExecuted(hook=command.hook, evidence=command.evidence)
    return (done, *closing(case, situation, owed.key))


def decide_lift(command: LiftMeasure, case: Case, situation: Situation) -> Led:
    """The subject was told that the influence period is over. Raises NotDecidedSo, TooEarlyToLift."""
    key = f"{command.form}:{command.subject}"
    owed, measure = case.obligation(Duty.LIFTING, key), case.measure(key)
    if owed is None or measure is None or measure.until is None:
        raise NotDecidedSo()
    if not owed.is_open:
        return ()
    if not _over(measure, situation):
        raise TooEarlyToLift(due=measure.until.isoformat())
    ended = tuple(_ended(case, (measure,)) if key not in case.ended else ())
    lifted = MeasureLifted(key=key, evidence=command.evidence)
    return (*ended, lifted, *closing(case, situation, owed.key))


def decide_clear(command: ClearName, case: Case, situation: Situation) -> Led:
    """The name of whoever was wrongly accused is cleared. Raises NotDecidedSo."""
    owed = case.obligation(Duty.CLEARING)
    if owed is None:
        raise NotDecidedSo()
    if not owed.is_open:
        return ()
    cleared = NameCleared(route=command.route, where=command.where, text=command.text)
    return (cleared, *closing(case, situation, owed.key))


def decide_settle(_command: SettleCase, case: Case, situation: Situation) -> Led:
    """Influence periods that are over end, and the case where nothing is left of it."""
    over = [each for each in case.lasting if _over(each, situation)]
    until = case.appeal_until
    lapsed: tuple[CaseAppealLapsed, ...] = ()
    if until is not None and until <= situation.now and not case.appealing:
        lapsed = (CaseAppealLapsed(until=until),)
    return (*lapsed, *_ended(case, over), *closing(case, situation))


def closing(case: Case, situation: Situation, ending: Key | None = None) -> tuple[CaseClosed, ...]:
    """That the case is over, once nothing but what is just ending is owed, and no appeal possible."""
    left = [each for each in case.open_obligations() if each.key != ending]
    until = case.appeal_until
    if left or case.decided_at is None or (until is not None and situation.now < until):
        return ()
    return (CaseClosed(since=situation.now),)


def _carried_out(case: Case, measure: Imposed) -> bool:
    """Whether it was carried out before an appeal changed the decision."""
    owed = case.obligation(Duty.MEASURE_EXECUTED, measure.key)
    return owed is not None and owed.ended is Ending.DISCHARGED


def _end_of(day: date) -> datetime:
    """The last instant of a day: the limit is counted from the day after."""
    return datetime.combine(day, time.max, SHANGHAI)


def _over(measure: Imposed, situation: Situation) -> bool:
    return measure.until is not None and shanghai_day(situation.now) > measure.until


def _ended(
    case: Case, measures: list[Imposed] | tuple[Imposed, ...]
) -> Iterator[CaseInfluenceEnded | Elsewhere]:
    for each in measures:
        if each.until is not None:
            yield CaseInfluenceEnded(key=each.key, last_day=each.until)
            record = record_stream(each.subject, each.who)
            yield Elsewhere(record, RecordInfluenceEnded(case=case.id, key=each.key))
