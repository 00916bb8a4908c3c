"""The demo: everything is there for a newcomer to find, and making it twice makes it once.

It is played once for all tests: begun here, stopped half-way, and gone on with on another day by the
command itself.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from domain.codec import FACTS, decode
from domain.rulebook_files import by_name, load_default
from domain.vocabulary import Duty, FeedbackState, ObligationStatus, Pattern, ProceedingKind
from domain.working_days import SHANGHAI, load_calendar
from projections.obligation_ledger import Owed, Wanted
from projections.worklist import Pile
from service.asking import Asked
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.demo import people
from service.demo import stories as stories_package
from service.demo.days import Days
from service.demo.staging import OtherMatters, beginning, play
from service.demo.stories import stories
from service.proof.note import LOG
from service.proof.verify import Verification
from service.settings import Settings
from service.tending import Tending
from service.whatif import whatif
from tests.conftest import made_database
from tests.service.api.serving import Api, serving
from tests.service.cli.processes import Huiyin, Ran
from tests.service.importing.made_up import row, write

NOW = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)
"""A Monday; the spring festival lies before it, and the end of a half-year."""

ANOTHER_DAY = datetime(2026, 3, 9, 8, tzinfo=SHANGHAI)
HALF_WAY = 400
"""Steps after which it is stopped."""

READERS = (
    people.SUPERVISOR,
    people.AUDITOR,
    people.LEADER,
    people.COUNTY_HEAD,
    people.CLERK,
    *people.HANDLERS.values(),
)


class Stopped(Exception):
    pass


@dataclass(frozen=True, eq=False)
class Demo:
    """The demo, served at its own today; ``ran`` is what the command said that finished it."""

    app: Application
    api: Api
    home: Path
    database_url: str
    ran: Ran


@pytest.fixture(scope="module")
def demo(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("demo")
    with contextmanager(made_database)(server, "template0") as database_url:
        settings = Settings(home=home, database_url=SecretStr(database_url), jurisdiction="main")
        _begin(settings)
        ran = Huiyin(home, database_url)("demo")
        with application(settings, MovingClock(NOW)) as app:
            app.texts.catch_up()
            Tending(app).once()
            with serving(app) as api:
                yield Demo(app, api, home, database_url, ran)


def _begin(settings: Settings) -> None:
    def stop_half_way(done: int, _total: int) -> None:
        if done == HALF_WAY:
            raise Stopped

    clock = MovingClock(beginning(NOW))
    with application(settings, clock) as app, pytest.raises(Stopped):
        play(app, clock, stop_half_way)


def all_owed(app: Application, **wanted: Any) -> list[Owed]:
    """Every obligation, page by page."""
    found: list[Owed] = []
    after = None
    while True:
        page = app.queries.obligations(
            people.AUDITOR, Asked(limit=1000, after=after), Wanted(**wanted)
        )
        found += page.items
        if (after := page.next) is None:
            return found


# Made once


def test_stopped_half_way_it_goes_on_where_it_was_and_does_nothing_twice(demo: Demo) -> None:
    assert (demo.ran.status, demo.ran.err) == (0, "")
    assert "huiyin why 2" in demo.ran.out
    stored = demo.app.log.after(0, 100_000)
    received = [each for each in stored if each.type == "matter.received"]
    said = [decode(each).fact for each in received]
    assert len(received) > 60
    assert len({each.stream for each in received}) == len(received) == len(said)
    breaches = [
        (each.stream, fact.duty, fact.of, fact.nth)
        for each in stored
        if each.type == "obligation.breached" and (fact := decode(each).fact)
    ]
    assert len(set(breaches)) == len(breaches)


def test_made_again_it_changes_nothing(demo: Demo) -> None:
    head = demo.app.log.head()
    again = Huiyin(demo.home, demo.database_url)("demo", "--language", "en")
    assert again.status == 0
    assert "nothing changed" in again.out
    assert demo.app.log.head() == head


def test_it_is_not_mixed_with_other_matters(home: Path, database_url: str) -> None:
    huiyin = Huiyin(home, database_url)
    path = write(home / "messages.csv", [row()])
    assert huiyin("import", path).status == 0
    before = huiyin.json("status", "--as-of", "2020-01-01T00:00:00+08:00")
    ran = huiyin("demo")
    assert ran.status == 1
    assert ran.err.strip() == OtherMatters().sentence("zh-CN")
    left_out = huiyin("demo", "--if-empty", "--language", "en")
    assert (left_out.status, left_out.err) == (0, "")
    assert "left out" in left_out.out
    assert huiyin.json("status", "--as-of", "2020-01-01T00:00:00+08:00") == before


def test_its_stories_can_be_told_on_any_day() -> None:
    calendar = load_calendar()
    begin = date(2025, 1, 1)
    for each in range(0, 700, 23):
        days = Days(begin + timedelta(days=each), calendar)
        told = list(stories(days))
        assert len({story.name for story in told}) == len(told)
        when = {step.days_ago for story in told for step in story.steps}
        assert min(when) >= 1 and max(when) <= len(days.worked)


def test_each_mechanism_has_its_story_and_the_documents_say_where() -> None:
    folder = Path(stories_package.__file__).parent
    said = (
        b.read_text("utf-8").partition('"""')[2].partition('"""')[0]
        for b in folder.iterdir()
        if b.suffix == ".py"
    )
    assert named("\n".join(said)) == EACH
    document = (folder.parents[2] / "docs" / "mechanisms.md").read_text("utf-8")
    assert named(document.partition("## In the demo")[2]) == EACH
    files = {each.stem for each in folder.iterdir() if each.suffix == ".py"} - {"__init__"}
    assert [each for each in sorted(files) if f"`{each}`" not in document] == []


EACH = {f"M{number:02}" for number in range(1, 41)}


def named(text: str) -> set[str]:
    """The mechanisms that a text names, ``M30-M32`` three of them."""
    found = re.findall(r"M(\d\d)(?:-M(\d\d))?", text)
    spans = (range(int(first), int(last or first) + 1) for first, last in found)
    return {f"M{number:02}" for span in spans for number in span}


# Everything is there

NEVER_IN_THE_DEMO = {
    "proof.key_rotated": "the demo leaves the keys of its home alone",
    "reading.list_exported": "files are made by the API alone; test_exports has them",
}


def test_every_event_there_is_has_happened(demo: Demo) -> None:
    happened = {each.type for each in demo.app.log.after(0, 100_000)}
    assert set(FACTS) - happened == set(NEVER_IN_THE_DEMO)


WITHOUT_ROWS = {
    ("/v1/coverage", "gaps"): "numbers are given without gaps; one here would be a fault",
    ("/v1/proofs/keys", "rotations"): "the demo leaves the keys of its home alone",
    ("/v1/proofs/keys", "witnesses"): "a witness is another organ, on another machine",
}


def test_every_list_of_the_api_has_rows_for_somebody(demo: Demo) -> None:
    """From the OpenAPI document, so that no list is forgotten: each array at the top of an answer."""
    document = demo.api.anonymous.get("/openapi.json").json()
    clients = [demo.api.by(each) for each in READERS]
    empty = set()
    for path, arrays in lists_of(document):
        missing = set(arrays)
        readers = clients[:2] if "{" in path else clients
        for asked, reader in product(askings(demo, path, document), readers):
            if not missing:
                break
            answer = reader.get(asked)
            if answer.status_code == 200:
                said = answer.json()
                missing -= {name for name in missing if said[name]}
        empty |= {(path, name) for name in missing}
    assert empty == set(WITHOUT_ROWS)


ASKED_OF = {
    "/v1/campaigns/{proceeding}/self-inspection": [ProceedingKind.CAMPAIGN],
    "/v1/cases/{proceeding}/comparables": [ProceedingKind.CASE],
    "/v1/proceedings/{proceeding}/why": [ProceedingKind.SETTLEMENT],
}
"""Of which kinds a list is, where not of every one."""


def lists_of(document: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The GET routes that answer with arrays, and which."""

    def meant(schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    for path, methods in document["paths"].items():
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = meant(content.get("application/json", {}).get("schema", {}))
        parts = schema.get("properties", {})
        arrays = [name for name, part in parts.items() if meant(part).get("type") == "array"]
        if arrays:
            yield path, arrays


@cache
def some_of(demo: Demo, kind: ProceedingKind) -> list[str]:
    """A few proceedings of a kind."""
    answer = demo.api.by(people.AUDITOR).get(f"/v1/proceedings?kind={kind}&limit=5")
    return [each["proceeding"] for each in answer.json()["items"]]


def askings(demo: Demo, path: str, document: dict[str, Any]) -> list[str]:
    """Addresses of a route: one for each thing it may be asked about, with what it needs."""
    needed = {
        "q": "路灯",
        "since": f"{beginning(NOW):%Y-%m-%dT%H:%M:%SZ}",
        "until": f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
        "from_known_by": "100",
        "position": "9",
        "from": "1",
    }
    asked = document["paths"][path]["get"].get("parameters", [])
    query = "&".join(
        f"{each['name']}={needed[each['name']]}"
        for each in asked
        if each["in"] == "query" and (each.get("required") or each["name"] == "from_known_by")
    )
    auditor = demo.api.by(people.AUDITOR)
    found = [f"{path}?{query}" if query else path]
    names = {
        "{entry}": lambda: [
            str(each["entry"])
            for half in ("2025-H2", "2026-H1")
            for each in auditor.get(f"/v1/score-entries?half={half}").json()["items"]
        ],
        "{matter}": lambda: [
            each["matter"] for each in auditor.get("/v1/matters?limit=200").json()["items"]
        ],
        "{person}": lambda: [
            each["matter"] for each in auditor.get("/v1/matters?limit=200").json()["items"]
        ],
        "{proceeding}": lambda: [
            each for kind in ASKED_OF.get(path, ProceedingKind) for each in some_of(demo, kind)
        ],
        "{pattern}": lambda: list(Pattern),
        "{unit}": lambda: list(people.HANDLERS),
        "{version}": lambda: ["1", "2", "3"],
    }
    for name, values in names.items():
        if name in path:
            found = [each.replace(name, value) for each in found for value in values()]
    if path == "/v1/proceedings/{proceeding}/why":
        found += [f"{each}?of=shuiwu" for each in found if "settlement" in each]
    return found


def test_every_kind_of_proceeding_pattern_and_pile_has_something(demo: Demo) -> None:
    auditor, clerk = demo.api.by(people.AUDITOR), demo.api.by(people.CLERK)
    wanted = {
        **{f"/v1/proceedings?kind={each}": auditor for each in ProceedingKind},
        **{f"/v1/patterns/{each}": auditor for each in Pattern},
        **{f"/v1/worklist?pile={each}": clerk for each in Pile},
    }
    answers = {path: asker.get(path).json() for path, asker in wanted.items()}
    assert [path for path, answer in answers.items() if not answer["items"]] == []


def test_every_block_of_the_morning_screens_has_something(demo: Demo) -> None:
    supervisor = demo.api.by(people.SUPERVISOR).get("/v1/supervisor-screen").json()
    assert [each["section"] for each in supervisor["sections"] if not each["items"]] == []
    leader = demo.api.by(people.LEADER).get("/v1/leader-screen").json()
    assert leader["own"]["overdue"] > 0
    assert [each["title"] for each in leader["given"] if each["stage"] == "provisional"]
    head = demo.api.by(people.COUNTY_HEAD).get("/v1/leader-screen").json()
    assert {each["duty"] for each in head["own"]["items"]} >= {"clarification"}
    desks = [demo.api.by(each).get("/v1/my-work").json() for each in people.HANDLERS.values()]
    sections = {each["section"]: 0 for each in desks[0]["sections"]}
    for each in (section for desk in desks for section in desk["sections"]):
        sections[each["section"]] += each["total"]
    assert all(sections.values()), sections


# It adds up


def test_every_state_is_there_and_the_counts_add_up(demo: Demo) -> None:
    auditor = demo.api.by(people.AUDITOR)
    states = {e["state"]: e["matters"] for e in auditor.get("/v1/feedback-status").json()["states"]}
    assert set(states) == {*FeedbackState} - {FeedbackState.PART_FINISHED}
    assert all(states.values()), states
    listed = auditor.get("/v1/matters?limit=200").json()
    assert listed["next"] is None
    filings = [each for each in listed["items"] if each["whole"] is None]
    assert sum(states.values()) == len(filings)
    parts = [each["state"] for each in listed["items"] if each["whole"] is not None]
    assert FeedbackState.PART_FINISHED in parts
    for duty in (Duty.FINAL_ANSWER, Duty.FEEDBACK_TO_LEADER):
        figures = auditor.get(f"/v1/status?duty={duty}").json()
        parts = ("answered_in_time", "answered_late", "pending", "overdue", "exempt")
        assert sum(figures[each] for each in parts) == figures["matters"] > 0
    by_status = [len(all_owed(demo.app, status=each)) for each in ObligationStatus]
    assert all(by_status)
    assert sum(by_status) == len(all_owed(demo.app))


def test_nothing_is_owed_by_nobody_or_without_a_rule(demo: Demo) -> None:
    owed = all_owed(demo.app)
    assert len(owed) > 800
    nobodys = {each.number for each in owed if not (each.owner_unit or each.owner_person)}
    coverage = demo.api.by(people.AUDITOR).get("/v1/coverage").json()
    assert nobodys == set(coverage["examples"]), "the message of nowhere, found as a blank spot"
    assert len(nobodys) == coverage["matters_without_owner"] == 1
    rulebook = load_default()
    assert [each for each in owed if each.rule not in rulebook.limits] == []
    assert {each.rulebook for each in owed} == {rulebook.id}


def test_every_breach_has_its_verdict(demo: Demo) -> None:
    now = demo.app.clock.now()
    missed = [each for each in all_owed(demo.app) if each.breached(now)]
    imported = {
        each.stream.removeprefix("matter-")
        for each in demo.app.log.after(0, 100_000)
        if each.type == "matter.imported"
    }
    unjudged = [each for each in missed if each.verdict_by is None]
    assert {each.subject for each in unjudged} <= imported


def test_points_of_a_settled_half_year_come_back_in_the_next_and_the_settlement_stays(
    demo: Demo,
) -> None:
    auditor, whose = demo.api.by(people.AUDITOR), people.HANDLERS["renshe"].person
    (settled,) = auditor.get("/v1/proceedings?kind=settlement").json()["items"]
    frozen = auditor.get(f"/v1/proceedings/{settled['proceeding']}/document").json()
    (ledger,) = [each for each in frozen["ledgers"] if each["ledger"] == f"person:{whose}"]
    (entry,) = ledger["entries"]
    assert (frozen["period"], entry["points"], ledger["total"]) == ("2025-H2", "-3.00", "97.00")
    later = auditor.get(f"/v1/score-entries?half=2026-H1&person={whose}").json()["items"]
    assert [(each["points"], each["reverses"]) for each in later] == [(3.0, entry["entry"])]
    why = auditor.get(f"/v1/score-entries/{later[0]['entry']}/why").json()["sentence"]
    assert "2025-H2" in why and "2026-H1" in why
    again = auditor.get(f"/v1/proceedings/{settled['proceeding']}/verification").json()
    assert again["same"]


def test_the_log_is_found_intact(demo: Demo) -> None:
    proof = demo.app.proof
    assert proof.newest().checkpoint.size == demo.app.log.head()
    key, _ = proof.keys()
    assert key.kind == LOG
    found = Verification(demo.app.database, key, proof.keyring.origin, []).run(lambda *_: None)
    assert found.fine, found.findings


def test_under_the_same_rules_everything_is_due_when_it_was(demo: Demo) -> None:
    found = whatif(demo.app, people.AUDITOR, load_default(), Asked())
    assert [(each.number, each.duty, each.due_at_today) for each in found.changed] == []
    assert found.today == found.whatif
    head = demo.app.log.head()
    other = whatif(demo.app, people.AUDITOR, by_name("letters-and-visits"), Asked())
    assert {each.duty for each in other.changed} >= {Duty.FINAL_ANSWER, Duty.OUTCOME}
    assert demo.app.log.head() == head
