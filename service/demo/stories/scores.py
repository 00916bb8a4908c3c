"""Points that stand on events, taken back after an appeal; a half-year settled (M34)."""

from collections.abc import Iterator

from domain.accountability.cases.events import CaseDecided
from domain.assessment.scores.commands import EnterScore, ReverseScore
from domain.assessment.scores.entries import ledger_of_person
from domain.assessment.scores.events import ScoreEntered
from domain.assessment.settlements.commands import Grade, SettlePeriod
from domain.envelope import Command
from domain.matter.rounds.events import RoundReported
from service.demo.days import Days
from service.demo.people import HANDLERS, SUPERVISOR
from service.demo.steps import Step, Story, Telling
from service.demo.stories.cases import HELD, REVOKED
from service.demo.told import Told

LEDGER = ledger_of_person(HANDLERS["zhujian"].person)
"""Of the official whose circular was taken back on appeal."""


def stories(days: Days) -> Iterator[Story]:
    warned, circulated = HANDLERS["jiaotong"].person, HANDLERS["zhujian"].person
    taken_back = days.in_month(5, 4) - 24
    yield Story(
        "points",
        (
            Step(
                days.in_month(6, 2) - 10,
                15,
                SUPERVISOR,
                _on_decision(HELD, "efficiency_warning", warned, "jiaotong"),
            ),
            Step(
                days.in_month(5, 4) - 8,
                15,
                SUPERVISOR,
                _on_decision(REVOKED, "self_examination", circulated, "zhujian"),
            ),
            Step(
                taken_back,
                15,
                SUPERVISOR,
                _back,
                LEDGER,
            ),
            Step(5, 15, SUPERVISOR, _praise),
        ),
    )
    half, settled = days.settled_half()
    yield Story(
        "settlement",
        (
            Step(
                settled,
                17,
                SUPERVISOR,
                SettlePeriod(
                    period=half,
                    grades=tuple(
                        Grade(unit=unit, part="tasks", points=points, source="目标办考核表")
                        for unit, points in (("jiaotong", 81), ("shuiwu", 86), ("zhujian", 90))
                    ),
                ),
            ),
        ),
    )


def _on_decision(case: str, row: str, person: str, unit: str) -> Telling:
    def telling(told: Told) -> Command:
        position = told.position(case, CaseDecided.TYPE)
        return EnterScore(row=row, person=person, unit=unit, event=position, reason="依决定计分。")

    return telling


def _back(told: Told) -> Command:
    entry = told.position(LEDGER, ScoreEntered.TYPE)
    return ReverseScore(entry=entry, proceeding=REVOKED, reason="申诉成立，撤销计分。")


def _praise(told: Told) -> Command:
    position = told.position("under-supervision", RoundReported.TYPE)
    return EnterScore(row="praise_in_round", unit="shuiwu", event=position, reason="行动迅速。")
