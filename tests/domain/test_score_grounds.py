"""On what people give points: on what concerns the holder, and against somebody only on what was decided."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.accountability.bulletins.events import BulletinPublished
from domain.accountability.bulletins.state import Bulletin
from domain.accountability.cases.state import Case
from domain.accountability.leads.state import Lead
from domain.assessment.evaluations.events import Place
from domain.assessment.evaluations.state import Evaluation
from domain.assessment.pledges.state import Pledge
from domain.assessment.score_rules import ScoreRow
from domain.assessment.scores.commands import EnterScore, ReverseByRule
from domain.assessment.scores.decisions import decide_enter, decide_reverse_by_rule
from domain.assessment.scores.entries import Entry
from domain.assessment.scores.errors import GroundOfOthers, GroundUndecided
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.scores.state import ScoreLedger
from domain.assessment.settlements.state import Settlement
from domain.cooperation.referrals.state import Referral
from domain.envelope import Fact, Recorded
from domain.errors import HuiyinError
from domain.matter.intake.events import MatterRegistered
from domain.matter.state import Matter, Order
from domain.obligations import Key, Obligation, Owner
from domain.organisation.state import Portfolio
from domain.proceedings.state import Proceeding
from domain.rules import Rules
from domain.situation import Situation
from domain.supervision.rectifications.state import Rectification
from domain.verdicts.events import BreachFound
from domain.vocabulary import BulletinScope, BulletinTone, Duty, Party
from tests.domain.desk import ORGANISATION, RULES, SECTION
from tests.domain.examples import EXAMPLES
from tests.domain.test_case_machine import SYSTEM
from tests.people import HANDLER, LEADER, MORNING, OTHER_HANDLER, OTHER_LEADER, SUPERVISOR

IN_CHARGE = replace(
    ORGANISATION,
    portfolios=(Portfolio(f"post-of-{LEADER.person}", ("housing",), MORNING.date(), None),),
)
"""One of the two leaders is in charge of housing."""

WANG, COLLEAGUE = HANDLER.person, "colleague-qian"
GROUND, AT = "pledge-p1", 7
"""What the points stand on; the position of the event, where there is one."""

PRAISE, BLAME = "circular_of_praise", "self_examination"


def _example(fact: type[Fact]) -> Any:
    return next(each for each in EXAMPLES if isinstance(each, fact))


def given(ground: Proceeding | Matter, fact: Fact | None = None, rules: Rules = RULES) -> Situation:
    """A supervisor's morning with one thing on record, and one event in it where one is asked for."""
    stream = f"matter-{ground.id}" if isinstance(ground, Matter) else ground.id
    recorded = fact and Recorded(AT, stream, 1, MORNING, MORNING, HANDLER, "command", False, fact)
    return Situation(
        actor=SUPERVISOR,
        now=MORNING,
        rules=rules,
        organisation=IN_CHARGE,
        other=lambda _: ground if isinstance(ground, Matter) else Matter(id="none"),
        proceeding=lambda each: ground if each == stream else ScoreLedger(id=each),  # type: ignore[return-value,arg-type]
        event=lambda position: recorded if position == AT else None,
    )


def outcome(situation: Situation, row: str, unit: str | None, person: str | None) -> object:
    """What becomes of points on it: how many are entered, or the refusal's class."""
    stands = {"event": AT} if situation.event(AT) else {"proceeding": GROUND}
    command = EnterScore(row=row, unit=unit, person=person, reason="依据", **stands)
    try:
        entered, *_ = decide_enter(command, ScoreLedger(id="score-unit:housing"), situation)
    except HuiyinError as refusal:
        return type(refusal)
    assert isinstance(entered, ScoreEntered)
    return entered.points


PLEDGE = Pledge(
    GROUND, 1, unit="housing", person=WANG, units=frozenset({"housing"}), persons=frozenset({WANG})
)
NOTICE = Bulletin(GROUND, 1, unit="office", units=frozenset({"office", "housing"}))
NAMING = replace(NOTICE, named=("housing",))
RATING = Evaluation(GROUND, 1, unit="transport", rated=("housing", "water"))
RATED = replace(RATING, places=(Place(unit="housing", ballots=40, points=Decimal(80), rank=1),))
CASE = Case(GROUND, 1, unit="housing", person=WANG, about_units=("housing",), answerable=("chief",))
SERVED = replace(CASE, held=True, served_by=5)
OF_UNIT = replace(SERVED, person=None)
REFERRAL = Referral(GROUND, 1, unit="water", units=frozenset({"water", "housing"}))
SETTLED = Settlement(GROUND, 1)


@pytest.mark.parametrize(
    ("ground", "unit", "person", "expected"),
    [
        (PLEDGE, "housing", None, 5),
        (PLEDGE, SECTION, None, 5),
        (PLEDGE, "water", None, GroundOfOthers),
        (PLEDGE, "housing", WANG, 5),
        (PLEDGE, "housing", COLLEAGUE, 5),
        (PLEDGE, "water", OTHER_HANDLER.person, GroundOfOthers),
        (PLEDGE, "water", WANG, GroundOfOthers),
        (PLEDGE, None, LEADER.person, 5),
        (PLEDGE, None, OTHER_LEADER.person, GroundOfOthers),
        (NAMING, "housing", None, 5),
        (NAMING, "transport", None, GroundOfOthers),
        (NOTICE, "housing", None, GroundOfOthers),
        (NOTICE, "housing", WANG, GroundOfOthers),
        (RATING, "transport", None, GroundOfOthers),
        (RATING, "water", None, 5),
        (REFERRAL, "housing", None, 5),
        (SETTLED, "housing", None, GroundOfOthers),
        (SERVED, "housing", WANG, 5),
        (SERVED, "transport", None, GroundOfOthers),
    ],
)
def test_points_stand_on_what_concerns_the_unit_or_the_official(
    ground: Proceeding, unit: str | None, person: str | None, expected: object
) -> None:
    assert outcome(given(ground), PRAISE, unit, person) == expected


@pytest.mark.parametrize(
    ("ground", "unit", "person", "expected"),
    [
        (SERVED, "housing", None, -5),
        (SERVED, "housing", WANG, -5),
        (SERVED, "housing", COLLEAGUE, GroundOfOthers),
        (SERVED, None, LEADER.person, GroundOfOthers),
        (SERVED, "water", None, GroundOfOthers),
        (OF_UNIT, "housing", "chief", -5),
        (OF_UNIT, "housing", COLLEAGUE, GroundOfOthers),
        (RATED, "housing", None, -5),
        (RATED, "transport", None, GroundOfOthers),
        (CASE, "housing", WANG, GroundUndecided),
        (
            Lead(GROUND, 1, unit="housing", about_units=("housing",)),
            "housing",
            None,
            GroundUndecided,
        ),
        (NAMING, "housing", None, GroundUndecided),
        (RATING, "housing", None, GroundUndecided),
        (PLEDGE, "housing", None, GroundUndecided),
        (Rectification(GROUND, 1, unit="housing"), "housing", None, GroundUndecided),
    ],
)
def test_nobody_is_scored_down_on_what_was_not_decided_or_by_what_was_decided_of_others(
    ground: Proceeding, unit: str | None, person: str | None, expected: object
) -> None:
    assert outcome(given(ground), BLAME, unit, person) == expected


MATTER = Matter(
    "m1",
    1,
    receiving_unit="office",
    about_units=("transport",),
    orders={"housing": Order("housing", WANG, leads=True)},
)


@pytest.mark.parametrize(
    ("row", "unit", "person", "expected"),
    [
        (PRAISE, "housing", None, 5),
        (PRAISE, "transport", None, 5),
        (PRAISE, "water", None, GroundOfOthers),
        (PRAISE, "housing", WANG, 5),
        (PRAISE, "water", OTHER_HANDLER.person, GroundOfOthers),
        (BLAME, "housing", None, GroundUndecided),
    ],
)
def test_a_matter_concerns_whoever_handles_it_or_is_complained_about_and_decides_nothing(
    row: str, unit: str, person: str | None, expected: object
) -> None:
    situation = given(MATTER, _example(MatterRegistered))
    assert outcome(situation, row, unit, person) == expected


def test_a_row_that_names_its_events_says_itself_on_what_somebody_loses() -> None:
    registered = _example(MatterRegistered)
    assert RULES.rulebook.scores is not None
    row = ScoreRow(title="登记失实", points=-4, events=(registered.TYPE,), source="default")
    scores = RULES.rulebook.scores.model_copy(
        update={"rows": {**RULES.rulebook.scores.rows, "wrongly_registered": row}}
    )
    rules = Rules(RULES.rulebook.model_copy(update={"scores": scores}), RULES.calendar)
    situation = given(MATTER, registered, rules)
    assert outcome(situation, "wrongly_registered", "housing", None) == -4
    assert outcome(situation, "wrongly_registered", "water", None) is GroundOfOthers


LONG_BEFORE = RULES.deadline("outcome", MORNING - timedelta(days=60))
KEY = Key(Duty.OUTCOME)
MISSED = replace(
    MATTER,
    obligations={
        KEY: Obligation(
            KEY, Owner("housing", WANG), Party.OFFICE, LONG_BEFORE, opened_by=1, verdict_by=AT
        )
    },
)
VERDICT = BreachFound(
    duty=Duty.OUTCOME,
    nth=1,
    unit="housing",
    person=WANG,
    deadline=LONG_BEFORE,
    opened_by=1,
    answerable=(LEADER.person,),
)


@pytest.mark.parametrize(
    ("unit", "person", "expected"),
    [
        ("housing", None, -5),
        ("housing", WANG, -5),
        (None, LEADER.person, -5),
        ("housing", COLLEAGUE, GroundOfOthers),
        ("transport", None, GroundOfOthers),
    ],
)
def test_a_verdict_costs_those_who_missed_it_and_answered_for_them_and_no_other_in_the_matter(
    unit: str | None, person: str | None, expected: object
) -> None:
    assert outcome(given(MISSED, VERDICT), BLAME, unit, person) == expected


def test_what_was_missed_before_the_program_knew_of_it_costs_nobody_anything() -> None:
    retrospective = VERDICT.model_copy(update={"retrospective": True})
    assert outcome(given(MISSED, retrospective), BLAME, "housing", None) is GroundUndecided


def test_what_a_bulletin_that_blames_once_cost_by_rule_is_given_back() -> None:
    published = _example(BulletinPublished).model_copy(update={"about": None})
    blaming = replace(
        NAMING, scope=BulletinScope.COUNTY, tone=BulletinTone.CRITICISM, published_by=AT
    )
    costs = Entry(
        "score-unit:housing", 8, "2026-H1", "circular_of_county", "r", Decimal(-20), AT, GROUND
    )
    ledger = ScoreLedger("score-unit:housing", 1, unit="housing", entries=(costs,))
    entered = Recorded(8, ledger.id, 1, MORNING, MORNING, SYSTEM, "command", False, published)
    known = given(blaming, published)
    situation = replace(
        known,
        event=lambda position: entered if position == costs.position else known.event(position),
    )
    (back,) = decide_reverse_by_rule(ReverseByRule(entry=costs.position), ledger, situation)
    assert isinstance(back, ScoreReversed) and (back.entry, back.points) == (8, 20)
    praise = replace(costs, row="circular_of_praise", points=Decimal(5))
    praised = replace(ledger, entries=(praise,))
    praising = replace(situation, proceeding=lambda _: replace(blaming, tone=BulletinTone.PRAISE))
    assert decide_reverse_by_rule(ReverseByRule(entry=8), praised, praising) == ()
