"""``verify.py`` in a dossier: alone on a machine without Huiyin it names whatever was changed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from service.dossier import pack
from service.dossier.verify import (
    ORDER,
    Result,
    by_arithmetic,
    check,
    ed25519_holds,
    main,
    read_files,
)
from service.proof.note import Signer
from tests.people import AUDITOR
from tests.scenarios.office import Office

Files = dict[str, bytes]


def flipped(raw: bytes, at: int, bit: int = 1) -> bytes:
    return raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :]


def places(size: int, most: int = 40) -> Iterator[int]:
    """The first byte, the last, and some in between."""
    yield from sorted({0, size - 1, *range(0, size, max(1, size // most))})


def test_a_dossier_that_nobody_touched_holds(files: Files) -> None:
    result = check(files)
    assert result.found == []
    assert any("没有见证签名" in line for line in result.said)


def test_a_changed_byte_is_named_by_its_file_whatever_file_it_is_in(files: Files) -> None:
    assert len(files) == 9
    for name, raw in files.items():
        for at in places(len(raw)):
            changed = check({**files, name: flipped(raw, at)})
            assert name in changed.named, (name, at)


def test_a_changed_byte_of_an_event_is_named_by_its_line(files: Files) -> None:
    raw = files["events.jsonl"]
    starts = [0, *(at + 1 for at, byte in enumerate(raw) if byte == 10)][:-1]
    assert len(starts) > 20
    for number, start in enumerate(starts, 1):
        end = raw.index(b"\n", start)
        for at in places(end - start, 12):
            for bit in (1, 32):
                changed = {**files, "events.jsonl": flipped(raw, start + at, bit)}
                named = [en for name, _, en in check(changed).found if name == "events.jsonl"]
                assert "the file was changed" in named
                assert any(each.startswith(f"line {number} ") for each in named), (number, at)


def test_events_left_out_doubled_or_swapped_are_named_though_every_sum_was_made_anew(
    files: Files, office: Office
) -> None:
    lines = files["events.jsonl"].splitlines(keepends=True)
    position = json.loads(lines[4])["position"]
    manifest = json.loads(files["manifest.json"])
    about = {
        name: each for name, each in manifest.items() if name not in ("key", "files", "format")
    }

    def forged(*changed: bytes) -> set[str]:
        listed = {
            name: raw
            for name, raw in files.items()
            if name not in ("manifest.json", "manifest.note")
        }
        listed["events.jsonl"] = b"".join(changed)
        signer = office.app.proof.keyring.signer()
        return {en for _, _, en in check(pack.signed(listed, about, signer)).found}

    assert forged(*lines) == set()
    assert f"event {position} is missing" in forged(*lines[:4], *lines[5:])
    assert any("has no proof" in each for each in forged(*lines[:5], *lines[4:]))
    assert any(
        "out of order" in each for each in forged(*lines[:3], lines[4], lines[3], *lines[5:])
    )


def test_a_stream_cut_short_together_with_its_proofs_differs_from_the_signed_list(
    files: Files,
) -> None:
    lines = files["events.jsonl"].splitlines(keepends=True)
    last = json.loads(lines[-1])
    proofs = json.loads(files["proofs.json"])
    del proofs["paths"][str(last["position"])]
    cut = {
        **files,
        "events.jsonl": b"".join(lines[:-1]),
        "proofs.json": json.dumps(proofs).encode(),
    }
    found = {en for _, _, en in check(cut).found}
    assert (
        f"{last['stream']} has {last['version'] - 1} events, the list says {last['version']}"
        in found
    )


def test_who_signs_everything_anew_with_another_key_is_found_by_the_key_one_knows(
    files: Files, office: Office
) -> None:
    known = str(office.app.proof.keyring.signer().verifier)
    forger = Signer("huiyin/main", bytes(32))
    listed = {n: raw for n, raw in files.items() if n not in ("manifest.json", "manifest.note")}
    manifest = json.loads(files["manifest.json"])
    about = {
        name: each for name, each in manifest.items() if name not in ("key", "files", "format")
    }
    checkpoint = files["checkpoint.txt"].decode().partition("\n\n")[0] + "\n"
    listed["checkpoint.txt"] = f"{checkpoint}\n{forger.sign(checkpoint).line}\n".encode()
    forged = pack.signed(listed, about, forger)
    assert check(forged).found == []
    assert {"manifest.note", "checkpoint.txt"} <= check(forged, known).named
    assert check(files, known).found == []


def test_files_missing_or_added_are_named(files: Files) -> None:
    for name in files:
        without = {each: raw for each, raw in files.items() if each != name}
        assert name in check(without).named or name in ("manifest.json", "manifest.note")
        assert check(without).found
    assert check({**files, "more.txt": b""}).named == {"more.txt"}


@pytest.fixture
def dossier(office: Office, matter: str, tmp_path: Path) -> Path:
    path = tmp_path / "dossier.zip"
    path.write_bytes(office.app.dossiers.make(AUDITOR, matter).archive)
    return path


def alone(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run the unpacked ``verify.py`` with nothing but the standard library."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", *map(str, arguments)],
        cwd=folder,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_it_runs_unpacked_with_the_standard_library_alone(
    dossier: Path, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "unpacked"
    with ZipFile(dossier) as archive:
        archive.extractall(folder)
    bare = [sys.executable, "-I", "-S", "-c", "import cryptography"]
    assert subprocess.run(bare, capture_output=True, check=False).returncode == 1
    key = office.app.proof.keyring.signer().verifier
    for arguments in ((), ("--key", key), (dossier, "--key", key)):
        ran = alone(folder, *arguments)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "everything holds" in ran.stdout
        assert str(key) in ran.stdout
    other = Signer("huiyin/main", bytes(32)).verifier
    assert alone(folder, "--key", other).returncode == 1
    assert alone(folder, "--key", "nonsense").returncode == 2
    assert alone(folder, "no-such-file").returncode == 2
    assert alone(folder, "--colour").returncode == 2
    file = folder / "events.jsonl"
    file.write_bytes(file.read_bytes().replace(b"housing", b"hausing", 1))
    ran = alone(folder)
    assert (ran.returncode, "✗ events.jsonl" in ran.stdout) == (1, True)


def test_a_damaged_archive_never_passes_for_another_content(dossier: Path, tmp_path: Path) -> None:
    raw, right = dossier.read_bytes(), read_files(dossier, Result())
    broken = tmp_path / "broken.zip"
    told = 0
    for at in range(0, len(raw), 211):
        broken.write_bytes(flipped(raw, at))
        try:
            result = Result()
            found = read_files(broken, result)
        except (BadZipFile, OSError, NotImplementedError, ValueError):
            told += 1
            continue
        if found != right or result.found:
            told += 1
            assert result.found or check(found).found, at
    assert told > 100


def test_the_exit_status_says_what_was_found(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(dossier)]) == 0
    assert "Not proved" in capsys.readouterr().out
    with ZipFile(BytesIO(dossier.read_bytes())) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    dossier.write_bytes(pack.archive({**inside, "dossier.pdf": b"%PDF-1.4"}))
    assert main([str(dossier)]) == 1
    assert "✗ dossier.pdf" in capsys.readouterr().out


# The signature by arithmetic


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_arithmetic_and_library_agree_on_what_was_signed(secret: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert by_arithmetic(public, signature, message)
    for at in (0, 31, 32, 63):
        assert not by_arithmetic(public, flipped(signature, at), message)
    assert not by_arithmetic(public, signature, message + b"x")
    assert not by_arithmetic(flipped(public, 3), signature, message)
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not by_arithmetic(public, signature[:32] + s.to_bytes(32, "little"), message)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_arithmetic_and_library_agree_on_anything(public: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"m")
        right = True
    except (InvalidSignature, ValueError):
        right = False
    assert by_arithmetic(public, signature, b"m") == right
    assert ed25519_holds(public, signature, b"m") == right


def test_the_signatures_of_the_standard_hold() -> None:
    """RFC 8032, 7.1, tests 1 and 3."""
    for public, message, signature in (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
            "cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
            "984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ):
        assert by_arithmetic(*map(bytes.fromhex, (public, signature, message)))
