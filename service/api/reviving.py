"""Bringing an embedded database back that died under the service, beside the requests."""

import threading

import structlog

from service.bootstrap import Application

log = structlog.get_logger()


class Reviver:
    """At most one attempt at a time, in a thread of its own; requests never wait for it."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._trying = threading.Lock()

    def request(self) -> None:
        """Start an attempt unless one is under way."""
        if self._trying.acquire(blocking=False):
            threading.Thread(target=self._try, name="revive-database", daemon=True).start()

    def _try(self) -> None:
        try:
            self._app.revive()
        except Exception as error:  # noqa: BLE001 - the next request that fails asks again
            log.warning("database_not_revived", reason=type(error).__name__)
        finally:
            self._trying.release()
