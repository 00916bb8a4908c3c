"""Giving points, and taking them back by an entry that cancels them (M34)."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from domain.assessment.closing import half_by_rule, half_for
from domain.assessment.figures import PointDue
from domain.assessment.periods import half_of
from domain.assessment.score_rules import ScoreRow, ScoreRules
from domain.assessment.scores.commands import (
    EnterByRule,
    EnterScore,
    ReverseByRule,
    ReverseScore,
)
from domain.assessment.scores.earning import Earned, earned, fell
from domain.assessment.scores.entries import Entry, ledger_of_person, ledger_of_unit
from domain.assessment.scores.errors import (
    AlreadyScored,
    HolderDoesNotFit,
    NoCarrier,
    NoScoreRow,
    NoSuchEntry,
    NotByItself,
    OwnScore,
)
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.scores.grounds import ground_of, life_of, refuse_of_others, units_of_posts
from domain.assessment.scores.state import ScoreLedger
from domain.elsewhere import Elsewhere, Led
from domain.envelope import Fact, Recorded
from domain.errors import UnknownUnit
from domain.proceedings.kind import Decisions
from domain.proceedings.state import Proceeding
from domain.rulebook import Rulebook
from domain.rules import in_force
from domain.situation import Situation
from domain.vocabulary import Role
from domain.working_days import shanghai_day

HUNDREDTH = Decimal("0.01")


def decide_enter(command: EnterScore, ledger: ScoreLedger, situation: Situation) -> Led:
    """Enter points by a row of the rulebook in force, once on one ground that concerns the holder; of
    an official's, the unit's ledger carries its share.

    Raises NoScoreRow, HolderDoesNotFit, UnknownUnit, OwnScore, NoCarrier, NothingToStandOn,
    NoSuchEvent, ImportedGivesNoScore, GroundFell, GroundUndecided, GroundOfOthers, AlreadyScored.
    """
    rules, row = _row(command.row, situation)
    _refuse_holder(command, row, situation)
    refuse_own_line(command.unit, command.person, situation)
    carrier = _carrier(command, rules, situation) if command.person is not None else None
    refuse_own_line(carrier, None, situation)
    source, moment = ground_of(command, row, situation)
    once_an_event = command.event if row.once == "event" else None
    before = ledger.standing_on(command.row, source, once_an_event)
    if before is not None:
        raise AlreadyScored(what=command.row, position=before.position)
    entered = ScoreEntered(
        unit=command.unit if command.person is None else None,
        person=command.person,
        row=command.row,
        title=row.title,
        rule=f"{situation.rules.rulebook.id} scores.rows.{command.row}",
        points=Decimal(row.points).quantize(HUNDREDTH),
        half=half_for(moment, situation),
        event=command.event,
        source=source,
        carried_by=carrier,
        reason=command.reason,
    )
    return (entered,) if carrier is None else (entered, _share(entered, carrier, rules, ledger.id))


def decide_enter_by_rule(command: EnterByRule, ledger: ScoreLedger, situation: Situation) -> Led:
    """Enter what each event gives by the rulebook that was in force when it was recorded; once by each
    row, whatever becomes of the entry. Nothing where it gives nothing, or no longer stands."""
    return tuple(
        fact for event in command.events for fact in _by_rule(event, command, ledger, situation)
    )


def is_due(due: PointDue, half: str, situation: Situation) -> bool:
    """Whether an event of a half-year gives somebody points that are not entered yet."""
    recorded = situation.event(due.event)
    if recorded is None or half_of(recorded.recorded_at) != half:
        return False
    command = EnterByRule(events=(due.event,), unit=due.unit, person=due.person)
    stream = ledger_of_person(due.person) if due.person else ledger_of_unit(due.unit or "")
    ledger = situation.proceeding(stream)
    if not isinstance(ledger, ScoreLedger):
        ledger = ScoreLedger(id=stream)
    return bool(_by_rule(due.event, command, ledger, situation))


def _by_rule(
    event: int, command: EnterByRule, ledger: ScoreLedger, situation: Situation
) -> tuple[Fact | Elsewhere, ...]:
    """What one event enters."""
    recorded = situation.event(event)
    rulebook = None if recorded is None else _rulebook_at(recorded.recorded_at, situation)
    if recorded is None or rulebook is None or rulebook.scores is None:
        return ()
    led: list[Fact | Elsewhere] = []
    for name in _rows_of(command.unit, command.person, recorded, rulebook.scores, situation):
        if ledger.has(name, recorded.stream, recorded.position):
            continue
        row, carrier = rulebook.scores.rows[name], None
        if command.person is not None and rulebook.scores.unit_share:
            carrier = _unit_of(command.person, recorded.stream, situation)
        entered = ScoreEntered(
            unit=command.unit if command.person is None else None,
            person=command.person,
            row=name,
            title=row.title,
            rule=f"{rulebook.id} scores.rows.{name}",
            points=Decimal(row.points).quantize(HUNDREDTH),
            half=half_by_rule(recorded.recorded_at, situation),
            event=recorded.position,
            source=recorded.stream,
            carried_by=carrier,
        )
        led.append(entered)
        if carrier is not None:
            led.append(_share(entered, carrier, rulebook.scores, ledger.id))
    return tuple(led)


def decide_reverse_by_rule(
    command: ReverseByRule, ledger: ScoreLedger, situation: Situation
) -> Led:
    """Cancel an entry whose ground no longer stands, also one that people made; of the program's own
    also one that its event no longer gives. Nothing while it stands."""
    entry = ledger.entry(command.entry)
    if entry is None or entry.source is None or ledger.is_reversed(entry.position):
        return ()
    recorded = None if entry.event is None else situation.event(entry.event)
    life = life_of(entry.source, situation)
    gone = fell(life, recorded, situation.proceeding, situation.now)
    if not gone and recorded is not None and _made_by_rule(entry, situation):
        rulebook = _rulebook_at(recorded.recorded_at, situation)
        holder = (ledger.unit, ledger.person)
        gone = rulebook.scores is not None and entry.row not in _rows_of(
            *holder, recorded, rulebook.scores, situation
        )
    return _taken_back(entry, ledger, entry.source, None, situation) if gone else ()


def _made_by_rule(entry: Entry, situation: Situation) -> bool:
    made = situation.event(entry.position)
    return made is not None and made.actor.role is Role.SYSTEM


def _rows_of(
    unit: str | None,
    person: str | None,
    recorded: Recorded,
    rules: ScoreRules,
    situation: Situation,
) -> tuple[str, ...]:
    """The rows that an event gives this unit, or this official."""
    life = life_of(recorded.stream, situation)
    holder = (None, person) if person is not None else (unit, None)

    def theirs(each: Earned) -> bool:
        return (each.unit, each.person) == holder

    return tuple(e.row for e in earned(recorded, life, rules.rows, situation.now) if theirs(e))


def _rulebook_at(moment: datetime, situation: Situation) -> Rulebook:
    return in_force(situation.rulebooks.values(), moment) or situation.rules.rulebook


def _share(entered: ScoreEntered, carrier: str, rules: ScoreRules, key: str) -> Elsewhere:
    """The unit's part of an official's points; the reason is sealed under the official's key."""
    points = entered.points * rules.unit_share / 100
    share = entered.model_copy(
        update={
            "unit": carrier,
            "person": None,
            "points": points.quantize(HUNDREDTH, ROUND_HALF_UP),
            "carried_by": None,
            "share_of": entered.person,
            "reason": None,
        }
    )
    return Elsewhere(ledger_of_unit(carrier), share, key)


def decide_reverse(command: ReverseScore, ledger: ScoreLedger, situation: Situation) -> Led:
    """Cancel an entry by another one, and the unit's share of it with it; on an appeal, where one is
    named, that concerns the holder.

    Raises NoSuchEntry, NotByItself, OwnScore, GroundOfOthers.
    """
    entry = ledger.entry(command.entry)
    if entry is None:
        raise NoSuchEntry(position=command.entry)
    if entry.reverses is not None or entry.share_of is not None:
        raise NotByItself()
    if ledger.is_reversed(entry.position):
        return ()
    refuse_own_line(ledger.unit, ledger.person, situation)
    if command.proceeding is not None:
        appeal = situation.proceeding(command.proceeding)
        unit = ledger.unit or ledger.carrier(entry.position)
        refuse_of_others(appeal, None, unit, ledger.person, situation)
    return _taken_back(entry, ledger, command.proceeding, command.reason, situation)


def _taken_back(
    entry: Entry,
    ledger: ScoreLedger,
    source: str | None,
    reason: str | None,
    situation: Situation,
) -> Led:
    back = ScoreReversed(
        entry=entry.position,
        row=entry.row,
        rule=entry.rule,
        points=-entry.points,
        half=half_for(situation.now, situation, entry.half),
        source=source,
        reason=reason,
    )
    carrier = ledger.carrier(entry.position)
    if carrier is None:
        return (back,)
    theirs = situation.proceeding(ledger_of_unit(carrier))
    share = (
        theirs.standing_on(entry.row, entry.source or "", entry.event, ledger.person)
        if isinstance(theirs, ScoreLedger)
        else None
    )
    if share is None:
        return (back,)
    update = {"entry": share.position, "points": -share.points, "reason": None}
    return (back, Elsewhere(theirs.id, back.model_copy(update=update)))


def refuse_own_line(unit: str | None, person: str | None, situation: Situation) -> None:
    """Nobody gives points to themselves, to their unit, or to one they answer for. Raises OwnScore."""
    actor, organisation = situation.actor, situation.organisation
    if person is not None and person == actor.person:
        raise OwnScore()
    if unit is None:
        return
    today = shanghai_day(situation.now)
    if actor.unit and organisation.same_body(actor.unit, unit):
        raise OwnScore()
    if actor.person in {each.person for each in organisation.chain(unit, today)}:
        raise OwnScore()


def _row(name: str, situation: Situation) -> tuple[ScoreRules, ScoreRow]:
    rules = situation.rules.rulebook.scores
    if rules is None or name not in rules.rows:
        raise NoScoreRow(what=name)
    return rules, rules.rows[name]


def _refuse_holder(command: EnterScore, row: ScoreRow, situation: Situation) -> None:
    """Raises HolderDoesNotFit, UnknownUnit."""
    if command.unit is None and command.person is None:
        raise HolderDoesNotFit(what=command.row)
    given = "unit" if command.person is None else "person"
    if row.holder not in ("either", given):
        raise HolderDoesNotFit(what=command.row)
    if command.person is None and command.unit not in situation.organisation.units:
        raise UnknownUnit(unit=command.unit)


def _carrier(command: EnterScore, rules: ScoreRules, situation: Situation) -> str | None:
    """The unit whose ledger carries a share: where the official holds a post, else the one named.
    Raises UnknownUnit, NoCarrier."""
    if not rules.unit_share:
        return None
    organisation = situation.organisation
    units = units_of_posts(command.person, situation)
    if command.unit is not None and command.unit not in organisation.units:
        raise UnknownUnit(unit=command.unit)
    if units and command.unit not in units:
        return units[0]
    if command.unit is None:
        raise NoCarrier(person=command.person)
    return command.unit


def _unit_of(person: str, stream: str, situation: Situation) -> str | None:
    """Where an official holds a post, else the unit that a proceeding is about; None for neither."""
    units = units_of_posts(person, situation)
    life = life_of(stream, situation)
    return units[0] if units else life.unit if isinstance(life, Proceeding) else None


DECISIONS: Decisions = {
    EnterScore: decide_enter,
    EnterByRule: decide_enter_by_rule,
    ReverseScore: decide_reverse,
    ReverseByRule: decide_reverse_by_rule,
}
