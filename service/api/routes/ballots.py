"""Voting: the one thing that is done without a token, because nobody shall know by whom.

No line of the log, no answer and no table says who voted, or when (docs/evaluation.md).
"""

import time
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from domain.envelope import Code
from domain.vocabulary import Satisfaction
from service.api.callers import NoQueries, application
from service.api.refusals import TooManyBallots
from service.ballots.box import SlipDoesNotCount
from service.ballots.pace import Pace

PATH = "/ballots"
router = APIRouter(tags=["ballots"])


class BallotBody(BaseModel):
    """What stands on a slip, and what its bearer says."""

    model_config = ConfigDict(extra="forbid")

    evaluation: str = Field(
        max_length=64, description="the evaluation's number", examples=["2026-PY-000001"]
    )
    slip: str = Field(
        max_length=64,
        description="the letters on the slip; case, blanks and hyphens do not matter",
        examples=["abcde-fghij-klmno-pqrst-uvwxy-z"],
    )
    ratings: Annotated[dict[Code, Satisfaction], Field(min_length=1, max_length=500)] = Field(
        description="by the units on the slip; those left out are not rated",
        examples=[{"housing": "satisfied"}],
    )


class BallotTaken(BaseModel):
    """The same for every ballot."""

    taken: bool = True


@router.post(PATH, summary="投票 · Cast a ballot", responses={429: {}})
def cast_ballot(request: Request, body: BallotBody, _query: NoQueries) -> BallotTaken:
    """One anonymous ballot for a slip. No token is asked for, and none is looked at. A slip there is
    not, one that was used, and one out of time get the very same answer."""
    pace: Pace = request.app.state.pace
    if not pace.allows(request.client.host if request.client else ""):
        raise TooManyBallots()
    app = application(request)
    stream = app.log.stream_of_number(body.evaluation) if body.evaluation.isascii() else None
    if stream is None:
        raise SlipDoesNotCount()
    app.ballots.vote(stream, body.slip, body.ratings)
    return BallotTaken()


def pace(per_minute: int) -> Pace:
    """What ``request.app.state.pace`` is; ``per_minute`` from one address."""
    return Pace(time.monotonic, per_minute)
