"""核验回音证据卷宗 · Checks a Huiyin dossier. It needs Python 3.9 or newer, and nothing else: no
network, no Huiyin, no other file.

    python3 -I verify.py DOSSIER.zip [--key NAME+HASH+KEY]

-I keeps Python from taking files that lie beside it for its own libraries.
DOSSIER.zip may also be the folder it was unpacked to; left out, it is the folder of this file. The key
is the public key of the log, from whoever keeps it or from an earlier checkpoint; without it the one
in the dossier is used, and shown to be compared. Exits with 0 where everything holds, with 1 where
something was found, with 2 where there is no dossier to read.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zipfile
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

FORMAT = "huiyin-dossier/1"
MANIFEST, SIGNED = "manifest.json", "manifest.note"
EVENTS, PROOFS, CHECKPOINT = "events.jsonl", "proofs.json", "checkpoint.txt"
LOG, WITNESS = 1, 4
LEAF = struct.Struct(">Bqih8sII")
SIGNATURE = re.compile(r"— ([^\s+\x00-\x1f\x7f]+) ([A-Za-z0-9+/=]+)")
BEIJING = timezone(timedelta(hours=8))
PROVED = (
    "已证明：所列事件逐字节包含在该检查点签署的记录之中；所列文件自卷宗制作之后未被改动。",
    "Proved: every event listed is, byte for byte, in the log that the checkpoint signs; no file"
    " listed was changed since the dossier was made.",
)
NOT_PROVED = (
    "未证明：每条事件流在检查点之前没有更多事件、有关事件流没有遗漏，以制作单位在清单上的签名为准，"
    "可用 huiyin verify 对照全部记录核实；时间以见证签名为准，没有见证的只是制作单位的说法；"
    "记录的内容是否属实、密封文字的内容、PDF 与事件是否一致，均不在证明之内。",
    "Not proved: that a stream has no further events up to the checkpoint, and that no related stream"
    " is missing: for that the office has signed the list, and huiyin verify on the whole log can tell."
    " The time is that of the witnesses; without any it is the office's word. Nor that what was"
    " recorded is true, what sealed texts say, or that the PDF says what the events say.",
)


class Unreadable(ValueError):
    """Something in the dossier is not written as it should be."""


class Result:
    """What checking came to: what is wrong, by the name of the file, and what there is to say."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self.said: list[str] = []

    def wrong(self, name: str, zh: str, en: str) -> None:
        self.found.append((name, zh, en))

    def say(self, zh: str, en: str) -> None:
        self.said.append(f"{zh} · {en}")

    @property
    def named(self) -> set[str]:
        return {name for name, _, _ in self.found}


class Key:
    """A public key, read from ``name+hash+key``. Raises Unreadable."""

    def __init__(self, text: str, kind: int) -> None:
        name, _, rest = text.strip().partition("+")
        hashed, _, coded = rest.partition("+")
        blob = from_base64(coded)
        if len(blob) != 33 or blob[0] != kind:
            raise Unreadable("no key of the form name+hash+key")
        self.text, self.name, self.kind, self.public = text.strip(), name, kind, blob[1:]
        self.hash = sha256(f"{name}\n".encode() + blob).digest()[:4]
        if hashed != self.hash.hex():
            raise Unreadable("a key whose hash is not its own")

    @property
    def fingerprint(self) -> str:
        return sha256(self.public).hexdigest()

    def holds(self, text: str, signed: bytes) -> bool:
        """Whether this key made the signature of a note's text."""
        message = text.encode()
        if self.kind == WITNESS:
            if len(signed) != 72:
                return False
            at, signed = int.from_bytes(signed[:8], "big"), signed[8:]
            message = f"cosignature/v1\ntime {at}\n{text}".encode()
        return ed25519_holds(self.public, signed, message)


def from_base64(text: str) -> bytes:
    """The bytes of base64. Raises Unreadable."""
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise Unreadable("not base64") from error


def read_note(raw: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a signed note, and of each signature the name, hash and bytes. Raises Unreadable."""
    try:
        body, separator, below = raw.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    if not separator or not below.endswith("\n"):
        raise Unreadable("no signed note")
    signatures = []
    for line in below[:-1].split("\n"):
        found = SIGNATURE.fullmatch(line)
        if found is None:
            raise Unreadable("a line that is no signature")
        blob = from_base64(found[2])
        signatures.append((found[1], blob[:4], blob[4:]))
    return body + "\n", signatures


def read_json(raw: bytes) -> dict[str, Any]:
    """A JSON object. Raises Unreadable."""
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if not isinstance(found, dict):
        raise Unreadable("no JSON object")
    return found


# Everything in its order


def check(files: Mapping[str, bytes], given: str | None = None) -> Result:
    """Check a dossier: its files by their names. ``given``: the log's public key."""
    result = Result()
    manifest, key = _check_manifest(files, given, result)
    _check_files(files, manifest, result)
    size, root = _check_checkpoint(files, manifest, key, result)
    versions = _check_events(files, size, root, result)
    _check_streams(manifest, versions, result)
    return result


def _check_manifest(
    files: Mapping[str, bytes], given: str | None, result: Result
) -> tuple[dict[str, Any], Key | None]:
    """The list of files, and the log's key; each checked against the signature below the list."""
    raw = files.get(MANIFEST, b"")
    try:
        manifest = read_json(raw)
        if manifest.get("format") != FORMAT:
            result.wrong(MANIFEST, "格式不识", f"its format is not {FORMAT}")
    except Unreadable:
        manifest = {}
        result.wrong(MANIFEST, "清单无法读取", "the list cannot be read")
    try:
        text, signatures = read_note(files.get(SIGNED, b""))
        head, origin, hashed, said = text.rstrip("\n").split("\n")
        key = Key(given or said, LOG)
        if given and key.text != said:
            result.wrong(SIGNED, "不是所给公钥签署的", "signed by another key than the one given")
        right = [s for name, hint, s in signatures if (name, hint) == (key.name, key.hash)]
        if head != "huiyin dossier" or not any(key.holds(text, each) for each in right):
            raise Unreadable("signature")
        if len(right) != len(signatures):
            raise Unreadable("more signatures than one")
    except ValueError:
        result.wrong(SIGNED, "清单签名无效", "the signature of the list does not hold")
        return manifest, _any_key(given, manifest)
    if hashed != sha256(raw).hexdigest():
        result.wrong(
            MANIFEST, "与签名不符，已被改动", "changed: it is not the list that was signed"
        )
    if manifest and manifest.get("origin") != origin:
        result.wrong(MANIFEST, "记录名称不符", "of another log than the one that signed it")
    zh, en = ("请与已知公钥核对", "compare it with the key you know") if not given else ("", "")
    result.say(f"公钥 {key.text} {zh}", f"public key {key.text} {en}".rstrip())
    result.say(f"公钥指纹 {key.fingerprint}", "SHA-256 of the public key")
    return manifest, key


def _any_key(given: str | None, manifest: dict[str, Any]) -> Key | None:
    """The key to go on with where the list's own signature does not hold."""
    try:
        return Key(given or str(manifest.get("key")), LOG)
    except Unreadable:
        return None


def _check_files(files: Mapping[str, bytes], manifest: dict[str, Any], result: Result) -> None:
    listed = set()
    for each in _list_of(manifest, "files"):
        name = str(each.get("name")) if isinstance(each, dict) else "?"
        listed.add(name)
        raw = files.get(name)
        if raw is None:
            result.wrong(name, "文件缺失", "the file is missing")
        elif len(raw) != each.get("size") or sha256(raw).hexdigest() != each.get("sha256"):
            result.wrong(name, "文件已被改动", "the file was changed")
    for name in sorted(set(files) - listed - {MANIFEST, SIGNED}):
        result.wrong(name, "清单之外的文件", "a file that is not on the list")
    for name in sorted({EVENTS, PROOFS, CHECKPOINT} - listed):
        result.wrong(name, "清单未列此文件", "the list lacks this file")


def _check_checkpoint(
    files: Mapping[str, bytes], manifest: dict[str, Any], key: Key | None, result: Result
) -> tuple[int, bytes]:
    """The size and root that the log's key has signed, whoever has witnessed it being said."""
    try:
        text, signatures = read_note(files.get(CHECKPOINT, b""))
        origin, count, rest = text.split("\n", 2)
        size, root = int(count), from_base64(rest.split("\n")[0])
    except ValueError:
        result.wrong(CHECKPOINT, "检查点无法读取", "the checkpoint cannot be read")
        return 0, b""
    if (origin, size) != (manifest.get("origin"), manifest.get("size")):
        result.wrong(CHECKPOINT, "与清单不符", "not the checkpoint that the list names")
    witnesses = _witnesses(manifest, result)
    signed = 0
    for name, hint, signature in signatures:
        if key is not None and (name, hint) == (key.name, key.hash):
            signed += key.holds(text, signature)
            continue
        witness = witnesses.get((name, hint))
        if witness is None:
            result.wrong(
                CHECKPOINT, f"未知的签名 {name}", f"a signature by {name}, who is not listed"
            )
        elif not witness.holds(text, signature):
            result.wrong(
                CHECKPOINT, f"{name} 的见证签名无效", f"{name}'s cosignature does not hold"
            )
        else:
            at = _time(int.from_bytes(signature[:8], "big"))
            result.say(
                f"{name} 于 {at} 见证，请与其公布的公钥核对：{witness.text}",
                f"witnessed by {name} at {at}; compare this key with the one it publishes",
            )
    if not signed:
        result.wrong(CHECKPOINT, "检查点签名无效", "the log's signature does not hold")
    if len(signatures) < 2:
        result.say(
            "没有见证签名：时间只是制作单位的说法", "no witness: the time is the office's word"
        )
    result.say(f"检查点：{origin}，{size} 个事件", f"checkpoint of {origin}, {size} events")
    return size, root


def _witnesses(manifest: dict[str, Any], result: Result) -> dict[tuple[str, bytes], Key]:
    known = {}
    for text in _list_of(manifest, "witnesses"):
        try:
            witness = Key(str(text), WITNESS)
            known[witness.name, witness.hash] = witness
        except Unreadable:
            result.wrong(MANIFEST, "见证公钥无法识别", "a witness's key cannot be read")
    return known


def _check_events(
    files: Mapping[str, bytes], size: int, root: bytes, result: Result
) -> dict[str, list[int]]:
    """Each event against its proof; the versions met of each stream, in the order of positions."""
    paths = _paths(files, size, result)
    versions: dict[str, list[int]] = {}
    last = recorded = -(2**63)
    lines = files.get(EVENTS, b"").split(b"\n")
    if lines[-1]:
        result.wrong(EVENTS, "末行不完整", "its last line has no end")
    for number, line in enumerate(lines[:-1], 1):
        try:
            event = read_json(line)
            hashed, position = _leaf(event), event["position"]
        except (Unreadable, KeyError, TypeError, AttributeError, ValueError, struct.error):
            result.wrong(EVENTS, f"第 {number} 行无法读取", f"line {number} cannot be read")
            continue
        where = (f"第 {number} 行（事件 {position}）", f"line {number} (event {position})")
        path = paths.pop(str(position), None)
        if path is None:
            result.wrong(EVENTS, f"{where[0]}没有证明", f"{where[1]} has no proof")
        elif not inclusion_holds(hashed, position - 1, size, path, root):
            result.wrong(EVENTS, f"{where[0]}与证明不符", f"{where[1]} is not what was sealed")
        if position <= last or event["recorded"] < recorded:
            result.wrong(EVENTS, f"{where[0]}次序不对", f"{where[1]} is out of order")
        last, recorded = position, event["recorded"]
        versions.setdefault(event["stream"], []).append(event["version"])
    for position in paths:
        result.wrong(EVENTS, f"缺少事件 {position}", f"event {position} is missing")
    count = sum(map(len, versions.values()))
    result.say(
        f"{count} 个事件，{len(versions)} 条事件流", f"{count} events, {len(versions)} streams"
    )
    return versions


def _paths(files: Mapping[str, bytes], size: int, result: Result) -> dict[str, list[bytes]]:
    try:
        proofs = read_json(files.get(PROOFS, b""))
        if proofs.get("size") != size:
            result.wrong(PROOFS, "不是该检查点的证明", "not the proofs of this checkpoint")
        return {
            position: [from_base64(each) for each in path]
            for position, path in dict(proofs["paths"]).items()
        }
    except (Unreadable, KeyError, TypeError, ValueError):
        result.wrong(PROOFS, "证明无法读取", "the proofs cannot be read")
        return {}


def _check_streams(
    manifest: dict[str, Any], versions: Mapping[str, list[int]], result: Result
) -> None:
    streams = manifest.get("streams")
    listed = streams if isinstance(streams, dict) else {}
    for stream in sorted({*listed, *versions}):
        found, count = versions.get(stream, []), listed.get(stream)
        if found != list(range(1, len(found) + 1)):
            result.wrong(EVENTS, f"{stream} 版本不连续", f"{stream} has a gap in its versions")
        elif len(found) != count:
            zh = f"{stream} 有 {len(found)} 个事件，清单为 {count} 个"
            result.wrong(EVENTS, zh, f"{stream} has {len(found)} events, the list says {count}")


def _list_of(manifest: dict[str, Any], name: str) -> list[Any]:
    found = manifest.get(name)
    return found if isinstance(found, list) else []


def _time(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, BEIJING).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(seconds)


# Hashes, as RFC 9162 has them


def _leaf(event: dict[str, Any]) -> bytes:
    """The hash of an event's leaf: every column of the log, and nothing else."""
    where, kind, data = (event[name].encode() for name in ("stream", "type", "data"))
    numbers = [event[name] for name in ("position", "version", "type_version", "recorded")]
    if any(type(each) is not int for each in numbers) or set(event) != _MEMBERS:
        raise Unreadable("no event")
    position, version, shape, recorded = numbers
    at = struct.pack(">q", recorded)
    head = LEAF.pack(0, position, version, shape, at, len(where), len(kind))
    return sha256(head + where + kind + data).digest()


_MEMBERS = {"position", "stream", "version", "type", "type_version", "recorded", "data"}


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows the leaf at ``index`` under the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, hashed = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            hashed = sha256(b"\x01" + each + hashed).digest()
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = sha256(b"\x01" + hashed + each).digest()
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root


# Ed25519 (RFC 8032): by the library where there is one, else by the arithmetic itself

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
"""Extended coordinates: x = X / Z, y = Y / Z, T = x * y * Z."""


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature of a message is by this key."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - it may be missing
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PublicKey,
        )
    except ImportError:
        return by_arithmetic(public, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def by_arithmetic(public: bytes, signature: bytes, message: bytes) -> bool:
    """The same, without any library: S * B - k * A must be R."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, scalar = _point(public), int.from_bytes(signature[32:], "little")
    if key is None or scalar >= ORDER:
        return False
    digest = sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    x, y, z, t = key
    return _bytes(_add(_times(scalar, BASE), _times(k, (P - x, y, z, P - t)))) == signature[:32]


def _point(text: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where there is none."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


def _bytes(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


# On the command line


def read_files(path: Path, result: Result) -> dict[str, bytes]:
    """The files of a dossier, packed or unpacked. Raises OSError, zipfile.BadZipFile."""
    if path.is_dir():
        inside = (each for each in sorted(path.rglob("*")) if each.is_file())
        kept = (each for each in inside if "__pycache__" not in each.parts)
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in kept}
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            name = entry.filename
            if name in files:
                result.wrong(name, "文件重复", "the file is there twice")
            try:
                files[name] = archive.read(entry)
            except Exception:  # noqa: BLE001 - whatever a damaged archive makes of it
                files[name] = b""
                result.wrong(name, "文件已损坏", "the file is damaged")
    return files


def main(arguments: Sequence[str]) -> int:
    """Check what the arguments name, and print what came of it; the exit status."""
    rest, key = list(arguments), None
    if "--key" in rest[:-1]:
        at = rest.index("--key")
        key = rest[at + 1]
        del rest[at : at + 2]
    if len(rest) > 1 or any(each.startswith("-") for each in rest):
        print(__doc__)
        return 2
    damaged = Result()
    try:
        if key is not None:
            Key(key, LOG)
        files = read_files(Path(rest[0]) if rest else Path(__file__).parent, damaged)
    except Unreadable:
        print("--key：不是公钥 · no such key; it reads name+hash+key")
        return 2
    except Exception as error:  # noqa: BLE001 - whatever a damaged archive makes of it
        print(f"无法读取卷宗 · the dossier cannot be read: {error}")
        return 2
    result = check(files, key)
    for line in result.said:
        print(line)
    found = list(dict.fromkeys(damaged.found + result.found))
    for name, zh, en in found:
        print(f"✗ {name}：{zh} · {name}: {en}")
    if found:
        print(f"发现 {len(found)} 处问题，卷宗不可信 · {len(found)} found: do not rely on it")
        return 1
    print(
        f"✓ 卷宗完好 · everything holds\n{PROVED[0]}\n{NOT_PROVED[0]}\n{PROVED[1]}\n{NOT_PROVED[1]}"
    )
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
