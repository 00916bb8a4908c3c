"""Secret keys: from the environment, else from a file of their own, made at first use."""

import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from pathlib import Path

from pydantic import SecretStr

KEY_BYTES = 32


class UnusableKey(Exception):
    """A key is not base64 of 32 bytes, or its file cannot be read or made."""


def load_key(given: SecretStr | None, file: Path, what: str) -> bytes:
    """The 32 bytes of a key: as given, else from ``file``, which is made where it is missing.

    Raises UnusableKey naming ``what`` it is for.
    """
    if given is not None:
        return _decoded(given.get_secret_value(), what)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        text = file.read_text("utf-8", "replace")
    except OSError as error:
        raise UnusableKey(
            f"The file {file} with the {what} cannot be read or made ({error.strerror}). Check its"
            " path and permissions, or set HUIYIN_HOME to another folder."
        ) from error
    return _decoded(text, what)


def _make(file: Path) -> None:
    """Write a new key under another name and link it: two processes end up with the same one."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _decoded(text: str, what: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except (NotBase64, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise UnusableKey(
            f"The {what} must be base64 of {KEY_BYTES} bytes. Check the file or the"
            " environment variable it comes from."
        )
    return key
