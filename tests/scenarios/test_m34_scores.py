"""M34 百分制、加分扣分、半年兑现、4+X: every point has its event and its rule, and what is settled stays."""

import json
import random
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from domain.accountability.bulletins.commands import PublishBulletin
from domain.accountability.cases.commands import Imposing
from domain.accountability.cases.following_commands import ServeDecision
from domain.assessment.scores.commands import EnterScore, ReverseScore
from domain.assessment.scores.entries import ledger_of_person, ledger_of_unit
from domain.assessment.scores.errors import (
    AlreadyScored,
    GroundOfOthers,
    GroundUndecided,
    HolderDoesNotFit,
    ImportedGivesNoScore,
    NoCarrier,
    NoScoreRow,
    NoSuchEntry,
    NoSuchEvent,
    NotByItself,
    NothingToStandOn,
    OwnScore,
)
from domain.assessment.settlements.commands import Grade, SettlePeriod
from domain.assessment.settlements.errors import (
    GradeDoesNotFit,
    HalfNotSettled,
    NotToSettleYet,
    OwnGrade,
)
from domain.envelope import Command
from domain.errors import HuiyinError
from domain.matter.handling.commands import ReportDifficulty
from domain.matter.rounds.commands import PutUnderSupervision, ReportRound
from domain.vocabulary import BulletinScope, Cadence, Form, SubjectKind
from projections.obligation_ledger import Owed, Wanted
from service import documents, scoring
from service.access.permissions import NotPermitted, NotYourMatter
from service.asking import Asked
from service.executing import Done
from service.importing.importer import import_file
from service.importing.mapping import parse_mapping
from service.scoring import Standing
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import act, decided, open_case, open_lead
from tests.scenarios.office import NOW, Office, at, outcome
from tests.service.importing.made_up import row, write

JULY = datetime.fromisoformat("2026-07-20T09:00:00+08:00")


def notice_about(office: Office, *units: str) -> Done:
    """Something that points can be given on: a bulletin, and its event."""
    notice = PublishBulletin(
        title="窗口情况", scope=BulletinScope.COUNTY, units=units, text="通报情况"
    )
    return office.app.handler.open(notice, SUPERVISOR)


def decision_about(
    office: Office, unit: str = "housing", person: str | None = HANDLER.person
) -> Done:
    """Something that points can be taken on: a case, and the event by which its decision was served.
    What was imposed has no row of its own, so that nothing follows by rule."""
    imposed = (
        Imposing(form=Form.REORGANISATION, subject=SubjectKind.UNIT)
        if person is None
        else Imposing(form=Form.CRITICISM, subject=SubjectKind.OFFICIAL)
    )
    case = open_case(office, open_lead(office, unit=unit, person=person))
    decided(office, case, imposed)
    return act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, case)


def score(office: Office, row: str, **given: object) -> Done:
    command = EnterScore.model_validate({"row": row, "reason": "依据决定", **given})
    return office.app.handler.open(command, SUPERVISOR)


def standing(office: Office, asked: Asked = NOW, half: str = "2026-H1") -> dict[str, Standing]:
    """Every ledger's score, by the unit's or the official's code."""
    office.app.runner.catch_up()
    _, found = scoring.standings(office.app.queries, SUPERVISOR, asked, half)
    return {each.unit or each.person or "": each for each in found}


def settle(office: Office, period: str = "2026-H1", *grades: Grade) -> str:
    office.app.runner.catch_up()
    return office.app.handler.open(SettlePeriod(period=period, grades=grades), SUPERVISOR).stream


def content(office: Office, settlement: str) -> dict[str, dict[str, object]]:
    """The ledgers of a settlement, by holder."""
    frozen = json.loads(documents.document(office.app, SUPERVISOR, settlement))
    return {each["ledger"]: each for each in frozen["ledgers"]}


def test_m34_a_unit_starts_a_half_year_at_a_hundred(office: Office) -> None:
    found = standing(office)
    assert {name: each.score for name, each in found.items()} == dict.fromkeys(
        ("housing", "office", "transport", "water"), 100
    )


def test_m34_every_point_names_its_event_and_its_rule(office: Office) -> None:
    ground = decision_about(office)
    done = score(office, "circular_of_county", unit="housing", event=ground.position)
    found = standing(office)["housing"]
    assert (found.points, found.score, found.entries) == (-20, 80, 1)
    _, (entry,) = scoring.entries(office.app.queries, SUPERVISOR, NOW, "2026-H1", "housing")
    assert (entry.event, entry.source) == (ground.position, ground.stream)
    assert entry.rule == "efficiency-office/1 scores.rows.circular_of_county"
    assert (entry.position, entry.entered_by) == (done.position, SUPERVISOR.person)
    with pytest.raises(NothingToStandOn):
        score(office, "circular_of_praise", unit="housing", proceeding=done.stream)


def test_m34_an_officials_points_are_in_the_own_ledger_and_a_share_in_the_units(
    office: Office,
) -> None:
    ground = decision_about(office).stream
    score(office, "efficiency_warning", person=HANDLER.person, unit="housing", proceeding=ground)
    found = standing(office)
    assert found[HANDLER.person].score == 97
    assert found["housing"].score == Decimal("99.70")
    _, entries = scoring.entries(office.app.queries, SUPERVISOR, NOW, "2026-H1", "housing")
    assert [each.share_of for each in entries] == [HANDLER.person]


def test_m34_an_officials_share_goes_to_the_unit_of_their_post_whatever_is_said(
    office: Office,
) -> None:
    ground = notice_about(office, "water", "county").stream
    praise = "circular_of_praise"
    with pytest.raises(NoCarrier):
        score(office, praise, person="somebody", proceeding=ground)
    score(office, praise, person=LEADER.person, unit="water", proceeding=ground)
    found = standing(office)
    assert (found["water"].points, found["county"].points) == (0, Decimal("0.50"))


def test_m34_the_same_ground_gives_a_row_once(office: Office) -> None:
    ground = decision_about(office)
    score(office, "circular_of_county", unit="housing", proceeding=ground.stream)
    for same in ({"proceeding": ground.stream}, {"event": ground.position}):
        with pytest.raises(AlreadyScored):
            score(office, "circular_of_county", unit="housing", **same)
    score(office, "self_examination", unit="housing", event=ground.position)
    assert standing(office)["housing"].points == -25


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"row": "no_such_row", "unit": "housing"}, NoScoreRow),
        ({"row": "demerit", "unit": "housing"}, HolderDoesNotFit),
        ({"row": "self_examination"}, HolderDoesNotFit),
        ({"row": "self_examination", "unit": "housing", "event": 9_999}, NoSuchEvent),
        ({"row": "circular_of_praise", "unit": "housing", "event": 1}, NoSuchEvent),
        ({"row": "self_examination", "unit": "housing", "proceeding": None}, NothingToStandOn),
        ({"row": "praise_in_round", "unit": "housing"}, NothingToStandOn),
        ({"row": "self_examination", "unit": "office"}, OwnScore),
        ({"row": "demerit", "person": SUPERVISOR.person, "unit": "water"}, OwnScore),
        ({"row": "demerit", "person": "colleague", "unit": "office"}, OwnScore),
    ],
)
def test_m34_what_the_table_does_not_allow_is_refused(
    office: Office, given: dict[str, object], refused: type[HuiyinError]
) -> None:
    ground = {} if "event" in given else {"proceeding": notice_about(office, "housing").stream}
    with pytest.raises(refused):
        score(office, **{**ground, **given})  # type: ignore[arg-type]
    assert {each.points for each in standing(office).values()} == {0}


def test_m34_points_stand_only_on_what_concerns_whose_they_are(office: Office) -> None:
    praise, blame = "circular_of_praise", "self_examination"
    of_water, of_nobody = notice_about(office, "water").stream, notice_about(office).stream
    decision = decision_about(office).stream
    office.in_hand()
    taken_on = office.app.log.head()
    for name, given in (
        (praise, {"unit": "housing", "proceeding": of_water}),
        (praise, {"unit": "transport", "proceeding": of_nobody}),
        (praise, {"unit": "water", "event": taken_on}),
        (blame, {"unit": "water", "proceeding": decision}),
        (blame, {"unit": "housing", "person": "handler-qian", "proceeding": decision}),
    ):
        with pytest.raises(GroundOfOthers):
            score(office, name, **given)
    for given in (
        {"proceeding": of_water, "unit": "water"},
        {"event": taken_on, "unit": "housing"},
    ):
        with pytest.raises(GroundUndecided):
            score(office, blame, **given)
    assert {each.points for each in standing(office).values()} == {0}
    score(office, praise, unit="housing", event=taken_on)
    assert standing(office)["housing"].points == 5


def test_m34_only_those_outside_give_points(office: Office) -> None:
    ground = notice_about(office, "housing").stream
    praise = EnterScore(row="circular_of_praise", unit="housing", proceeding=ground, reason="表扬")
    for actor in (HEAD, HANDLER, CLERK):
        with pytest.raises(NotPermitted):
            office.app.handler.open(praise, actor)


def test_m34_praise_stands_on_a_round_and_each_round_can_give_it(office: Office) -> None:
    matter = office.in_hand()
    office.do(PutUnderSupervision(cadence=Cadence.WEEKLY, reason="反映强烈"), SUPERVISOR, matter)
    rounds = []
    for day in (6, 13):
        office.clock.move_to(at(3, day))
        office.app.runner.catch_up()
        office.app.watcher.watch()
        rounds.append(office.do(ReportRound(text="已完成勘查"), HANDLER, matter).position)
    for each in rounds:
        score(office, "praise_in_round", unit="housing", event=each)
    with pytest.raises(AlreadyScored):
        score(office, "praise_in_round", unit="housing", event=rounds[0])
    with pytest.raises(NothingToStandOn):
        score(office, "praise_in_round", unit="housing", event=rounds[0] - 1)
    assert standing(office)["housing"].score == 104


def test_m34_an_appeal_reverses_by_a_new_entry_and_the_first_stays(office: Office) -> None:
    ground = decision_about(office).stream
    done = score(office, "demerit", person=HANDLER.person, unit="housing", proceeding=ground)
    office.clock.advance(days=3)
    entry, other = done.recorded[0].position, notice_about(office, "water").stream
    with pytest.raises(GroundOfOthers):
        office.app.handler.proceeding(
            ReverseScore(entry=entry, proceeding=other, reason="申诉成立"), SUPERVISOR, done.stream
        )
    back = ReverseScore(entry=entry, proceeding=ground, reason="申诉成立")
    office.app.handler.proceeding(back, SUPERVISOR, done.stream)
    found = standing(office)
    assert (found[HANDLER.person].score, found[HANDLER.person].entries) == (100, 2)
    assert (found["housing"].score, found["housing"].entries) == (100, 2)
    then = Asked(as_of=at(3, 3))
    assert standing(office, then)[HANDLER.person].score == 40
    assert standing(office, Asked(known_by=done.position))["housing"].score == 94
    again = office.app.handler.proceeding(back, SUPERVISOR, done.stream)
    assert again.recorded == ()
    share = done.elsewhere[0]
    with pytest.raises(NotByItself):
        office.app.handler.proceeding(
            ReverseScore(entry=share.position, reason="再撤"), SUPERVISOR, share.stream
        )
    with pytest.raises(NoSuchEntry):
        office.app.handler.proceeding(ReverseScore(entry=1, reason="再撤"), SUPERVISOR, done.stream)


def test_m34_imported_history_gives_no_points(office: Office, tmp_path: Path) -> None:
    file = write(tmp_path / "messages.csv", [row()])
    import_file(office.app, file, parse_mapping(""))
    head = office.app.log.head()
    with pytest.raises(ImportedGivesNoScore):
        score(office, "self_examination", unit="housing", event=head)
    office.clock.move_to(JULY)
    ledgers = content(office, settle(office))
    assert not [each for each in ledgers.values() if each["counted"]]


def test_m34_officials_read_their_own_ledger_and_nobody_elses_but_their_head_may(
    office: Office,
) -> None:
    for person, unit in ((HANDLER, "housing"), (OTHER_HANDLER, "water")):
        ground = decision_about(office, unit, person.person).stream
        score(office, "efficiency_warning", person=person.person, unit=unit, proceeding=ground)
    office.app.runner.catch_up()
    colleague = HANDLER.model_copy(update={"person": "handler-qian"})
    for reader, whose in (
        (HANDLER, {"housing", HANDLER.person}),
        (HEAD, {"housing", HANDLER.person}),
        (colleague, {"housing"}),
        (SUPERVISOR, {"housing", "water", HANDLER.person, OTHER_HANDLER.person}),
    ):
        _, found = scoring.standings(office.app.queries, reader, NOW, "2026-H1")
        shown = {each.unit or each.person for each in found if each.entries}
        assert shown == whose, reader.person
        _, listed = scoring.entries(
            office.app.queries, reader, NOW, "2026-H1", person=HANDLER.person
        )
        assert len(listed) == (HANDLER.person in whose), reader.person
    ledger = ledger_of_person(HANDLER.person)
    assert office.app.queries.proceeding(HANDLER, NOW, ledger)[1].exists
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(colleague, NOW, ledger)


def test_m34_a_unit_reads_its_own_ledger_and_no_other(office: Office) -> None:
    ground = notice_about(office, "housing", "water").stream
    for unit in ("housing", "water"):
        score(office, "circular_of_praise", unit=unit, proceeding=ground)
    office.app.runner.catch_up()
    _, found = scoring.standings(office.app.queries, HANDLER, NOW, "2026-H1")
    assert [(each.unit, each.score) for each in found] == [("housing", 105)]
    _, listed = scoring.entries(office.app.queries, OTHER_HANDLER, NOW, "2026-H1")
    assert {each.ledger for each in listed} == {ledger_of_unit("water")}
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, ledger_of_unit("water"))
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, ledger_of_person(OTHER_HANDLER.person))


def test_m34_a_settlement_counts_late_answers_by_rate(office: Office) -> None:
    late = [office.in_hand(), office.in_hand()]
    told = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="须协调"), HANDLER, told)
    for _ in range(2):
        office.answered()
    office.do(outcome(), HANDLER, late[0])
    office.clock.move_to(JULY)
    ledger = content(office, settle(office))["unit:housing"]
    counted = {each["row"]: each for each in ledger["counted"]}  # type: ignore[attr-defined]
    final = counted["late_final_answers"]
    assert (final["of"], len(final["found"]), final["points"]) == (5, 3, "-12.00")
    opened = {each.opened_by: each.subject for each in all_owed(office)}
    assert {opened[each] for each in final["found"]} == {*late, told}
    assert ledger["total"] == "88.00"
    for reader in (SUPERVISOR, HANDLER):
        _, found = scoring.standings(office.app.queries, reader, NOW, "2026-H1")
        (own,) = [each for each in found if each.unit == "housing"]
        assert (own.score, own.settled) == (100, 88)
    for before in (Asked(as_of=at(7, 19)), Asked(known_by=office.app.log.head() - 1)):
        assert {each.settled for each in standing(office, before).values()} == {None}


def all_owed(office: Office) -> list[Owed]:
    return list(office.ledger(Wanted(), Asked(limit=500)).items)


def test_m34_volume_alone_sinks_nobody(office: Office) -> None:
    for _ in range(7):
        office.in_hand()
    office.clock.move_to(JULY)
    counted = content(office, settle(office))["unit:housing"]["counted"]
    points = {each["row"]: each["points"] for each in counted}  # type: ignore[attr-defined]
    assert points["late_final_answers"] == "-20.00"


def test_m34_a_settlement_is_the_sum_of_its_entries_and_recounts_to_the_byte(
    office: Office,
) -> None:
    score(office, "circular_of_county", unit="housing", proceeding=decision_about(office).stream)
    other = decision_about(office, "water", OTHER_HANDLER.person).stream
    score(office, "demerit", person=OTHER_HANDLER.person, unit="water", proceeding=other)
    office.in_hand()
    with pytest.raises(NotToSettleYet):
        settle(office)
    office.clock.move_to(datetime.fromisoformat("2026-07-10T09:00:00+08:00"))
    with pytest.raises(NotToSettleYet):
        settle(office)
    office.clock.move_to(JULY)
    settlement = settle(office)
    ledgers = content(office, settlement)
    for each in ledgers.values():
        points = [*each["entries"], *each["counted"]]  # type: ignore[misc]
        assert Decimal(str(each["total"])) == 100 + sum(Decimal(p["points"]) for p in points)
    assert ledgers["unit:housing"]["total"] == "60.00"
    assert ledgers["unit:transport"]["total"] == "100.00"
    frozen = documents.document(office.app, SUPERVISOR, settlement)
    _, state = office.app.queries.proceeding(SUPERVISOR, NOW, settlement)
    assert state.facets["sha256"] == sha256(frozen).hexdigest()
    assert documents.verify(office.app, SUPERVISOR, settlement).same


def test_m34_what_is_entered_after_a_settlement_counts_in_the_half_year_after(
    office: Office,
) -> None:
    ground = decision_about(office)
    first = score(office, "self_examination", unit="housing", proceeding=ground.stream)
    office.clock.move_to(datetime.fromisoformat("2026-07-03T09:00:00+08:00"))
    score(office, "efficiency_warning", unit="housing", event=ground.position)
    office.clock.move_to(JULY)
    settlement = settle(office)
    frozen = documents.document(office.app, SUPERVISOR, settlement)
    score(office, "circular_of_county", unit="housing", event=ground.position)
    back = ReverseScore(entry=first.position, reason="申诉成立")
    office.app.handler.proceeding(back, SUPERVISOR, first.stream)
    assert standing(office)["housing"].score == 92
    assert standing(office, half="2026-H2")["housing"].score == 85
    assert content(office, settlement)["unit:housing"]["total"] == "92.00"
    assert documents.document(office.app, SUPERVISOR, settlement) == frozen
    assert office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR).recorded == ()


def test_m34_a_year_is_settled_from_its_halves_with_the_parts_of_4_plus_x(office: Office) -> None:
    score(office, "circular_of_county", unit="housing", proceeding=decision_about(office).stream)
    office.clock.move_to(JULY)
    settle(office)
    office.clock.move_to(datetime.fromisoformat("2027-01-20T09:00:00+08:00"))
    with pytest.raises(HalfNotSettled):
        settle(office, "2026")
    settle(office, "2026-H2")
    given = {"tasks": 90, "party_building": 100, "public_evaluation": 80, "special": 70}
    grades = [
        Grade(unit="housing", part=part, points=points, source="考核办 8 号")
        for part, points in given.items()
    ]
    for wrong, refused in (
        (grades[0].model_copy(update={"part": "efficiency"}), GradeDoesNotFit),
        (grades[0].model_copy(update={"unit": "nowhere"}), GradeDoesNotFit),
        (grades[1], GradeDoesNotFit),
        (grades[0].model_copy(update={"unit": "office"}), OwnGrade),
    ):
        with pytest.raises(refused):
            settle(office, "2026", grades[1], wrong)
    year = settle(office, "2026", *grades)
    document = json.loads(documents.document(office.app, SUPERVISOR, year))
    by_unit = {each["unit"]: each for each in document["assessment"]}
    assert by_unit["housing"]["parts"]["efficiency"] == {"weight": 30, "points": "90.00"}
    assert by_unit["housing"]["total"] == "88.00"
    assert (by_unit["water"]["total"], len(by_unit["water"]["lacking"])) == (None, 4)
    assert set(document["halves"]) == {"2026-H1", "2026-H2"}
    assert documents.verify(office.app, SUPERVISOR, year).same


def grounds(office: Office) -> list[int]:
    """Events that points can stand on: bulletins and served decisions, about two units."""
    notices = notice_about(office, "housing"), notice_about(office, "water")
    decisions = decision_about(office, "housing", "wang"), decision_about(office, "water", "wu")
    return [each.position for each in (*notices, *decisions)]


def anything(office: Office, chance: random.Random, positions: list[int]) -> None:
    """Something that may happen, whether allowed or not; on these events rather than on others."""
    row = chance.choice(["demerit", "circular_of_praise", "admonition", "reminder_talk"])
    unit = chance.choice(["housing", "water"])
    person = {"housing": "wang", "water": "wu"}[unit]
    holder = {"unit": unit, "person": chance.choice([person, person, None])}
    ledgers = [ledger_of_unit(unit), ledger_of_person("wang"), ledger_of_person("wu")]
    anywhere = range(1, office.app.log.head() + 1)
    command: Command
    if chance.random() < 0.3:
        command = ReverseScore(entry=chance.choice(anywhere), reason="申诉成立")
    else:
        position = chance.choice(positions if chance.random() < 0.8 else anywhere)
        command = EnterScore(row=row, event=position, reason="依据决定", **holder)
    try:
        if isinstance(command, EnterScore):
            office.app.handler.open(command, SUPERVISOR)
        else:
            office.app.handler.proceeding(command, SUPERVISOR, chance.choice(ledgers))
    except HuiyinError:
        pass
    if chance.random() < 0.2:
        office.clock.advance(days=chance.randrange(1, 20))
    if chance.random() < 0.2:
        office.in_hand(lead=chance.choice(["housing", "water"]))


@pytest.mark.parametrize("seed", range(3))
def test_m34_a_score_is_always_the_sum_of_its_entries(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    positions = grounds(office)
    for _ in range(60):
        anything(office, chance, positions)
    head = office.app.log.head()
    moments = [(None, None), *((chance.randrange(1, head), chance.random()) for _ in range(6))]
    with office.app.database.connection() as connection:
        log = connection.execute(
            "SELECT position, stream, (data->>'occurred_at')::timestamptz, data->'fact' FROM event"
            " WHERE type IN ('score.entered', 'score.reversed')"
        ).fetchall()
    assert len(log) > 10
    for known_by, part in moments:
        now = office.clock.now()
        as_of = now if part is None else at(3, 2) + (now - at(3, 2)) * part
        asked = Asked(as_of=as_of, known_by=known_by)
        for half in ("2026-H1", "2026-H2"):
            sums: dict[str, Decimal] = defaultdict(Decimal)
            for position, stream, happened, fact in log:
                known = known_by is None or position <= known_by
                if known and happened <= as_of and fact["half"] == half:
                    sums[stream.partition(":")[2]] += Decimal(fact["points"])
            found = standing(office, asked, half)
            assert {name: each.points for name, each in found.items() if each.entries} == sums
            assert all(each.score == 100 + each.points for each in found.values())


@pytest.mark.parametrize("seed", range(2))
def test_m34_whatever_happens_afterwards_a_settlement_never_changes(
    office: Office, seed: int
) -> None:
    chance = random.Random(seed)
    positions = grounds(office)
    for _ in range(15):
        anything(office, chance, positions)
    office.clock.move_to(max(JULY, office.clock.now()))
    settlement = settle(office)
    frozen = documents.document(office.app, SUPERVISOR, settlement)
    for _ in range(25):
        anything(office, chance, positions)
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()
    assert documents.document(office.app, SUPERVISOR, settlement) == frozen
    verified = documents.verify(office.app, SUPERVISOR, settlement)
    assert verified.same and verified.sha256 == sha256(frozen).hexdigest()
