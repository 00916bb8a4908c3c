"""The database goes away in the middle, and comes back; nothing is lost or recorded twice."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

from service.bootstrap import application
from service.postgres import processes
from service.settings import Settings
from tests.people import CLERK, establish_units
from tests.service.api.serving import PROBLEM, STREETLIGHT, Api, serving, until

own_database = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="kills the database, which is not ours to kill here"
)


@pytest.fixture
def embedded(home: Path) -> Iterator[Api]:
    """The API on an embedded database of its own, whose time is the machine's."""
    with application(Settings(home=home, database_url=None)) as app:
        establish_units(app)
        with serving(app) as running:
            yield running


def kill_database(home: Path) -> None:
    server = processes.postmaster(home / "postgres" / "data")
    assert server is not None
    os.kill(server, signal.SIGKILL)


def numbers(api: Api) -> list[str]:
    until(lambda: api.anonymous.get("/readyz").json().get("behind") == 0)
    page = api.by(CLERK).get("/v1/matters", params={"limit": 1000}).json()
    return [each["number"] for each in page["items"]]


@own_database
def test_a_killed_database_comes_back_by_itself(embedded: Api, home: Path) -> None:
    first = embedded.receive(CLERK)
    kill_database(home)
    assert embedded.anonymous.get("/healthz").status_code == 200
    clerk = embedded.by(CLERK)
    seen = set()

    def answered() -> bool:
        answer = clerk.get(f"/v1/matters/{first['matter']}")
        seen.add(answer.status_code)
        if answer.status_code == 503:
            assert answer.headers["Content-Type"] == PROBLEM
            assert int(answer.headers["Retry-After"]) > 0
        return bool(answer.status_code == 200)

    until(answered, 120)
    assert seen <= {200, 503}
    assert embedded.receive(CLERK)["number"].endswith("-000002")
    assert len(numbers(embedded)) == 2


@own_database
def test_requests_alone_bring_a_killed_database_back(home: Path) -> None:
    with application(Settings(home=home, database_url=None)) as app:
        establish_units(app)
        with serving(app, lists=False) as api:
            kill_database(home)
            until(lambda: api.by(CLERK).get("/v1/organisation").status_code == 200, 120)


def keep_trying(client: httpx2.Client, key: str) -> dict[str, Any]:
    """What a careful client does: the same request with the same key until it is answered."""
    while True:
        answer = client.post("/v1/matters", json=STREETLIGHT, headers={"Idempotency-Key": key})
        if answer.status_code == 201:
            return dict(answer.json())
        assert answer.status_code == 503, answer.text
        assert answer.json()["type"].rpartition(":")[2] in (
            "outcome-unknown",
            "database-unavailable",
        )


@own_database
def test_writes_repeated_with_their_keys_over_a_kill_are_recorded_once(
    embedded: Api, home: Path
) -> None:
    under_way = threading.Event()

    def write(name: int) -> list[str]:
        client = embedded.by(CLERK)
        made = []
        for count in range(12):
            made.append(keep_trying(client, f"{name}-{count}")["number"])
            if count == 3:
                under_way.set()
        return made

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(write, name) for name in range(6)]
        under_way.wait()
        kill_database(home)
        made = [number for writer in writers for number in writer.result()]
    year = made[0][:4]
    assert sorted(made) == [f"{year}-{n:06}" for n in range(1, 73)]
    assert sorted(numbers(embedded)) == sorted(made)


def test_connections_cut_by_the_database_are_replaced(api: Api, database_url: str) -> None:
    api.receive(CLERK)
    for _ in range(3):
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        keep_trying(api.by(CLERK), f"after-{_}")
        for path in ("/v1/status", "/v1/matters", "/v1/worklist", "/v1/events", "/readyz"):
            assert api.by(CLERK).get(path).status_code in (200, 403), path
    assert len(numbers(api)) == 4


def test_a_write_whose_outcome_is_unknown_says_how_to_repeat_it(
    api: Api, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        name = owner.info.dbname
        owner.execute("BEGIN")
        owner.execute("SELECT * FROM huiyin_main.head FOR UPDATE")
        answers: list[httpx2.Response] = []

        def post(headers: dict[str, str]) -> None:
            answers.append(api.by(CLERK).post("/v1/matters", json=STREETLIGHT, headers=headers))

        threads = [
            threading.Thread(target=post, args=[headers])
            for headers in ({"Idempotency-Key": "unknown-1"}, {})
        ]
        for thread in threads:
            thread.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
            " AND wait_event_type = 'Lock' AND query LIKE '%%append%%'"
        )
        with psycopg.connect(database_url, autocommit=True) as other:

            def cut() -> bool:
                found = other.execute(waiting, [name]).fetchone()
                if found is not None and found[0] > 0:
                    other.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = %s AND wait_event_type = 'Lock'",
                        [name],
                    )
                return all(not thread.is_alive() for thread in threads)

            until(cut)
        owner.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    assert {each.status_code for each in answers} == {503}
    assert {each.json()["type"] for each in answers} == {"urn:huiyin:problem:outcome-unknown"}
    said = {each.json()["detail"] for each in answers}
    assert any("with the same Idempotency-Key" in each for each in said)
    assert any("Look whether it is there" in each for each in said)
    keep_trying(api.by(CLERK), "unknown-1")
    assert len(numbers(api)) == 1
