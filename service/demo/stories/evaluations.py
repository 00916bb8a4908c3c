"""People rate three units in secret; the result goes into the scores. A second evaluation is open (M35)."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle, islice

from domain.assessment.evaluations.commands import (
    DeclareResult,
    IssueSlips,
    OpenEvaluation,
    RecordRoster,
    Stratum,
)
from domain.assessment.evaluations.slips import SECRET_BYTES, hash_of, text_of
from domain.envelope import Actor
from domain.vocabulary import DrawMethod, Satisfaction
from service.ballots.box import SlipDoesNotCount
from service.bootstrap import Application
from service.demo.days import Days
from service.demo.people import LEADER, SUPERVISOR
from service.demo.steps import Act, Step, Story
from service.demo.told import Told

RATED = ("jiaotong", "renshe", "shuiwu")
SLIPS = tuple(
    text_of(sha256(f"demo slip {place}".encode()).digest()[:SECRET_BYTES]) for place in range(40)
)
"""Anybody could know these: they were used up when the demo was made. Real ones are random."""
VOTED = 36
EVALUATION = "evaluation"


def stories(days: Days) -> Iterator[Story]:
    begin = days.in_month(4, 6)
    yield Story(
        EVALUATION,
        (
            Step(begin, 9, SUPERVISOR, _opened(days, begin, begin - 8, "群众评机关", RATED)),
            Step(begin, 10, SUPERVISOR, _roster()),
            Step(begin, 11, SUPERVISOR, IssueSlips(hashes=tuple(sorted(map(hash_of, SLIPS))))),
            Step(begin - 6, 12, SUPERVISOR, Act(_vote)),
            Step(begin - 11, 9, LEADER, DeclareResult()),
        ),
    )
    yield Story(
        "evaluation-open",
        (
            Step(3, 9, SUPERVISOR, _opened(days, 3, 0, "服务对象评窗口", ("renshe",))),
            Step(3, 10, SUPERVISOR, _roster()),
        ),
    )


def _opened(
    days: Days, first: int, last: int, title: str, units: tuple[str, ...]
) -> OpenEvaluation:
    last_day = days.on(last) if last else days.ahead(14)
    return OpenEvaluation(title=title, units=units, first_day=days.on(first), last_day=last_day)


def _roster() -> RecordRoster:
    return RecordRoster(
        supplied_by="xian",
        method=DrawMethod.STRATIFIED,
        seed="2026 年第 1 期双色球红球",
        strata=(
            Stratum(name="办事群众", frame=300, drawn=30),
            Stratum(name="企业代表", frame=60, drawn=10),
        ),
    )


def _vote(app: Application, told: Told, _supervisor: Actor) -> None:
    """The slips come back; one that was used before, as when the demo goes on, does not count."""
    answers = list(Satisfaction)
    for place, slip in enumerate(SLIPS[:VOTED]):
        ratings = dict(zip(RATED, islice(cycle(answers), place, None), strict=False))
        if place % 3:
            ratings["jiaotong"] = Satisfaction.SATISFIED
        try:
            app.ballots.vote(told.stream(EVALUATION), slip, ratings)
        except SlipDoesNotCount:
            continue
