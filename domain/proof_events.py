"""What is on record about the proof of the log: which key signs its checkpoints."""

from typing import ClassVar

from domain.envelope import Fact, Line

STREAM = "proof"


class ProofKeyRotated(Fact):
    """From this event on another key signs the checkpoints.

    Keys are written as verifiers take them (C2SP ``signed-note``). ``endorsement`` is what the key
    before signed of both, in base64; None where that key was lost.
    """

    TYPE: ClassVar[str] = "proof.key_rotated"

    previous: Line
    key: Line
    endorsement: Line | None = None


FACTS: tuple[type[Fact], ...] = (ProofKeyRotated,)
