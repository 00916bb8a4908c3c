"""What happens to an evaluation, and who owes its result."""

from collections.abc import Iterable
from typing import Any

from domain.assessment.evaluations.events import (
    BallotsReleased,
    EvaluationOpened,
    ResultDeclared,
    RosterRecorded,
    SlipsIssued,
    VotingClosed,
)
from domain.assessment.evaluations.state import Evaluation
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, EvaluationStage, Party

RESULT = Key(Duty.EVALUATION_RESULT)


def _opened(fact: EvaluationOpened) -> Iterable[Effect]:
    yield Opens(RESULT, Owner(fact.unit), Party.PUBLIC, fact.result_by)


def _declared(_fact: ResultDeclared) -> Iterable[Effect]:
    yield Ends(RESULT)


EFFECTS: Effects = {EvaluationOpened: _opened, ResultDeclared: _declared}


def _taken_in(
    _evaluation: Evaluation, fact: EvaluationOpened, _recorded: Recorded
) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": EvaluationStage.OPEN,
        "unit": fact.unit,
        "units": frozenset((*fact.units, *filter(None, (fact.unit,)))),
        "rated": fact.units,
        "voting_from": fact.voting_from,
        "voting_until": fact.voting_until,
        "wakes_at": fact.closes_at,
        "minimum_sample": fact.minimum_sample,
        "rulebook": fact.rulebook,
    }


def _roster(_evaluation: Evaluation, fact: RosterRecorded, _recorded: Recorded) -> dict[str, Any]:
    return {
        "supplied_by": fact.supplied_by,
        "method": fact.method.value,
        "seed": fact.seed,
        "frame": fact.frame,
        "drawn": fact.drawn,
    }


def _slips(evaluation: Evaluation, fact: SlipsIssued, _recorded: Recorded) -> dict[str, Any]:
    return {"hashes": evaluation.hashes | set(fact.hashes)}


def _closed(_evaluation: Evaluation, _fact: VotingClosed, _recorded: Recorded) -> dict[str, Any]:
    return {"stage": EvaluationStage.VOTED, "wakes_at": None}


def _counted(_evaluation: Evaluation, fact: BallotsReleased, _recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": EvaluationStage.COUNTED,
        "released": True,
        "used": fact.used,
        "ballots": fact.ballots,
        "tallies": fact.tallies,
    }


def _result(_evaluation: Evaluation, fact: ResultDeclared, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": EvaluationStage.DECLARED,
        "places": fact.places,
        "response": fact.response,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {
    EvaluationOpened: _taken_in,
    RosterRecorded: _roster,
    SlipsIssued: _slips,
    VotingClosed: _closed,
    BallotsReleased: _counted,
    ResultDeclared: _result,
}
