"""Two ways for a message to leave: a file in a folder, or a signed request to a webhook."""

import hmac
import http.client
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from service.outbox.messages import Message

TIMEOUT_SECONDS = 5.0

Send = Callable[[Message], None]
"""Sends one message; may send it again. Raises NotSent."""


class NotSent(Exception):
    """A message did not arrive.

    kind     what kind of trouble it was; never what somebody answered
    nobody   nobody is there to take any message, so the others need not be tried now
    """

    def __init__(self, kind: str, *, nobody: bool) -> None:
        self.kind, self.nobody = kind, nobody
        super().__init__(kind)


def to_folder(folder: Path) -> Send:
    """Each message becomes a JSON file of its own, whole from the first moment; again, the same."""

    def send(message: Message) -> None:
        name = f"{message.position:012d}-{message.id}.json"
        draft = folder / f".{name}.{os.getpid()}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(message.body())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(folder / name)
        except OSError as error:
            raise NotSent(type(error).__name__, nobody=True) from error

    return send


def signature(key: bytes, timestamp: str, body: bytes) -> str:
    """What a receiver checks: HMAC-SHA-256 over ``timestamp.body``, hexadecimal."""
    return hmac.new(key, timestamp.encode() + b"." + body, "sha256").hexdigest()


def to_webhook(url: str, key: bytes, now: Callable[[], float]) -> Send:
    """Each message is posted; an answer of 2xx takes it. Redirections are not followed.

    key  signs body and time (``now``, seconds since 1970), so that a receiver can tell ours and
         refuse an old one sent again by somebody else
    """
    where = urlsplit(url)
    secure = where.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    path = (where.path or "/") + (f"?{where.query}" if where.query else "")

    def send(message: Message) -> None:
        body, timestamp = message.body(), str(int(now()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Huiyin-Message": message.id,
            "Huiyin-Timestamp": timestamp,
            "Huiyin-Signature": f"sha256={signature(key, timestamp, body)}",
        }
        connection = kind(where.hostname or "", where.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotSent(type(error).__name__, nobody=True) from error
        finally:
            connection.close()
        if not 200 <= status < 300:
            raise NotSent(f"HTTP {status}", nobody=False)

    return send
