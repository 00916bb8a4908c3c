"""The tree of jurisdictions and the roll-up through HTTP."""

from domain.envelope import Actor
from domain.vocabulary import Role
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, LEADER, SUPERVISOR
from tests.scenarios.jurisdictions import name_above, office_of
from tests.service.api.serving import PROBLEM, Api


def test_a_county_registers_a_town_and_sees_its_figures_and_a_token_of_the_town_does_not(
    api: Api, clock: MovingClock
) -> None:
    body = {"jurisdiction": "town", "name": "城关镇", "desk": "office"}
    done = api.by(SUPERVISOR).post("/v1/jurisdictions/register-lower", json=body)
    assert done.status_code == 200, done.text
    assert done.json()["events"] == ["jurisdiction.lower_registered"]
    with office_of(api.app.settings, "town", clock) as town:
        name_above(town.app, "main")
        town.take_in()
        town.app.runner.catch_up()
        tree = api.by(CLERK, "zh-CN").get("/v1/jurisdictions").json()["items"]
        assert [(e["jurisdiction"], e["level"], e["standing_label"]) for e in tree] == [
            ("main", 0, "数据最新"),
            ("town", 1, "数据最新"),
        ]
        api.receive(CLERK)
        rolled = api.by(LEADER).get(
            "/v1/roll-up", headers={"Huiyin-Position": str(api.app.log.head())}
        )
        assert [e["figures"]["matters"] for e in rolled.json()["items"]] == [1, 1]
        assert rolled.json()["total"]["matters"] == 2
        assert rolled.json()["unknown"] == 0
        theirs = Api(town.app, api.url, api.anonymous).by(AUDITOR).get("/v1/roll-up")
        assert theirs.status_code == 401


def test_what_is_refused_says_why(api: Api) -> None:
    refused = api.by(CLERK).get("/v1/roll-up")
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, PROBLEM)
    assert api.by(AUDITOR).get("/v1/roll-up?known_by=3").status_code == 422
    itself = {"jurisdiction": "main", "name": "霍山县", "desk": "office"}
    cycle = api.by(SUPERVISOR).post("/v1/jurisdictions/name-higher", json=itself)
    assert cycle.status_code == 422 and cycle.json()["type"].endswith("cycle-in-tree")
    bad = {**itself, "jurisdiction": "霍山"}
    assert api.by(SUPERVISOR).post("/v1/jurisdictions/name-higher", json=bad).status_code == 422
    handler = Actor(person="handler-wang", role=Role.HANDLER, unit="housing")
    assert api.by(handler).post("/v1/jurisdictions/name-higher", json=itself).status_code == 403
