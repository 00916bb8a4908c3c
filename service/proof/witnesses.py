"""Who witnesses the log: a file of public keys, kept where the keys are and not in the database."""

from pathlib import Path

from domain.errors import UnfitError
from service.proof.note import WITNESS, UnfitNote, Verifier, read_verifier
from service.settings import Settings


class UnfitWitness(UnfitError):
    code = "unfit-witness"
    zh = "见证人名单第 {position} 行不是见证人的公钥。请写作 name+hash+key，每行一个。"
    en = "Line {position} of the list of witnesses is no witness's key. Write name+hash+key."


def load_witnesses(settings: Settings) -> tuple[Verifier, ...]:
    """The witnesses of the settings' file, none where there is no file. Raises UnfitWitness."""
    file = settings.witnesses or settings.home / "keys" / "witnesses"
    return read_witnesses(file.read_text("utf-8")) if file.exists() else ()


def read_witnesses(text: str) -> tuple[Verifier, ...]:
    """Public keys, a line each; empty lines and those that begin with # are passed over.

    Raises UnfitWitness.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            found.append(_witness(line, number))
    return tuple(found)


def load_witness_file(path: Path) -> tuple[Verifier, ...]:
    """The same from a file of one's own. Raises OSError, UnfitWitness."""
    return read_witnesses(path.read_text("utf-8"))


def _witness(line: str, number: int) -> Verifier:
    try:
        key = read_verifier(line)
    except UnfitNote as error:
        raise UnfitWitness(position=number) from error
    if key.kind != WITNESS:
        raise UnfitWitness(position=number)
    return key
