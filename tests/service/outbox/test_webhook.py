"""The webhook: signed, repeated until somebody takes it, and told apart by its id."""

import hmac
import os
import signal
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from service.outbox import sending
from service.outbox.delivering import Deliverer
from service.outbox.sending import NotSent, signature, to_webhook
from tests.people import establish_units
from tests.scenarios.office import Office
from tests.service.cli.processes import Huiyin
from tests.service.outbox.receiving import Receiver, receiving

KEY = b"k" * 32


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    return Office(app, clock)


def deliver(office: Office, receiver: Receiver) -> int:
    send = to_webhook(receiver.url, KEY, lambda: 1_772_413_200.5)
    return Deliverer(office.app.outbox, send, office.clock).deliver()


def wait_for_the_next_try(office: Office) -> None:
    office.clock.advance(hours=2)


def test_a_message_is_signed_over_its_time_and_body(office: Office, receiver: Receiver) -> None:
    office.in_hand()
    assert deliver(office, receiver) == 1
    ((headers, body),) = receiver.got
    expected = hmac.new(KEY, b"1772413200." + body, "sha256").hexdigest()
    assert headers["Huiyin-Timestamp"] == "1772413200"
    assert headers["Huiyin-Signature"] == f"sha256={expected}"
    assert headers["Huiyin-Message"] == receiver.ids[0]
    assert signature(KEY, "1772413201", body) != expected
    assert signature(b"j" * 32, "1772413200", body) != expected


@pytest.mark.parametrize("status", [500, 503, 404, 302])
def test_whatever_is_not_taken_is_sent_again_under_the_same_id(
    office: Office, receiver: Receiver, status: int
) -> None:
    office.in_hand()
    receiver.answers = [status, 200]
    assert deliver(office, receiver) == 0
    wait_for_the_next_try(office)
    assert deliver(office, receiver) == 1
    assert len(receiver.ids) == 2 and len(set(receiver.ids)) == 1
    wait_for_the_next_try(office)
    assert deliver(office, receiver) == 0


def test_a_server_that_hangs_is_given_up_and_asked_again(
    office: Office, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.in_hand()
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.2)
    receiver.answers = [lambda: time.sleep(1.0), 200]
    began = time.monotonic()
    assert deliver(office, receiver) == 0
    assert time.monotonic() - began < 1.0
    wait_for_the_next_try(office)
    assert deliver(office, receiver) == 1


def test_a_server_that_breaks_off_or_is_not_there_is_a_trouble_with_a_name(
    office: Office, receiver: Receiver
) -> None:
    office.in_hand()
    receiver.answers = [lambda: None, 200]
    assert deliver(office, receiver) == 0
    nobody = to_webhook("http://127.0.0.1:9/hook", KEY, time.time)
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        nobody(office.app.outbox.due(office.clock.now().replace(year=2099), 1)[0])


def test_killed_between_sending_and_noting_it_is_sent_once_more_under_the_same_id(
    office: Office, receiver: Receiver, home: Path, database_url: str
) -> None:
    office.in_hand()
    huiyin = Huiyin(home, database_url)
    huiyin.environment |= {
        "HUIYIN_WEBHOOK_URL": receiver.url,
        "HUIYIN_WEBHOOK_KEY": b64encode(KEY).decode(),
    }
    running = []

    def kill() -> None:
        os.kill(running[0].pid, signal.SIGKILL)
        running[0].wait()

    receiver.answers = [kill]
    running.append(huiyin.start("watch", "--once"))
    running[0].communicate(timeout=120)
    assert running[0].returncode == -signal.SIGKILL
    assert len(receiver.got) == 1 and office.app.outbox.undelivered() >= 1
    ran = huiyin("watch", "--once")
    assert ran.status == 0, ran.err
    assert receiver.ids[0] == receiver.ids[1]
    assert office.app.outbox.undelivered() == 0
    assert len(set(receiver.ids)) == len(receiver.ids) - 1
