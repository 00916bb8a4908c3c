"""Signed notes and checkpoints: as others write them, and nothing that is not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.checkpoint import Checkpoint, read
from service.proof.note import (
    LOG,
    WITNESS,
    Note,
    Signer,
    UnfitNote,
    Verifier,
    parse,
    read_verifier,
)

# The example of the Go package golang.org/x/mod/sumdb/note, which made the format known.
KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
LOG_KEY = Signer("huiyin/main", bytes(range(32)))
OTHER_KEY = Signer("huiyin/main", bytes(range(1, 33)))
WITNESS_KEY = Signer("city-audit", bytes(range(2, 34)), WITNESS)
CHECKPOINT = Checkpoint("huiyin/main", 42, bytes(32))
SIGNED = Note(CHECKPOINT.text).signed_also([LOG_KEY.sign(CHECKPOINT.text)])


def test_a_note_known_elsewhere_is_read_and_its_signature_holds() -> None:
    note, key = parse(KNOWN_NOTE), read_verifier(KNOWN_KEY)
    assert key.holds(note)
    assert (str(note), str(key)) == (KNOWN_NOTE, KNOWN_KEY)
    assert not key.holds(parse(KNOWN_NOTE.replace("answer", "Answer")))


def test_a_checkpoint_is_three_lines_and_reads_back() -> None:
    text = str(SIGNED)
    assert text.split("\n")[:4] == [
        "huiyin/main", "42", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "",
    ]  # fmt: skip
    assert read(text) == (CHECKPOINT, SIGNED)
    assert LOG_KEY.verifier.holds(SIGNED)
    assert not OTHER_KEY.verifier.holds(SIGNED)


def test_a_witness_signs_the_checkpoint_and_when() -> None:
    both = SIGNED.signed_also([WITNESS_KEY.cosign(CHECKPOINT.text, 1_772_413_200)])
    again = parse(str(both))
    assert LOG_KEY.verifier.holds(again)
    assert WITNESS_KEY.verifier.at(again) == 1_772_413_200
    assert WITNESS_KEY.verifier.at(SIGNED) is None
    shifted = WITNESS_KEY.cosign(CHECKPOINT.text, 1).signed[:8]
    (forged,) = (each for each in again.signatures if each.name == "city-audit")
    late = type(forged)(forged.name, forged.key_hash, shifted + forged.signed[8:])
    assert WITNESS_KEY.verifier.at(SIGNED.signed_also([late])) is None


def test_a_logs_signature_is_no_witness_and_the_other_way_round() -> None:
    as_log = Verifier("city-audit", LOG, WITNESS_KEY.verifier.public)
    both = SIGNED.signed_also([WITNESS_KEY.cosign(CHECKPOINT.text, 1)])
    assert not as_log.holds(both)
    assert as_log.key_hash != WITNESS_KEY.verifier.key_hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "no signatures\n",
        CHECKPOINT.text,
        str(SIGNED)[:-1],
        str(SIGNED).replace("— ", "- "),
        str(SIGNED).replace("\n\n", "\n"),
        str(SIGNED).replace("42", "4\r2"),
        CHECKPOINT.text + "\n— huiyin/main AAAA\n",
        CHECKPOINT.text + "\n— huiyin/main ####\n",
        CHECKPOINT.text + "\n— two words AAAAAAAA\n",
        "x" * 70_000 + str(SIGNED),
    ],
)
def test_what_is_no_signed_note_is_refused(text: str) -> None:
    with pytest.raises(UnfitNote):
        read(text)


@pytest.mark.parametrize(
    "body",
    [
        "huiyin/main\n042\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "huiyin/main\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "huiyin/main\n42\nAAAA\n",
        "huiyin/main\n42\n!\n",
        "huiyin/main\n42\n",
        "hui yin\n42\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "\n42\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_a_signed_note_that_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(UnfitNote):
        read(str(Note(body).signed_also([LOG_KEY.sign(body)])))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "name",
        "a+b+c",
        KNOWN_KEY.replace("c74f20a3", "c74f20a4"),
        KNOWN_KEY.replace("PeterNeumann", "Peter Neumann"),
        KNOWN_KEY[:-8],
    ],
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(UnfitNote):
        read_verifier(key)


@given(st.text(max_size=200))
def test_any_text_is_a_note_or_refused(text: str) -> None:
    try:
        note = parse(text)
    except UnfitNote:
        return
    assert parse(str(note)) == note


def test_signing_twice_adds_nothing() -> None:
    again = SIGNED.signed_also([LOG_KEY.sign(CHECKPOINT.text)])
    assert again == SIGNED
