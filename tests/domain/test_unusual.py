"""For every type of event it is decided whether an auditor looks at it; what is looked at is named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.accountability.cases.state import Case
from domain.assessment.evaluations.state import Evaluation
from domain.codec import FACTS
from domain.envelope import Actor, Fact, Recorded
from domain.kinds import Life
from domain.matter.rounds.state import Rounds
from domain.matter.state import Matter, Order
from domain.rulebook_events import RulebookAdopted
from domain.unusual import unusual
from domain.unusual_kinds import UNUSUAL, USUAL
from domain.vocabulary import (
    AppealOutcome,
    Cadence,
    Channel,
    ExceptionKind,
    Finding,
    Role,
)
from tests.domain.examples import AT, EXAMPLES

BY_TYPE = {fact.TYPE: fact for fact in EXAMPLES}
MATTER = Matter(
    id="m", channel=Channel.LETTER, orders={"transport": Order("transport", "driver", leads=True)}
)
HOUSING = replace(MATTER, orders={"housing": Order("housing", "handler", leads=True)})
SUPERVISED = replace(MATTER, rounds=Rounds(cadence=Cadence.WEEKLY))
FOUND = Case(id="case-c1", finding=Finding.SUBSTANTIATED)
DRAWN = Evaluation(id="evaluation-e1", drawn=1000)

BEFORE: dict[str, Life] = {
    "matter.dispatched": MATTER,
    "matter.order_handed_over": MATTER,
    "matter.complainant_answered": MATTER,
    "matter.closed": MATTER,
    "matter.registration_corrected": MATTER,
    "matter.put_under_supervision": SUPERVISED,
    "case.findings_recorded": FOUND,
    "case.measure_lifted": FOUND,
    "evaluation.roster_recorded": DRAWN,
}
"""What stands before an event that is unusual only by what it changes."""


def recorded(fact: Fact, *, days: int = 365, **given: Any) -> Recorded:
    """The event of a fact, put on record a year later unless told otherwise."""
    usual: dict[str, Any] = {
        "position": 7,
        "stream": "x-1",
        "version": 2,
        "recorded_at": AT + timedelta(days=days),
        "occurred_at": AT,
        "actor": Actor(person="clerk-ma", role=Role.CLERK),
        "command": "c",
        "back_dated": False,
    }
    return Recorded(**{**usual, **given}, fact=fact)


def kinds(fact: Fact, before: Life | None = None, **given: Any) -> list[ExceptionKind]:
    return [each.kind for each in unusual(recorded(fact, **given), before)]


def test_every_type_of_event_is_decided_once() -> None:
    assert UNUSUAL.keys() | USUAL == FACTS.keys(), "decide it in domain/unusual_kinds.py"
    assert not UNUSUAL.keys() & USUAL


@pytest.mark.parametrize("name", sorted(UNUSUAL))
def test_what_is_unusual_is_found(name: str) -> None:
    assert kinds(BY_TYPE[name], BEFORE.get(name))


@pytest.mark.parametrize("name", sorted(USUAL))
def test_what_is_of_every_day_is_found_only_where_it_is_back_dated(name: str) -> None:
    assert kinds(BY_TYPE[name]) == []
    assert kinds(BY_TYPE[name], back_dated=True) == [ExceptionKind.BACK_DATED]


def test_no_kind_is_there_that_nothing_can_be() -> None:
    def found() -> Iterator[ExceptionKind]:
        for name, fact in BY_TYPE.items():
            yield from kinds(fact, BEFORE.get(name), back_dated=True)

    assert set(found()) == set(ExceptionKind)


@pytest.mark.parametrize(
    ("name", "ordinary", "before"),
    [
        ("matter.dispatched", {}, HOUSING),
        ("matter.objection_ruled", {"upheld": False}, None),
        ("matter.papers_requested", {"nth": 1}, None),
        ("matter.review_decided", {"upheld": True}, None),
        ("matter.milestones_set", {"moved": ()}, None),
        ("matter.put_under_supervision", {}, MATTER),
        ("organisation.unit_changed", {"parent": None}, None),
        ("case.findings_recorded", {}, replace(FOUND, finding=None)),
        ("case.decided", {"departure": None}, None),
        ("case.measure_lifted", {}, replace(FOUND, ended=frozenset({"written_warning:official"}))),
        ("case.appeal_decided", {"outcome": AppealOutcome.UPHELD}, None),
        ("referral.made", {"beyond_authority": False}, None),
        ("instruction.given", {"provisional": False}, None),
        ("campaign.closed", {"silent": ()}, None),
        ("pledge.verified", {"kept": True}, None),
        ("evaluation.roster_recorded", {}, replace(DRAWN, drawn=0)),
    ],
)
def test_the_same_event_as_it_is_meant_to_be_is_none(
    name: str, ordinary: dict[str, Any], before: Life | None
) -> None:
    assert kinds(BY_TYPE[name].model_copy(update=ordinary), before) == []


@pytest.mark.parametrize(
    "name",
    [
        "organisation.person_appointed",
        "organisation.portfolio_assigned",
        "organisation.term_ended",
        "organisation.commitment_published",
    ],
)
def test_posts_and_portfolios_are_an_exception_only_where_they_change_the_past(name: str) -> None:
    field = "until" if name == "organisation.term_ended" else "since"
    today = AT.date()
    for days, expected in ((0, []), (1, []), (-1, [ExceptionKind.ORGANISATION_BACK_DATED])):
        fact = BY_TYPE[name].model_copy(update={field: today + timedelta(days=days)})
        assert kinds(fact, days=0) == expected


def test_the_rules_that_the_program_begins_with_are_nobodys_act() -> None:
    adopted = BY_TYPE[RulebookAdopted.TYPE]
    assert kinds(adopted) == [ExceptionKind.RULES_ADOPTED]
    assert kinds(adopted, actor=Actor(person="system", role=Role.SYSTEM)) == []


def test_a_revealed_identity_names_its_matter() -> None:
    (found,) = unusual(recorded(BY_TYPE["reading.identity_revealed"]), None)
    assert found.matter == getattr(BY_TYPE["reading.identity_revealed"], "matter", None)
    assert found.approver == "clerk-ma"
