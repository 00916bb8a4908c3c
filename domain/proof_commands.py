"""What can be asked about the proof: keeping what a witness has signed."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.envelope import Command

SignedNote = Annotated[str, StringConstraints(min_length=1, max_length=64_000)]
"""A checkpoint with all its signatures, as the log wrote it and witnesses added to it."""


class CosignCheckpoint(Command):
    """Hand in a checkpoint of this log with the signatures of its witnesses below it (见证)."""

    ACTION: ClassVar[str] = "cosign"

    note: SignedNote = Field(description="the whole checkpoint, every line as it was signed")
