"""Splitting one filing over several units, with one answer to the complainant (M03)."""

from collections.abc import Mapping
from datetime import datetime

from domain.elsewhere import Led, in_matter
from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.joining.errors import MergedElsewhere
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.splitting.commands import CallOffPart, PartOfMatter, SplitMatter
from domain.matter.splitting.errors import (
    BelongsToTheWhole,
    CalledOffByHandler,
    NoSuchPart,
    PartIsFinished,
)
from domain.matter.splitting.events import CalledOff, MatterSplit, PartCalledOff, PartReceived
from domain.matter.state import Matter
from domain.obligations import Deadline, Key, Obligation
from domain.rules import Rules
from domain.situation import Situation
from domain.vocabulary import Duty, Nature


def decide_split(command: SplitMatter, matter: Matter, situation: Situation) -> Led:
    """Make matters of the parts, each to be dispatched on its own and due before the whole.

    What the whole is about, and whom, holds for each part. Once more adds further parts, until
    the whole has its outcome.
    Raises NotRegistered, AlreadyAnswered (also once the outcome is there), BelongsToTheWhole (a
    part is not split again), MergedElsewhere.
    """
    if not matter.registered:
        raise NotRegistered()
    if matter.splitting.whole is not None:
        raise BelongsToTheWhole(whole=situation.number_of(matter.splitting.whole))
    if matter.joining.into is not None:
        raise MergedElsewhere(into=situation.number_of(matter.joining.into))
    if matter.answered_at is not None or matter.finding is not None:
        raise AlreadyAnswered()
    parts = [(situation.new_matter(), each) for each in command.parts]
    inquiries = tuple(part for part, each in parts if _is_inquiry(each, matter))
    return (
        MatterSplit(parts=tuple(part for part, _ in parts), inquiries=inquiries),
        *(in_matter(part, _received(part, each, matter, situation)) for part, each in parts),
    )


def _is_inquiry(part: PartOfMatter, matter: Matter) -> bool:
    nature = part.nature or matter.nature
    return nature is Nature.CONDUCT or (part.nature is None and bool(matter.conduct))


def _received(part: str, asked: PartOfMatter, matter: Matter, situation: Situation) -> PartReceived:
    inherits = asked.nature in (None, matter.nature)
    return PartReceived(
        matter=part,
        whole=matter.id,
        complainant=matter.complainant,
        subject=asked.subject,
        body=asked.body,
        channel=matter.channel,
        received_at=matter.received_at or situation.now,
        place=matter.place,
        address=matter.address,
        receiving_unit=matter.receiving_unit or situation.actor.unit or "",
        about_units=matter.about_units,
        about_persons=matter.about_persons,
        nature=asked.nature or matter.nature or Nature.REQUEST,
        conduct=matter.conduct if inherits else (),
        urgency=matter.urgency,
        dispatch_by=situation.rules.graded("dispatch", situation.now, matter.urgency),
        outcome_by=part_due(matter, situation),
    )


def part_due(whole: Matter, situation: Situation) -> Deadline:
    """When a part's outcome is due: before the whole's, though never at once.

    Where the whole is nearly due, at the end of the next working day, or with the whole if that
    is sooner and still to come.
    """
    governing = governing_parts(whole.obligations)
    if governing is None:
        return situation.rules.deadline("outcome_of_part", situation.now)
    of_whole = governing.deadline
    due = situation.rules_of(of_whole).deadline("outcome_of_part", of_whole)
    return _never_at_once(due, of_whole, situation.rules, situation.now)


def governing_parts(owed: Mapping[Key, Obligation]) -> Obligation | None:
    """By what a whole's parts are due: its outcome, or the work that is to be done again."""
    redo = owed.get(Key(Duty.REDO))
    return redo if redo is not None and redo.is_open else owed.get(Key(Duty.OUTCOME))


def part_due_by(of_whole: Deadline, rules: Rules, now: datetime) -> Deadline:
    """The same where all of it is counted by these rules."""
    return _never_at_once(rules.deadline("outcome_of_part", of_whole), of_whole, rules, now)


def _never_at_once(due: Deadline, of_whole: Deadline, rules: Rules, now: datetime) -> Deadline:
    fair = rules.not_at_once(due, now)
    if now < of_whole.at < fair.at:
        return fair.model_copy(update={"at": of_whole.at})
    return fair


def decide_call_off(command: CallOffPart, matter: Matter, situation: Situation) -> Led:
    """Call off a part: it owes nothing any more and is filed; the whole waits for it no longer.

    Raises NoSuchPart, PartIsFinished, CalledOffByHandler (of the part or of the whole).
    """
    known = matter.splitting.parts.get(command.part)
    if known is None:
        raise NoSuchPart(part=situation.number_of(command.part))
    if known.called_off:
        return ()
    if known.finding is not None:
        raise PartIsFinished()
    part = situation.other(command.part)
    if not is_outsider(part, situation) or not is_outsider(matter, situation):
        raise CalledOffByHandler()
    return (
        PartCalledOff(part=part.id, reason=command.reason),
        in_matter(part.id, called_off(part)),
    )


def called_off(part: Matter) -> CalledOff:
    """What is recorded on a part that is not needed any more."""
    ends = tuple(each.key for each in part.open_obligations())
    return CalledOff(whole=part.splitting.whole or "", ends=ends)


DECISIONS: Decisions = {SplitMatter: decide_split, CallOffPart: decide_call_off}
