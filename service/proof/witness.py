"""Witnessing: another organ puts its name to a checkpoint, once it follows from the last one it saw.

All a witness keeps is a file of its own with what it signed last of each log; it needs no database
and trusts nobody's. It signs only what was signed by the log's key and appends to what it knows.
"""

import fcntl
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import ConflictError, UnfitError
from service.proof.checkpoint import Checkpoint, read
from service.proof.merkle import EMPTY, consistency_holds
from service.proof.note import Note, Signer, UnfitNote, Verifier, from_base64

Ask = Callable[[int, int], Sequence[bytes]]
"""Gives the consistency proof from one size to another."""


class NotSignedByLog(UnfitError):
    code = "not-signed-by-log"
    zh = "检查点不是由给定公钥（--log-key）签署的，未见证。请核对文件和公钥。"
    en = (
        "The checkpoint is not signed by the key given (--log-key), so it was not witnessed. Check"
        " the file and the key."
    )


class LogWentBack(ConflictError):
    code = "log-went-back"
    zh = (
        "检查点只有 {position} 个事件，此前见证过 {expected} 个：记录被截断或恢复了旧备份。"
        "未见证，请立即查问。"
    )
    en = (
        "The checkpoint has {position} events, and one of {expected} was witnessed before: the log"
        " was cut, or an old backup put back. It was not witnessed; ask them why at once."
    )


class LogForked(ConflictError):
    code = "log-forked"
    zh = (
        "检查点（{position} 个事件）与此前见证的（{expected} 个事件）不一致：历史被改写。"
        "未见证，请立即查问。"
    )
    en = (
        "The checkpoint of {position} events does not follow from the one of {expected} witnessed"
        " before: history was rewritten. It was not witnessed; ask them why at once."
    )


class UnreadableState(UnfitError):
    code = "unreadable-state"
    zh = "见证状态文件无法读取或写入。请从备份恢复，不要删除：它记着已见证的内容。"
    en = (
        "The witness's state file cannot be read or written. Restore it from a backup and do not"
        " delete it: it says what was witnessed."
    )


class UnfitProof(UnfitError):
    code = "unfit-proof"
    zh = (
        "一致性证明缺失或无法识别。请用 /v1/proofs/consistency?from={expected}&to={position} 取得。"
    )
    en = (
        "The consistency proof is missing, or is none. Get it from"
        " /v1/proofs/consistency?from={expected}&to={position}."
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What was witnessed last of a log."""

    size: int = 0
    root: bytes = EMPTY


class WitnessState:
    """The file in which a witness keeps what it signed last, by the origins of logs."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one process at a time looks and signs. Raises UnreadableState."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock = self._file.with_name(f".{self._file.name}.lock").open("w")
        except OSError as error:
            raise UnreadableState() from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def known(self, origin: str) -> Known:
        """What was witnessed last of a log; nothing of one never met. Raises UnreadableState."""
        last = self._all().get(origin)
        try:
            return Known(int(last["size"]), b64decode(last["root"])) if last else Known()
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableState() from error

    def note(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint, safely on disk before anybody gets the signature."""
        kept = self._all()
        root = b64encode(checkpoint.root).decode()
        kept[checkpoint.origin] = {"size": checkpoint.size, "root": root}
        draft = self._file.with_name(f".{self._file.name}.new")
        try:
            with draft.open("w", encoding="utf-8") as handle:
                json.dump(kept, handle, ensure_ascii=False, indent=1)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(self._file)
        except OSError as error:
            raise UnreadableState() from error

    def _all(self) -> dict[str, Any]:
        try:
            found = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        except (OSError, ValueError) as error:
            raise UnreadableState() from error
        if not isinstance(found, dict):
            raise UnreadableState()
        return found


def witness(
    text: str, log_key: Verifier, signer: Signer, state: WitnessState, ask: Ask, at: int
) -> Note:
    """The checkpoint with the witness's signature below it, if it may be signed.

    text     the checkpoint as the log signed it
    log_key  the log's public key, from the log's keeper and not from the checkpoint
    ask      gives the proof from the size known to the new one; not asked at the first meeting
    at       the time, in seconds since 1970

    Raises NotSignedByLog, LogWentBack, LogForked, UnreadableState, and what ``ask`` raises.
    """
    try:
        checkpoint, note = read(text)
    except UnfitNote as error:
        raise NotSignedByLog() from error
    if checkpoint.origin != log_key.name or not log_key.holds(note):
        raise NotSignedByLog()
    with state.alone():
        known = state.known(checkpoint.origin)
        if checkpoint.size < known.size:
            raise LogWentBack(position=checkpoint.size, expected=known.size)
        proof = ask(known.size, checkpoint.size) if 0 < known.size < checkpoint.size else ()
        if not consistency_holds(known.size, checkpoint.size, proof, known.root, checkpoint.root):
            raise LogForked(position=checkpoint.size, expected=known.size)
        state.note(checkpoint)
    return note.signed_also([signer.cosign(checkpoint.text, at)])


def read_proof(text: str, old: int, new: int) -> list[bytes]:
    """A consistency proof as the API writes it, for these two sizes. Raises UnfitProof."""
    try:
        given = json.loads(text)
        if (given["from"], given["to"]) != (old, new):
            raise UnfitProof(expected=old, position=new)
        return [from_base64(each) for each in given["path"]]
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitProof(expected=old, position=new) from error
