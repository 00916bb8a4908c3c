"""Where Huiyin keeps its files when nobody says otherwise (``HUIYIN_HOME``, see settings)."""

import os
from pathlib import Path


def default_home() -> Path:
    """The folder of this machine's Huiyin, as an absolute path; it need not exist yet.

    ``/var/lib/huiyin`` for root, else ``huiyin`` under ``XDG_DATA_HOME`` or ``~/.local/share``.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/huiyin")
    shared = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The XDG specification says that a relative path is invalid and must be ignored.
    return (shared if shared.is_absolute() else Path.home() / ".local" / "share") / "huiyin"
