"""A complainant follows a matter by a code alone, and takes a proof of the filing home."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from domain.matter.followup.errors import AlreadyRated
from service.api.routes import receipts
from service.bootstrap import Application
from service.proof.note import WITNESS, Signer, parse
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import STREETLIGHT, Api, serving
from tests.service.api.test_parts_and_repeats import do, in_hand
from tests.service.proof.logs import sealed


def test_the_code_shows_how_far_the_matter_is_and_nothing_that_names_anybody(api: Api) -> None:
    received = api.receive(CLERK)
    answer = api.anonymous.get(f"/v1/receipts/{received['receipt']}")
    shown = answer.json()
    assert (answer.status_code, shown["number"]) == (200, received["number"])
    assert (shown["progress"], shown["progress_label"]) == ("received", "已收件")
    assert (shown["answered"], shown["proof"]) == (False, None)
    assert shown["due_at"].startswith("2026-03-24")
    assert set(shown) == {
        "number", "progress", "progress_label", "received_at", "due_at", "answered", "answer", "proof",
    }  # fmt: skip
    for name in ("subject", "body", "name", "contact"):
        assert STREETLIGHT[name] not in answer.text
    assert api.anonymous.get(f"/v1/receipts/{received['receipt'].lower()}").status_code == 200


def answered(api: Api, route: str = "phone", **given: Any) -> str:
    """The code of a matter that has its answer."""
    received = api.receive(CLERK, **given)
    number = received["number"]
    in_hand(api, number, "housing")
    do(
        api,
        HANDLER,
        number,
        "report-outcome",
        finding="met",
        measures=["action_taken"],
        text="已换灯",
        evidence=["照片"],
    )
    do(api, CLERK, number, "answer", text="路灯已修复", route=route)
    return str(received["receipt"])


def test_an_answer_given_on_the_receipt_page_is_read_there_and_no_other_is(api: Api) -> None:
    for route, text in (("phone", None), ("receipt_page", "路灯已修复")):
        code = answered(api, route)
        assert api.anonymous.get(f"/v1/receipts/{code}").json()["answer"] == text


def test_the_complainant_rates_and_disputes_the_answer_with_nothing_but_the_code(api: Api) -> None:
    code = answered(api)
    rating = {"satisfaction": "dissatisfied", "resolved": False, "remark": "还是不亮"}
    done = api.anonymous.post(f"/v1/receipts/{code}/rate", json=rating)
    assert (done.status_code, done.json()["recorded"]) == (200, True), done.text
    again = api.anonymous.post(f"/v1/receipts/{code}/rate", json={**rating, "resolved": True})
    assert (again.status_code, again.json()["rule"]) == (409, AlreadyRated.source)
    disputed = api.anonymous.post(f"/v1/receipts/{code}/contest", json={"text": "还是不亮"})
    assert (disputed.status_code, disputed.json()["progress"]) == (200, "in_hand")
    assert api.anonymous.get(f"/v1/receipts/{code}").json()["progress"] == "in_hand"
    steps = api.by(SUPERVISOR).get(f"/v1/matters/{code[:11]}/timeline").json()["steps"]
    assert [each["actor"]["role"] for each in steps][-2:] == ["complainant"] * 2


def test_nobody_rates_or_disputes_by_a_code_that_was_not_given_out_or_before_the_answer(
    api: Api,
) -> None:
    right = api.receive(CLERK)["receipt"]
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    for act, body in (
        ("rate", {"satisfaction": "satisfied", "resolved": True}),
        ("contest", {"text": "不服"}),
        ("apply-review", {"text": "不服"}),
    ):
        assert api.anonymous.post(f"/v1/receipts/{wrong}/{act}", json=body).status_code == 404
        assert api.anonymous.post(f"/v1/receipts/{right}/{act}", json=body).status_code == 409
        assert api.anonymous.post(f"/v1/receipts/{right}/{act}", json={"x": 1}).status_code == 422


def test_a_code_that_was_never_given_out_says_nothing_however_it_is_wrong(api: Api) -> None:
    code = api.receive(CLERK)["receipt"]
    other = api.receive(CLERK)["receipt"]
    number, secret = code[:11], code[12:]
    wrong = [
        f"{number}-{'A' if secret[0] != 'A' else 'B'}{secret[1:]}",
        f"{other[:11]}-{secret}",
        f"2026-999999-{secret}",
        f"0000-000000-{secret}",
        number,
        secret,
        "x",
        code + "A",
        "路灯",
    ]
    answers = [api.anonymous.get(f"/v1/receipts/{each}") for each in wrong]
    assert {each.status_code for each in answers} == {404}
    assert {each.json()["detail"] for each in answers} == {"没有这个回执码。请核对后重新输入。"}
    assert {each.json()["type"] for each in answers} == {"urn:huiyin:problem:no-such-receipt"}


def test_a_right_number_with_a_wrong_secret_costs_what_a_wrong_number_does(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = api.receive(CLERK)["receipt"]
    asked: list[str] = []
    fetch, here = api.app.database.fetch, threading.get_ident()

    def fetching(_: object, query: object, parameters: object = None) -> list[Any]:
        if threading.get_ident() == here:  # what the server does meanwhile is not asked for here
            asked.append(str(query))
        return fetch(query, parameters)

    monkeypatch.setattr(type(api.app.database), "fetch", fetching)
    costs = []
    for wrong in (code[:-1] + ("A" if code[-1] != "A" else "B"), "2026-999999" + code[11:], "x"):
        asked.clear()
        assert api.app.receipts.find(wrong) is None
        costs.append([*asked])
    assert costs[0] == costs[1] == costs[2]
    assert len(costs[0]) == 1


def test_the_proof_of_filing_holds_and_nothing_else_passes_for_it(api: Api) -> None:
    received = api.receive(CLERK)
    checkpoint = sealed(api.app).checkpoint
    proof = api.anonymous.get(f"/v1/receipts/{received['receipt']}").json()["proof"]
    assert f"\n{checkpoint.size}\n" in proof["checkpoint"]

    def check(**changes: object) -> object:
        answer = api.anonymous.post("/v1/receipts/verify", json={**proof, **changes})
        assert answer.status_code == 200, answer.text
        return answer.json()["valid"]

    assert check() is True
    api.receive(CLERK)
    sealed(api.app)
    assert check() is True  # and later, too
    assert check(position=proof["position"] - 1) is False
    assert check(leaf=proof["path"][0]) is False
    assert check(path=proof["path"][1:]) is False
    assert check(checkpoint=proof["checkpoint"].replace("huiyin/main\n", "huiyin/x\n", 1)) is False
    assert check(checkpoint="nothing", leaf="?") is False
    unfit = api.anonymous.post("/v1/receipts/verify", json={**proof, "position": 0})
    assert unfit.status_code == 422


def test_once_a_witness_has_signed_the_proof_is_under_the_first_checkpoint_it_signed(
    api: Api,
) -> None:
    witness = Signer("city-audit", bytes(range(32)), WITNESS)
    code = api.receive(CLERK)["receipt"]

    def proof() -> Any:
        return api.anonymous.get(f"/v1/receipts/{code}").json()["proof"]

    first = sealed(api.app)
    sizes = [first.checkpoint.size]
    for _ in range(3):
        api.receive(CLERK)
        later = sealed(api.app)
        sizes.append(later.checkpoint.size)
        if len(sizes) > 2:
            signature = witness.cosign(later.checkpoint.text, 1_772_413_200)
            key = str(witness.verifier)
            api.app.proof.store.cosign(later.checkpoint.size, key, 1_772_413_200, signature)
        expected = sizes[0] if len(sizes) == 2 else sizes[2]
        assert f"\n{expected}\n" in proof()["checkpoint"]
    assert witness.verifier.at(parse(proof()["checkpoint"])) == 1_772_413_200
    assert api.anonymous.post("/v1/receipts/verify", json=proof()).json()["valid"] is True


def test_the_same_address_cannot_ask_without_end(api: Api) -> None:
    codes = [api.anonymous.get("/v1/receipts/x") for _ in range(receipts.PER_MINUTE + 1)]
    assert [each.status_code for each in codes[:-1]] == [404] * receipts.PER_MINUTE
    last = codes[-1]
    assert (last.status_code, last.headers["Retry-After"]) == (429, "60")
    assert last.json()["type"] == "urn:huiyin:problem:too-many-requests"


def asked(api: Api, forwarded: str) -> list[int]:
    """As often as one address may ask and once more, all said to be forwarded."""
    headers = {"X-Forwarded-For": forwarded}
    return [
        api.anonymous.get("/v1/receipts/x", headers=headers).status_code
        for _ in range(receipts.PER_MINUTE + 1)
    ]


def test_what_somebody_says_of_their_address_counts_for_nothing(api: Api) -> None:
    assert asked(api, "203.0.113.1")[-1] == 429
    answer = api.anonymous.get("/v1/receipts/x", headers={"X-Forwarded-For": "203.0.113.2"})
    assert answer.status_code == 429


def test_behind_a_trusted_proxy_each_address_has_its_own_limit(app: Application) -> None:
    trusting = app.settings.model_copy(update={"trusted_proxies": "10.9.0.0/16, 127.0.0.1"})
    with serving(replace(app, settings=trusting)) as api:
        assert asked(api, "203.0.113.1")[-1] == 429
        # What the client itself put in front, and a proxy further in, change nothing.
        for forwarded in ("198.51.100.7, 203.0.113.1", "8.8.8.8, 203.0.113.1, 10.9.3.4"):
            headers = {"X-Forwarded-For": forwarded}
            assert api.anonymous.get("/v1/receipts/x", headers=headers).status_code == 429
        headers = {"X-Forwarded-For": "203.0.113.1, 203.0.113.2"}
        assert api.anonymous.get("/v1/receipts/x", headers=headers).status_code == 404


def test_nothing_is_stored_of_a_code(api: Api) -> None:
    code = api.receive(CLERK)["receipt"]
    assert api.app.receipts.code(code[:11]) == code
    feed = api.by(AUDITOR).get("/v1/events", params={"limit": 100}).text
    assert code[12:] not in feed
