"""What disputing an answer does: what was done stays on record, and it is owed once more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.envelope import Recorded
from domain.matter.contesting.events import AnswerContested, ReviewApplied, ReviewDecided
from domain.matter.part import Changes, Effects
from domain.matter.refusing.state import TAKEN_ON
from domain.matter.state import Matter, in_hands
from domain.obligations import Deadline, Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Ending, Party


def _again(unit: str | None, person: str | None, redo_by: Deadline) -> Iterable[Effect]:
    yield Opens(Key(Duty.REDO), Owner(unit, person), Party.COMPLAINANT, redo_by)


def _no_longer_asked() -> Iterable[Effect]:
    """While the answer does not stand, nobody is asked about it and nothing is filed."""
    yield Ends(Key(Duty.FOLLOW_UP_CALL), Ending.VOID)
    yield Ends(Key(Duty.CLOSE), Ending.VOID)


def _contested(fact: AnswerContested) -> Iterable[Effect]:
    yield from _no_longer_asked()
    yield from _again(fact.unit, fact.person, fact.redo_by)


def _applied(fact: ReviewApplied) -> Iterable[Effect]:
    yield from _no_longer_asked()
    owner, duty = Owner(fact.unit), Duty(fact.stage.value)
    yield Opens(Key(duty), owner, Party.COMPLAINANT, fact.decide_by)


def _decided(fact: ReviewDecided) -> Iterable[Effect]:
    yield Ends(Key(Duty(fact.stage.value)))
    if fact.redo_by is not None:
        yield from _again(fact.unit, fact.person, fact.redo_by)
    if fact.close_by is not None:
        yield Opens(Key(Duty.CLOSE), Owner(fact.closing_unit), Party.OFFICE, fact.close_by)


EFFECTS: Effects = {
    AnswerContested: _contested,
    ReviewApplied: _applied,
    ReviewDecided: _decided,
}


def _open_again(
    matter: Matter, unit: str | None, person: str | None, at: datetime
) -> dict[str, Any]:
    """The finding and the answer count no more; whoever does it again has it in hand.

    Who disputes an answer can be reached, so an exemption has lost its ground; and a merged matter
    is done again by itself.
    """
    return {
        **in_hands(unit, person, at),
        "finding": None,
        "answered_at": None,
        "closed_at": None,
        "refusing": TAKEN_ON,
        "exempted": False,
        "joining": replace(matter.joining, into=None, suspended=(), held=(), shared=False),
    }


def _disputed(matter: Matter, fact: AnswerContested, recorded: Recorded) -> dict[str, Any]:
    return {
        **_open_again(matter, fact.unit, fact.person, recorded.occurred_at),
        "contesting": replace(matter.contesting, contested=True, redoing=True),
    }


def _under_review(matter: Matter, fact: ReviewApplied, recorded: Recorded) -> dict[str, Any]:
    return {
        **in_hands(fact.unit, None, recorded.occurred_at),
        "closed_at": None,
        "contesting": replace(matter.contesting, stage=fact.stage, by=fact.unit),
    }


def _reviewed(matter: Matter, fact: ReviewDecided, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    contest = replace(
        matter.contesting,
        stage=None,
        decided=fact.stage,
        decided_at=at,
        redoing=fact.redo_by is not None,
    )
    if fact.redo_by is None:
        return {**in_hands(fact.closing_unit, None, at), "contesting": contest}
    return {**_open_again(matter, fact.unit, fact.person, at), "contesting": contest}


CHANGES: Changes = {
    AnswerContested: _disputed,
    ReviewApplied: _under_review,
    ReviewDecided: _reviewed,
}
