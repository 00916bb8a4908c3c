"""Starts ``huiyin`` by forking a process that has loaded it: a process of its own, without the second
that loading takes. Run as a program it is that process; ``Forking`` is the other end.

Each request comes over a connection of its own, with the three standard streams: arguments,
environment and folder as JSON; the answer is the exit status.
"""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from select import select
from typing import IO

LENGTH = struct.Struct("!I")
ROOT = Path(__file__).parents[3]


class Forking:
    """The process that is forked. It ends with the one that made it, whose pipe then closes."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="huiyin-fork-")
        self._address = f"{self._folder.name}/socket"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(self._address)
            listening.listen(64)
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(listening.fileno())],
                pass_fds=[listening.fileno()],
                cwd=ROOT,
                stdin=subprocess.PIPE,
            )

    def run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        out: IO[bytes],
        err: IO[bytes],
    ) -> int:
        """Run to the end; the exit status, negative where a signal ended it."""
        asked = json.dumps([arguments, dict(environment), os.getcwd()]).encode()
        with socket.socket(socket.AF_UNIX) as connection, open(os.devnull, "rb") as nothing:
            connection.settimeout(300)
            connection.connect(self._address)
            streams = [each.fileno() for each in (nothing, out, err)]
            socket.send_fds(connection, [LENGTH.pack(len(asked))], streams)
            connection.sendall(asked)
            return int.from_bytes(connection.recv(4), "big", signed=True)


def _serve(listening: socket.socket) -> None:
    """Fork for each connection; the child forks again, and waits for that one's end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the children here ended
    while sys.stdin not in select([listening, sys.stdin], [], [])[0]:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _answer(connection)
            return
        connection.close()


def _answer(connection: socket.socket) -> None:
    head, streams, _, _ = socket.recv_fds(connection, LENGTH.size, 3)
    (length,) = LENGTH.unpack(head)
    arguments, environment, folder = json.loads(connection.makefile("rb").read(length))
    running = os.fork()
    if running == 0:
        connection.close()
        _become(arguments, environment, folder, streams)
        return
    _, ended = os.waitpid(running, 0)
    status = os.waitstatus_to_exitcode(ended)
    connection.sendall(status.to_bytes(4, "big", signed=True))
    os._exit(0)


def _become(
    arguments: Sequence[str], environment: Mapping[str, str], folder: str, streams: Sequence[int]
) -> None:
    """Be the program as it is when just started, with these arguments and streams."""
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin, sys.stdout, sys.stderr = (
        TextIOWrapper(
            os.fdopen(number, mode), encoding="utf-8", errors=errors, line_buffering=number == 2
        )
        for number, mode, errors in (
            (0, "rb", "strict"),
            (1, "wb", "strict"),
            (2, "wb", "backslashreplace"),
        )
    )
    sys.argv = ["huiyin", *arguments]
    main()


if __name__ == "__main__":
    from service.cli import main
    from service.cli.program import program

    loaded = dict(program().commands)  # made by being looked at
    with socket.socket(fileno=int(sys.argv[1])) as wanted:
        _serve(wanted)
