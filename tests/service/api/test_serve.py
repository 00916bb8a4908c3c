"""Serving as a process: it starts, it leaves properly, and a taken port is said at once."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from service.postgres import processes
from tests.service.api.serving import until
from tests.service.cli.processes import hear_signals

ROOT = Path(__file__).parents[3]
RUN = (
    "from service.api.serve import serve; from service.settings import Settings; serve(Settings())"
)


def start(home: Path, port: int, database_url: str | None) -> "subprocess.Popen[bytes]":
    names = ("HUIYIN_", "DATABASE_URL")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(names)}
    environment |= {
        "HUIYIN_HOME": str(home),
        "HUIYIN_PORT": str(port),
        "PYTHONPATH": str(ROOT),
        **({"DATABASE_URL": database_url} if database_url else {}),
    }
    return subprocess.Popen(
        [sys.executable, "-c", RUN],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_signals,  # noqa: PLW1509 - it only sets signals
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200
    except httpx2.TransportError:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_serves_until_it_is_told_to_stop(
    home: Path, database_url: str, how: signal.Signals
) -> None:
    port = free_port()
    process = start(home, port, database_url)
    try:
        until(lambda: answers(port) or process.poll() is not None)
        process.send_signal(how)
        out, log = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, log.decode()
    assert out == b""
    assert b"Traceback" not in log
    assert b'"route": "/readyz"' in log


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="is about the embedded database")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_the_embedded_database_is_stopped_with_it(home: Path, how: signal.Signals) -> None:
    port = free_port()
    process = start(home, port, None)
    try:
        until(lambda: answers(port) or process.poll() is not None, 120)
        data = home / "postgres" / "data"
        assert processes.postmaster(data) is not None
        process.send_signal(how)
        _, log = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 0, log.decode()
    assert processes.postmaster(data) is None


def test_a_port_in_use_is_said_in_a_sentence(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(home, port, None)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in err.decode()
    assert "Traceback" not in err.decode()
    assert not (home / "postgres").exists()
