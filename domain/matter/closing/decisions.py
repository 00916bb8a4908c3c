"""Filing a matter in which everything owed has been done."""

from collections.abc import Iterator

from domain.accountability.clearings.opening import clearing_of
from domain.elsewhere import Elsewhere, Led
from domain.instruction.events import InstructionReliedOn
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import (
    HandlerCannotClose,
    NotAnswered,
    OwnRecording,
    StillOwed,
)
from domain.matter.closing.events import MatterClosed, StepCovered
from domain.matter.errors import NotRegistered, OutcomeMissing
from domain.matter.instructed.covering import Covered, covered
from domain.matter.outsiders import of_a_handling_unit, together
from domain.matter.part import Decisions
from domain.matter.splitting.errors import PartsUnfinished
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.situation import Situation
from domain.vocabulary import Duty, Finding


def decide_close(command: CloseMatter, matter: Matter, situation: Situation) -> Led:
    """File the matter; by somebody other than whoever handled it (rules.md, "Who may").

    Raises NotRegistered (an imported message that nobody here has taken up has no finding, M01),
    NotAnswered (M01: a matter ends only with an answered complainant, or a lawful exemption),
    OutcomeMissing (the answer was spared, the inquiry was not), PartsUnfinished, StillOwed naming
    what is open and covered by no instruction (M18), OwnRecording, HandlerCannotClose.
    """
    if matter.closed_at is not None:
        return ()
    if not matter.registered:
        raise NotRegistered()
    inquired = matter.finding is not None or (
        matter.withdrawing.confirmed and not matter.about_conduct
    )
    if matter.answered_at is None and matter.answer_spared and not inquired:
        raise OutcomeMissing()
    if matter.answered_at is None and not matter.answer_spared:
        raise NotAnswered()
    if matter.finding is not None and matter.splitting.unfinished:
        raise PartsUnfinished(numbers=tuple(map(situation.number_of, matter.splitting.unfinished)))
    still = [each for each in matter.open_obligations() if each.key.duty is not Duty.CLOSE]
    left_out = covered(matter, still, situation) if still else []
    without = {each.step.key for each in left_out}
    if uncovered := tuple(each.key.duty for each in still if each.key not in without):
        raise StillOwed(duties=uncovered)
    person, unit = situation.actor.person, situation.actor.unit or ""
    handled = any(person in each.handlers for each in together(matter, situation))
    received = situation.organisation.same_body(unit, matter.receiving_unit or "")
    if handled or (not received and of_a_handling_unit(unit, matter, situation)):
        raise HandlerCannotClose()
    _refuse_own_recording(left_out, person)
    closed = MatterClosed(remark=command.remark)
    return (*_left_out(left_out, matter), closed, *_clearing(matter, situation))


def _clearing(matter: Matter, situation: Situation) -> tuple[Elsewhere, ...]:
    """Whoever was accused in what was found not substantiated is to be cleared."""
    if not matter.about_conduct or matter.finding is not Finding.NOT_SUBSTANTIATED:
        return ()
    source = matter_stream(matter.id)
    return clearing_of(matter.about_persons, matter.about_units, source, situation)


def _refuse_own_recording(left_out: list[Covered], person: str) -> None:
    """Nobody covers themselves: what only its recorder vouches for covers no step of theirs."""
    if any(each.by.provisional and each.by.recorder == person for each in left_out):
        raise OwnRecording()


def _left_out(left_out: list[Covered], matter: Matter) -> Iterator[StepCovered | Elsewhere]:
    for step, by in left_out:
        duty, of = step.key
        yield StepCovered(duty=duty, of=of, instruction=by.id)
        yield Elsewhere(by.id, InstructionReliedOn(matter=matter.id, duty=duty, of=of))


DECISIONS: Decisions = {
    CloseMatter: decide_close,
}
