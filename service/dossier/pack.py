"""The files of a dossier and the archive they go into: the same bytes for the same contents."""

import json
import zipfile
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import Any

from service.dossier.verify import CHECKPOINT, EVENTS, FORMAT, MANIFEST, PROOFS, SIGNED
from service.proof.leaf import Row
from service.proof.note import Note, Signer

PDF, VERIFIER, README, CALENDAR = "dossier.pdf", "verify.py", "README.txt", "calendar.toml"
READ_ME = """\
回音证据卷宗 · Huiyin evidence dossier
====================================

dossier.pdf      供人阅读的中文摘要 · for reading, in Chinese; the proof is the other files
events.jsonl     事件，每行一个，data 即存储的原文；recorded 为自 2000-01-01T00:00:00Z 起的微秒数
                 one event a line, data as stored; recorded in microseconds since 2000-01-01 (UTC)
proofs.json      每个事件的包含证明（RFC 9162） · the inclusion proof of each event
checkpoint.txt   签名检查点及见证签名（C2SP） · the signed checkpoint with its cosignatures
calendar.toml    随程序的工作日历，其后的变更在事件中 · the program's calendar; changes are events
manifest.json    文件清单（大小、SHA-256）和事件流 · the list of files, with sizes and sums
manifest.note    对清单的签名 · the signature of the list
verify.py        核验程序，Python 3.9 以上即可，无须联网 · checks all of it, offline

    python3 -I verify.py --key NAME+HASH+KEY

请从制作单位以外的渠道取得公钥和 verify.py：被改动的核验程序可以对自己说谎。
Get the public key, and verify.py itself, from elsewhere than this archive: a checker that was
changed can lie about itself.
"""


def events_file(rows: Sequence[Row]) -> bytes:
    """Events as stored, a line each."""
    return b"".join(_json(_event(row)) + b"\n" for row in rows)


def _event(row: Row) -> dict[str, Any]:
    recorded = int.from_bytes(row.recorded, "big", signed=True)
    return {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "type": row.type,
        "type_version": row.type_version,
        "recorded": recorded,
        "data": row.data,
    }


def proofs_file(size: int, paths: Mapping[int, Sequence[bytes]]) -> bytes:
    """Inclusion proofs in the tree of ``size`` events, by the position of the event."""
    written = {str(at): [b64encode(each).decode() for each in path] for at, path in paths.items()}
    return _json({"size": size, "paths": written})


def contents(
    rows: Sequence[Row],
    paths: Mapping[int, Sequence[bytes]],
    size: int,
    checkpoint: str,
    pdf: bytes,
) -> dict[str, bytes]:
    """The files that the manifest lists, by their names."""
    return {
        README: READ_ME.encode(),
        PDF: pdf,
        EVENTS: events_file(rows),
        PROOFS: proofs_file(size, paths),
        CHECKPOINT: checkpoint.encode(),
        CALENDAR: (files("domain") / "calendars" / "cn.toml").read_bytes(),
        VERIFIER: (files("service.dossier") / VERIFIER).read_bytes(),
    }


def signed(
    listed: Mapping[str, bytes], about: Mapping[str, Any], signer: Signer
) -> dict[str, bytes]:
    """All files: those listed, the manifest that lists them, and the log's signature of that.

    about  what else the manifest says; its ``origin`` is the log's
    """
    key = str(signer.verifier)
    sums = [
        {"name": name, "size": len(raw), "sha256": sha256(raw).hexdigest()}
        for name, raw in listed.items()
    ]
    manifest = json.dumps(
        {"format": FORMAT, "key": key, **about, "files": sums}, ensure_ascii=False, indent=1
    ).encode()
    text = f"huiyin dossier\n{about['origin']}\n{sha256(manifest).hexdigest()}\n{key}\n"
    note = str(Note(text, (signer.sign(text),))).encode()
    return {**listed, MANIFEST: manifest, SIGNED: note}


def archive(inside: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files, without times."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in inside.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, raw)
    return made.getvalue()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
