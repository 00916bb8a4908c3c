"""Repeats: linked with what they repeat, or merged into it, each complainant answered (M03)."""

from domain.elsewhere import Led, in_matter
from domain.matter.about import whom
from domain.matter.errors import AlreadyAnswered, NotRegistered, UnknownMatter
from domain.matter.joining.commands import LinkRepeat, MergeMatter, UnlinkRepeat, UnmergeMatter
from domain.matter.joining.errors import (
    CannotBeMerged,
    MatterItself,
    MergedElsewhere,
    NotAboutTheSame,
    NotMerged,
)
from domain.matter.joining.events import (
    Held,
    MatterJoined,
    MatterMerged,
    MatterParted,
    MatterUnmerged,
    RepeatLinked,
    RepeatUnlinked,
)
from domain.matter.part import Decisions
from domain.matter.splitting.errors import BelongsToTheWhole
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty, MergeObstacle, Party


def decide_link(command: LinkRepeat, matter: Matter, situation: Situation) -> Led:
    """Note on both matters that they say the same, so about the same units and persons: whom one is
    about must find no trace of it in the other.

    Raises MatterItself, UnknownMatter, BelongsToTheWhole (the other is a part), NotAboutTheSame.
    """
    other = _other(command.other, matter, situation)
    if other.splitting.whole is not None:
        raise BelongsToTheWhole(whole=situation.number_of(other.splitting.whole))
    if other.id in matter.joining.repeats:
        return ()
    if whom(matter) != whom(other):
        raise NotAboutTheSame(other=other.number)
    return (RepeatLinked(other=other.id), in_matter(other.id, RepeatLinked(other=matter.id)))


def decide_unlink(command: UnlinkRepeat, matter: Matter, situation: Situation) -> Led:
    """Take the note back on both. Raises MatterItself, UnknownMatter, MergedElsewhere."""
    other = _other(command.other, matter, situation)
    if other.id not in matter.joining.repeats:
        return ()
    if other.id == matter.joining.into or other.id in matter.joining.here:
        raise MergedElsewhere(into=other.number)
    return (RepeatUnlinked(other=other.id), in_matter(other.id, RepeatUnlinked(other=matter.id)))


def decide_merge(command: MergeMatter, matter: Matter, situation: Situation) -> Led:
    """Have a matter handled together with an earlier one.

    Its work is done there from now on; what is owed to its complainant stays owed here, by its own
    clock, by the receiving unit. Nothing gets later by it and nothing gets lost: the earlier one is
    due no later, and covers everything that this one asks and says.
    Raises MatterItself, UnknownMatter, NotRegistered, AlreadyAnswered (also once there is an
    outcome), MergedElsewhere, CannotBeMerged naming the obstacle.
    """
    into = _other(command.into, matter, situation)
    if matter.joining.into == into.id:
        return ()
    if matter.joining.into is not None:
        raise MergedElsewhere(into=situation.number_of(matter.joining.into))
    if not matter.registered:
        raise NotRegistered()
    if matter.answered_at is not None or matter.finding is not None:
        raise AlreadyAnswered()
    obstacle = _obstacle(matter, into)
    if obstacle is not None:
        raise CannotBeMerged(into=into.number, obstacle=obstacle)
    still = matter.open_obligations()
    return (
        MatterMerged(
            into=into.id,
            unit=matter.receiving_unit,
            reason=command.reason,
            suspends=tuple(each.key for each in still if each.to is not Party.COMPLAINANT),
            hands_over=tuple(
                Held(key=each.key, unit=each.owner.unit, person=each.owner.person)
                for each in still
                if each.to is Party.COMPLAINANT
            ),
        ),
        in_matter(into.id, MatterJoined(other=matter.id)),
    )


def _obstacle(matter: Matter, into: Matter) -> MergeObstacle | None:
    """What a merger would put off or lose, if anything."""
    ours, theirs = matter.obligation(Duty.FINAL_ANSWER), into.obligation(Duty.FINAL_ANSWER)
    if matter.splitting.whole or matter.splitting.parts or into.splitting.whole:
        return MergeObstacle.SPLIT
    if matter.contesting.contested or matter.answer_spared:
        return MergeObstacle.PAST_MERGING
    if not into.registered or into.closed_at is not None or into.finding is not None:
        return MergeObstacle.NOT_IN_HAND
    if into.answered_at is not None or into.answer_spared or into.joining.into is not None:
        return MergeObstacle.NOT_IN_HAND
    if matter.joining.here:
        return MergeObstacle.OTHERS_HERE
    if ours is None or theirs is None or ours.deadline.at < theirs.deadline.at:
        return MergeObstacle.DUE_LATER
    if matter.nature is not into.nature or not set(matter.conduct) <= set(into.conduct):
        return MergeObstacle.OTHER_NATURE
    if whom(matter) != whom(into):
        return MergeObstacle.ABOUT_OTHERS
    if matter.assigned_by not in (None, into.assigned_by):
        return MergeObstacle.OTHER_LEADER
    if matter.nodes.emergency_since is not None or matter.rounds.cadence is not None:
        return MergeObstacle.PRESSING
    return None


def decide_unmerge(command: UnmergeMatter, matter: Matter, _situation: Situation) -> Led:
    """Part a merged matter again, until its complainant has been answered.

    Raises NotMerged, AlreadyAnswered.
    """
    joining = matter.joining
    if joining.into is None:
        raise NotMerged()
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    unit, person, since = joining.hands
    return (
        MatterUnmerged(
            parted_from=joining.into,
            reason=command.reason,
            resumes=joining.suspended,
            hands_back=joining.held,
            custodian_unit=unit,
            custodian_person=person,
            in_hands_since=since,
        ),
        in_matter(joining.into, MatterParted(other=matter.id)),
    )


def _other(other: str, matter: Matter, situation: Situation) -> Matter:
    if other == matter.id:
        raise MatterItself()
    found = situation.other(other)
    if not found.exists:
        raise UnknownMatter(matter=other)
    return found


DECISIONS: Decisions = {
    LinkRepeat: decide_link,
    UnlinkRepeat: decide_unlink,
    MergeMatter: decide_merge,
    UnmergeMatter: decide_unmerge,
}
