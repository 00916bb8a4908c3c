"""M35 千人评二级机构、三项评议、评优评差: rosters, secret ballots, rankings into scores."""

import json
import secrets
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.evaluations.commands import (
    DeclareResult,
    IssueSlips,
    OpenEvaluation,
    RecordRoster,
    ReleaseBallots,
    Stratum,
    Tally,
)
from domain.assessment.evaluations.errors import (
    BallotsDoNotAddUp,
    DaysDoNotFit,
    DrawDoesNotFit,
    NoRoster,
    OwnEvaluation,
    RosterFixed,
    RosterFromEvaluated,
    TooManySlips,
    VotingNotOver,
)
from domain.assessment.evaluations.ranking import ranked
from domain.assessment.evaluations.slips import hash_of, packed, text_of, unpacked
from domain.assessment.evaluations.state import Evaluation
from domain.assessment.settlements.commands import SettlePeriod
from domain.codec import decode
from domain.envelope import Actor
from domain.errors import UnknownUnit
from domain.rulebook_files import load_default
from domain.vocabulary import DrawMethod, Duty, EvaluationStage, Role, Satisfaction
from service import documents, scoring
from service.access.permissions import NotPermitted, NotYourMatter
from service.adoption import SYSTEM
from service.ballots.box import RatesOthers, SlipDoesNotCount
from tests.people import CLERK, HANDLER, HEAD, SUPERVISOR
from tests.scenarios.office import NOW, Office, at

UNITS = ("housing", "transport", "water")
GOOD, FAIR, BAD = (
    Satisfaction.SATISFIED,
    Satisfaction.BASICALLY_SATISFIED,
    Satisfaction.DISSATISFIED,
)
RULES = load_default().evaluation


def roster(drawn: int = 100, **given: object) -> RecordRoster:
    usual = {
        "supplied_by": "county",
        "method": DrawMethod.RANDOM,
        "seed": "开奖号码 07-11-23",
        "strata": (Stratum(name="办事群众", frame=1_000, drawn=drawn),),
    }
    return RecordRoster.model_validate({**usual, **given})


def opened(office: Office, **given: object) -> str:
    usual = {
        "title": "千人评二级机构",
        "units": UNITS,
        "first_day": date(2026, 3, 2),
        "last_day": date(2026, 3, 6),
    }
    command = OpenEvaluation.model_validate({**usual, **given})
    return office.app.handler.open(command, SUPERVISOR).stream


def slips(office: Office, evaluation: str, count: int) -> list[str]:
    """Slips on record, as they are handed out."""
    made = [text_of(secrets.token_bytes(16)) for _ in range(count)]
    hashes = tuple(map(hash_of, made))
    office.app.handler.proceeding(IssueSlips(hashes=hashes), SUPERVISOR, evaluation)
    return made


def ready(office: Office, count: int) -> tuple[str, list[str]]:
    evaluation = opened(office)
    office.app.handler.proceeding(roster(), SUPERVISOR, evaluation)
    return evaluation, slips(office, evaluation, count)


def counted(office: Office) -> None:
    """The last day passes, and the program does what is its own to do."""
    office.clock.move_to(at(3, 7, 0, 10))
    for _ in range(2):
        office.app.runner.catch_up()
        office.app.watcher.watch()
        office.app.runner.catch_up()
        office.app.ballots.release()


def state(office: Office, evaluation: str, actor: Actor = SUPERVISOR) -> Evaluation:
    _, found = office.app.queries.proceeding(actor, NOW, evaluation)
    assert isinstance(found, Evaluation)
    return found


def test_m35_nobody_runs_the_evaluation_of_their_own_unit(office: Office) -> None:
    with pytest.raises(OwnEvaluation):
        opened(office, units=("office", "housing"))
    evaluation = opened(office)
    own = Actor(person="supervisor-ge", role=Role.SUPERVISOR, unit="housing")
    for command in (roster(), IssueSlips(hashes=(hash_of("aaaaa-bbbbb"),))):
        with pytest.raises(OwnEvaluation):
            office.app.handler.proceeding(command, own, evaluation)


def test_m35_who_supplied_the_roster_and_how_it_was_drawn_is_on_record(office: Office) -> None:
    evaluation = opened(office)
    act = office.app.handler.proceeding
    with pytest.raises(NoRoster):
        slips(office, evaluation, 1)
    with pytest.raises(RosterFromEvaluated):
        act(roster(supplied_by="housing"), SUPERVISOR, evaluation)
    with pytest.raises(UnknownUnit):
        act(roster(supplied_by="nowhere"), SUPERVISOR, evaluation)
    for wrong in (
        roster(drawn=1_001),
        roster(seed=None),
        roster(method=DrawMethod.EVERYBODY),
    ):
        with pytest.raises(DrawDoesNotFit):
            act(wrong, SUPERVISOR, evaluation)
    for actor in (CLERK, HEAD):
        with pytest.raises(NotPermitted):
            act(roster(), actor, evaluation)
    act(roster(), SUPERVISOR, evaluation)
    found = state(office, evaluation)
    assert (found.supplied_by, found.method, found.frame, found.drawn) == (
        "county",
        "random",
        1_000,
        100,
    )
    with pytest.raises(RosterFixed):
        act(roster(drawn=500), SUPERVISOR, evaluation)


def test_m35_there_are_no_more_slips_than_people_drawn(office: Office) -> None:
    evaluation, made = ready(office, 60)
    with pytest.raises(TooManySlips):
        slips(office, evaluation, 41)
    again = IssueSlips(hashes=tuple(hash_of(each) for each in made[:10]))
    assert office.app.handler.proceeding(again, SUPERVISOR, evaluation).recorded == ()
    mixed = IssueSlips(hashes=(hash_of(made[0]), hash_of("another")))
    with pytest.raises(TooManySlips):
        office.app.handler.proceeding(mixed, SUPERVISOR, evaluation)
    slips(office, evaluation, 40)
    assert state(office, evaluation).facets["issued"] == 100


def test_m35_an_evaluation_is_of_known_units_in_days_to_come(office: Office) -> None:
    with pytest.raises(DaysDoNotFit):
        opened(office, last_day=date(2026, 3, 1), first_day=date(2026, 3, 1))
    with pytest.raises(DaysDoNotFit):
        opened(office, first_day=date(2026, 3, 9))
    with pytest.raises(UnknownUnit):
        opened(office, units=("nowhere",))
    evaluation = opened(office)
    owed = state(office, evaluation).obligation(Duty.EVALUATION_RESULT)
    assert owed is not None and owed.deadline.at == at(3, 21, 0)


def test_m35_a_slip_votes_once_however_it_is_written(office: Office) -> None:
    evaluation, made = ready(office, 2)
    vote = office.app.ballots.vote
    with pytest.raises(RatesOthers):
        vote(evaluation, made[0], {"office": GOOD})
    with pytest.raises(RatesOthers):
        vote(evaluation, made[0], {})
    vote(evaluation, made[0], {"housing": GOOD})
    for again in (made[0], made[0].upper(), made[0].replace("-", " ")):
        with pytest.raises(SlipDoesNotCount):
            vote(evaluation, again, {"housing": BAD})
    with pytest.raises(SlipDoesNotCount):
        vote(evaluation, text_of(secrets.token_bytes(16)), {"housing": BAD})
    with pytest.raises(SlipDoesNotCount):
        vote("evaluation-none", made[1], {"housing": BAD})
    office.clock.move_to(at(3, 7, 0))
    with pytest.raises(SlipDoesNotCount):
        vote(evaluation, made[1], {"housing": BAD})


def test_m35_an_answer_says_the_same_of_an_unknown_and_of_a_used_slip() -> None:
    assert SlipDoesNotCount().facts == {}


def cast_many(office: Office) -> str:
    """Forty ballots: housing rated best, water worst, transport by ten people only."""
    evaluation, made = ready(office, 50)
    for place, slip in enumerate(made[:40]):
        ratings = {"housing": GOOD if place % 10 else FAIR, "water": BAD if place % 4 else GOOD}
        if place < 10:
            ratings["transport"] = BAD
        office.app.ballots.vote(evaluation, slip, ratings)
    return evaluation


def test_m35_ballots_are_counted_together_once_voting_is_over(office: Office) -> None:
    evaluation = cast_many(office)
    act = office.app.handler.proceeding
    with pytest.raises(VotingNotOver):
        act(DeclareResult(), SUPERVISOR, evaluation)
    assert office.app.ballots.release() == 0
    office.clock.move_to(at(3, 7, 0, 4))
    office.app.runner.catch_up()
    office.app.watcher.watch()
    assert state(office, evaluation).stage is EvaluationStage.OPEN
    counted(office)
    found = state(office, evaluation)
    assert (found.used, found.ballots) == (40, 40)
    tallies = {each.unit: each for each in found.tallies}
    assert tallies["housing"] == Tally(
        unit="housing", ballots=40, satisfied=36, basically_satisfied=4, dissatisfied=0
    )
    assert tallies["transport"] == Tally(unit="transport", ballots=10)
    done = act(DeclareResult(), SUPERVISOR, evaluation)
    places = [(each.unit, each.rank, each.points) for each in state(office, evaluation).places]
    assert places == [
        ("housing", 1, Decimal("97.00")),
        ("water", 2, Decimal("25.00")),
        ("transport", None, None),
    ]
    assert state(office, evaluation).response == "40.0"
    assert done.elsewhere == ()  # two are too few for somebody to be first or last


def test_m35_the_program_alone_counts(office: Office) -> None:
    evaluation = cast_many(office)
    made_up = ReleaseBallots(used=1, ballots=1, tallies=())
    with pytest.raises(NotPermitted):
        office.app.handler.proceeding(made_up, SUPERVISOR, evaluation)


def test_m35_the_ranking_gives_points_that_name_the_evaluation(office: Office) -> None:
    evaluation, made = ready(office, 30)
    for slip in made:
        ratings = {"housing": GOOD, "water": FAIR, "transport": BAD}
        office.app.ballots.vote(evaluation, slip, ratings)
    counted(office)
    office.app.handler.proceeding(DeclareResult(), SUPERVISOR, evaluation)
    office.app.runner.catch_up()
    _, entries = scoring.entries(office.app.queries, SUPERVISOR, NOW, "2026-H1")
    given_to = {each.ledger: (each.points, each.row, each.source) for each in entries}
    assert given_to == {
        "score-unit:housing": (2, "evaluated_first", evaluation),
        "score-unit:transport": (-2, "evaluated_last", evaluation),
    }
    assert not state(office, evaluation).open_obligations()


def test_m35_a_result_is_its_part_of_the_assessment_of_the_half_year(office: Office) -> None:
    evaluation = cast_many(office)
    counted(office)
    office.app.handler.proceeding(DeclareResult(), SUPERVISOR, evaluation)
    office.clock.move_to(at(7, 20))
    office.app.runner.catch_up()
    settled = office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR).stream
    office.app.runner.catch_up()
    frozen = json.loads(documents.document(office.app, SUPERVISOR, settled))
    parts = {each["unit"]: each["parts"] for each in frozen["assessment"]}
    found = {unit: part.get("public_evaluation") for unit, part in parts.items()}
    assert found["housing"] == {"weight": 10, "points": "97.00", "evaluations": [evaluation]}
    assert found["water"]["points"] == "25.00"
    assert found["transport"] is None, "rated by too few"
    assert documents.verify(office.app, SUPERVISOR, settled).same


def test_m35_where_ballots_and_used_slips_differ_there_is_no_result(
    office: Office, database_url: str
) -> None:
    evaluation = cast_many(office)
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("DELETE FROM huiyin_main.ballot WHERE ctid = '(0,1)'")
    counted(office)
    with pytest.raises(BallotsDoNotAddUp):
        office.app.handler.proceeding(DeclareResult(), SUPERVISOR, evaluation)


def test_m35_a_count_killed_before_the_ballots_were_destroyed_counts_once(
    office: Office, database_url: str
) -> None:
    evaluation = cast_many(office)
    (key,) = (office.app.settings.home / "keys" / "ballots").iterdir()
    kept = key.read_bytes()
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT * FROM huiyin_main.ballot")
        counted(office)
        version = state(office, evaluation).version
        key.write_bytes(kept)
        owner.execute("INSERT INTO huiyin_main.ballot SELECT * FROM kept")
        counted(office)
        assert owner.execute("SELECT count(*) FROM huiyin_main.ballot").fetchone() == (0,)
    assert state(office, evaluation).version == version
    assert not key.exists()


def everything(database_url: str) -> dict[str, list[str]]:
    """Every row of every table of the database, as a superuser reads it, by table."""
    with psycopg.connect(database_url, autocommit=True) as owner:
        assert owner.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        tables = owner.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'm') AND nspname LIKE 'huiyin%'"
        ).fetchall()
        return {
            name: [
                row[0]
                for row in owner.execute(
                    f"SELECT t.xmin::text || ' ' || t.ctid::text || ' ' || t::text"
                    f' FROM "{schema}"."{name}" t'
                ).fetchall()
            ]
            for schema, name in tables
        }


def test_m35_whoever_reads_the_whole_database_learns_nothing_of_a_vote(
    office: Office, database_url: str
) -> None:
    evaluation, made = ready(office, 3)
    before = everything(database_url)
    office.app.ballots.vote(evaluation, made[0], {"housing": GOOD, "water": BAD})
    office.app.ballots.vote(evaluation, made[1], {"transport": BAD})
    office.app.ballots.vote(evaluation, made[2], {"housing": BAD})
    after = everything(database_url)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"used_slip", "ballot"}  # no event, no command, no key, no time
    text = "\n".join(row for rows in after.values() for row in rows)
    for slip in made:
        for secret in (slip, slip.replace("-", "")):
            assert secret not in text.lower()
    sealed = [bytes.fromhex(row.rpartition("\\x")[2].rstrip(')"')) for row in after["ballot"]]
    assert len({len(each) for each in sealed}) == 1 and len(set(sealed)) == 3
    rated = state(office, evaluation).rated
    plain = packed(rated, {"housing": GOOD, "water": BAD})
    assert not any(plain in each for each in sealed)


def test_m35_after_the_count_no_ballot_and_no_key_is_left(
    office: Office, database_url: str
) -> None:
    evaluation = cast_many(office)
    keys: Path = office.app.settings.home / "keys" / "ballots"
    assert len(list(keys.iterdir())) == 1
    counted(office)
    assert list(keys.iterdir()) == []
    found = everything(database_url)
    assert found["ballot"] == [] and len(found["used_slip"]) == 40
    types = [each.type for each in office.app.log.stream(evaluation)]
    assert types.count("evaluation.ballots_released") == 1


def test_m35_the_log_names_who_ran_the_evaluation_and_no_voter(office: Office) -> None:
    evaluation = cast_many(office)
    counted(office)
    history = [decode(each) for each in office.app.log.stream(evaluation)]
    assert {each.actor.person for each in history} == {SUPERVISOR.person, SYSTEM.person}
    assert [each.fact.TYPE for each in history if each.actor == SYSTEM] == [
        "evaluation.voting_closed",
        "evaluation.ballots_released",
    ]


def test_m35_those_rated_can_read_it_and_others_cannot(office: Office) -> None:
    evaluation = opened(office, units=("housing",))
    assert state(office, evaluation, HANDLER).rated == ("housing",)
    with pytest.raises(NotYourMatter):
        other = HANDLER.model_copy(update={"person": "handler-wu", "unit": "water"})
        state(office, evaluation, other)


ANSWERS = st.dictionaries(st.sampled_from(UNITS), st.sampled_from(list(Satisfaction)))


@given(ANSWERS)
def test_m35_every_ballot_is_equally_long_and_reads_back_the_same(
    ratings: dict[str, Satisfaction],
) -> None:
    ballot = packed(UNITS, ratings)
    assert len(ballot) == len(UNITS)
    assert unpacked(UNITS, ballot) == ratings


TALLIES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8
)


@given(TALLIES)
def test_m35_nobody_with_too_small_a_sample_is_ranked(given_: list[tuple[int, int, int]]) -> None:
    assert isinstance(RULES, EvaluationRules)
    tallies = [
        Tally(
            unit=f"u{place}",
            ballots=sum(each),
            satisfied=each[0],
            basically_satisfied=each[1],
            dissatisfied=each[2],
        )
        for place, each in enumerate(given_)
    ]
    ranking = ranked(tallies, RULES, RULES.minimum_sample)
    placed = [each for each in ranking.places if each.rank is not None]
    assert {each.unit for each in placed} == {
        each.unit for each in tallies if each.ballots >= RULES.minimum_sample
    }
    points = [each.points or 0 for each in placed]
    assert points == sorted(points, reverse=True)
    assert set(ranking.first).isdisjoint(ranking.last)
    assert bool(ranking.first) == (len(placed) >= RULES.least_ranked and len(set(points)) > 1)
