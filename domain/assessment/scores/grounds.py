"""On what people give points: what it has to be, whom it concerns, and who can lose by it (M34)."""

from collections.abc import Sequence
from datetime import datetime

from domain.accountability.cases.state import Case
from domain.assessment.evaluations.state import Evaluation
from domain.assessment.score_rules import ScoreRow
from domain.assessment.scores.commands import EnterScore
from domain.assessment.scores.earning import fell
from domain.assessment.scores.errors import (
    GroundFell,
    GroundOfOthers,
    GroundUndecided,
    ImportedGivesNoScore,
    NoSuchEvent,
    NothingToStandOn,
)
from domain.envelope import Recorded
from domain.matter.state import Matter
from domain.matter.stream import PREFIX as MATTER
from domain.proceedings.state import Concerned, Proceeding
from domain.situation import Situation
from domain.verdicts.events import BreachFound
from domain.vocabulary import ProceedingKind
from domain.working_days import shanghai_day


def ground_of(command: EnterScore, row: ScoreRow, situation: Situation) -> tuple[str, datetime]:
    """The stream that the points stand on, and when what they stand on was recorded.

    Whoever is kept from it finds no event there, like anybody where there is none. Raises
    NothingToStandOn, NoSuchEvent, ImportedGivesNoScore, GroundFell, GroundUndecided, GroundOfOthers.
    """
    if (command.event is None) == (command.proceeding is None):
        raise NothingToStandOn(what=command.row)
    if command.event is None:
        bears = _can_bear(str(command.proceeding))
        if row.events or row.once == "event" or not bears:
            raise NothingToStandOn(what=command.row)
        life = situation.proceeding(str(command.proceeding))
        _refuse_unfit(life, None, command, row, situation)
        return life.id, situation.now
    found = situation.event(command.event)
    if found is None or not _can_bear(found.stream):
        raise NoSuchEvent(position=command.event)
    if row.events and found.fact.TYPE not in row.events:
        raise NothingToStandOn(what=command.row)
    standing = life_of(found.stream, situation)
    if situation.actor.person in standing.about_persons:
        raise NoSuchEvent(position=command.event)
    if found.fact.imported or (isinstance(standing, Matter) and standing.imported):
        raise ImportedGivesNoScore()
    _refuse_unfit(standing, found, command, row, situation)
    return found.stream, found.recorded_at


def life_of(stream: str, situation: Situation) -> Matter | Proceeding:
    """The matter or the proceeding of a stream, as it stands."""
    if stream.startswith(MATTER):
        return situation.other(stream.removeprefix(MATTER))
    return situation.proceeding(stream)


def units_of_posts(person: str | None, situation: Situation) -> Sequence[str]:
    """The units in which somebody holds a post today."""
    organisation, today = situation.organisation, shanghai_day(situation.now)
    held = (t for t in organisation.terms if t.person == person and t.covers(today))
    return [organisation.posts[term.post].unit for term in held if term.post in organisation.posts]


def _can_bear(stream: str) -> bool:
    """Whether points can stand on what is recorded there: of a matter or a proceeding; an entry is no
    ground for another."""
    kinds = set(ProceedingKind) - {ProceedingKind.SCORE}
    return stream.startswith(MATTER) or stream.partition("-")[0] in kinds


def refuse_of_others(
    life: Matter | Proceeding,
    recorded: Recorded | None,
    unit: str | None,
    person: str | None,
    situation: Situation,
    *,
    loses: bool = False,
) -> None:
    """Points of a unit or, where one is given, of an official of it, stand on what concerns them.

    recorded  the event, where they stand on one
    loses     whether they are taken from them: then where officials are named it is from no other

    Raises GroundOfOthers.
    """
    concerned = _concerned(life, recorded)
    moment = situation.now if recorded is None else recorded.recorded_at
    theirs = (
        _is_of_unit(unit, concerned, situation)
        if person is None
        else _is_of_person(person, unit, concerned, moment, situation, loses=loses)
    )
    if not theirs:
        raise GroundOfOthers(what=life.number or life.id, who=person or unit)


def _refuse_unfit(
    life: Matter | Proceeding,
    recorded: Recorded | None,
    command: EnterScore,
    row: ScoreRow,
    situation: Situation,
) -> None:
    """A ground stands, it is about whoever gets the points, and nobody loses any by what nobody has
    decided. Raises GroundFell, GroundUndecided, GroundOfOthers."""
    what, loses = life.number or life.id, row.points < 0
    if fell(life, recorded, situation.proceeding, situation.now):
        raise GroundFell(what=what)
    if loses and not _is_decided(life, recorded, row):
        raise GroundUndecided(what=what)
    refuse_of_others(life, recorded, command.unit, command.person, situation, loses=loses)


def _is_decided(life: Matter | Proceeding, recorded: Recorded | None, row: ScoreRow) -> bool:
    """Whether somebody can be scored down on it: a decision that was served on whom was heard, a
    verdict, the result of an evaluation, or a type of event that the row itself names."""
    if recorded is not None and recorded.fact.TYPE in row.events:
        return True
    if recorded is not None and isinstance(recorded.fact, BreachFound):
        return not recorded.fact.retrospective
    if isinstance(life, Case):
        return life.judgement is not None
    return isinstance(life, Evaluation) and bool(life.places)


def _concerned(life: Matter | Proceeding, recorded: Recorded | None) -> Concerned:
    """Whom a ground concerns: a verdict those who missed it and answered for them, everything else
    those that it is about, who have to do with it, or who owed something in it."""
    if recorded is not None and isinstance(recorded.fact, BreachFound):
        missed = recorded.fact
        return Concerned.of((missed.unit,), (missed.person, *missed.answerable))
    if isinstance(life, Proceeding):
        return life.concerned
    owed = [each.owner for last in life.obligations.values() for each in last.rounds]
    return Concerned.of(
        (*life.units, *life.about_units, *(each.unit for each in owed)),
        (*life.named_or_handled, *life.about_persons, *(each.person for each in owed)),
    )


def _is_of_unit(unit: str | None, concerned: Concerned, situation: Situation) -> bool:
    """Whether a unit, or the body that it is a part of, is among those concerned."""
    same_body = situation.organisation.same_body
    return unit is not None and any(same_body(unit, each) for each in concerned.units)


def _is_of_person(
    person: str,
    unit: str | None,
    concerned: Concerned,
    moment: datetime,
    situation: Situation,
    *,
    loses: bool,
) -> bool:
    """Whether an official is concerned: named, or answering for a unit that is; who gains, also by being
    of such a unit. Where officials are named nobody else loses by it, and who holds no post is of no
    other unit than those concerned."""
    posts = units_of_posts(person, situation)
    of_it = any(_is_of_unit(each, concerned, situation) for each in posts or (unit,))
    if not posts and unit is not None and concerned.units and not of_it:
        return False
    if person in concerned.persons:
        return True
    if loses and concerned.persons:
        return False
    chain, day = situation.organisation.chain, shanghai_day(moment)
    answering = {link.person for each in concerned.units for link in chain(each, day)}
    return person in answering or (of_it and not loses)
