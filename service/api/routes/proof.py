"""Checkpoints and proofs: what lets others trust the history without trusting whoever keeps it."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from domain.envelope import Command
from domain.proof_commands import CosignCheckpoint
from service.access import permissions
from service.api.asking import LAST_POSITION
from service.api.bodies import body_of
from service.api.callers import NoQueries, Reader, Writer
from service.api.openapi import takes
from service.proof.proof import Proof

router = APIRouter(prefix="/v1", tags=["proof"])

Base64 = Annotated[str, Field(examples=["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="])]


class InclusionQuery(BaseModel):
    """Which event, in the tree of how many."""

    model_config = ConfigDict(extra="forbid")

    position: int = Field(ge=1, le=LAST_POSITION, description="The event's position in the log.")
    size: int | None = Field(
        None,
        ge=1,
        le=LAST_POSITION,
        description="Of the tree; that of the newest checkpoint if left out.",
    )


class ConsistencyQuery(BaseModel):
    """From the tree of how many events to that of how many."""

    model_config = ConfigDict(extra="forbid")

    old: int = Field(alias="from", ge=0, le=LAST_POSITION, description="Size of the earlier tree.")
    new: int | None = Field(
        None,
        alias="to",
        ge=0,
        le=LAST_POSITION,
        description="Size of the later tree; that of the newest checkpoint if left out.",
    )


class InclusionAnswer(BaseModel):
    """That an event is in the tree (RFC 9162, 2.1.3): hashes in base64."""

    position: int
    size: int
    leaf: Base64 = Field(description="the hash of the event's leaf, which has index position - 1")
    path: list[Base64]


class ConsistencyAnswer(BaseModel):
    """That the later tree only appends to the earlier one (RFC 9162, 2.1.4)."""

    old: int = Field(serialization_alias="from")
    new: int = Field(serialization_alias="to")
    path: list[Base64]


class RotationItem(BaseModel):
    """A change of the key that signs, on record in the log."""

    position: int
    previous: str
    key: str
    endorsed: bool = Field(description="whether the key before has signed the change")


class WitnessItem(BaseModel):
    """A witness of this log, and witness age: how long ago and how far back it signed last."""

    key: str
    size: int | None = Field(description="of the largest checkpoint it signed; null for none")
    signed_at: datetime | None
    seconds: float | None = Field(description="since then")
    events: int = Field(description="recorded since that checkpoint")


class KeysAnswer(BaseModel):
    """Whose signatures to look for: keys as C2SP ``signed-note`` writes them."""

    origin: str = Field(examples=["huiyin/main"])
    key: str = Field(description="the key in force")
    rotations: list[RotationItem]
    witnesses: list[WitnessItem]


class CosignedAnswer(BaseModel):
    """Whose signatures were kept."""

    witnesses: list[str]


@router.get(
    "/checkpoint",
    summary="检查点 · The newest signed checkpoint",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def show_checkpoint(reader: Reader, _query: NoQueries) -> Response:
    """What the log is: origin, size, root, signed (C2SP `tlog-checkpoint`); below that, what
    witnesses have signed of it. Keep it: with it a later log can be checked."""
    note = str(_proof(reader).newest().note)
    return Response(note, media_type="text/plain; charset=utf-8")


@router.get("/proofs/inclusion", summary="包含证明 · That an event is in the log")
def prove_inclusion(reader: Reader, query: Annotated[InclusionQuery, Query()]) -> InclusionAnswer:
    """The path from an event's leaf to the root of a checkpoint."""
    given = _proof(reader).inclusion(query.position, query.size)
    return InclusionAnswer(
        position=given.position, size=given.size, leaf=_base64(given.leaf), path=_path(given.path)
    )


@router.get("/proofs/consistency", summary="一致性证明 · That the log was only added to")
def prove_consistency(
    reader: Reader, query: Annotated[ConsistencyQuery, Query()]
) -> ConsistencyAnswer:
    """What leads from the root of an earlier checkpoint to that of a later one."""
    given = _proof(reader).consistency(query.old, query.new)
    return ConsistencyAnswer(old=given.old, new=given.new, path=_path(given.path))


@router.get("/proofs/keys", summary="签名密钥与见证 · Whose signatures to look for")
def show_keys(reader: Reader, _query: NoQueries) -> KeysAnswer:
    """The key that signs, every change of it, the witnesses, and how old their word is."""
    proof = _proof(reader)
    key, rotations = proof.keys()
    return KeysAnswer(
        origin=proof.keyring.origin,
        key=str(key),
        rotations=[
            RotationItem(
                position=each.position,
                previous=str(each.previous),
                key=str(each.key),
                endorsed=each.endorsed,
            )
            for each in rotations
        ],
        witnesses=[
            WitnessItem(
                key=str(each.witness),
                size=each.size,
                signed_at=each.at,
                seconds=each.seconds,
                events=each.events,
            )
            for each in proof.seen()
        ],
    )


@router.post(
    "/checkpoint/cosignatures",
    summary="递交见证签名 · Hand in what a witness has signed",
    openapi_extra=takes(CosignCheckpoint),
)
def hand_in_cosignatures(
    writer: Writer,
    command: Annotated[Command, Depends(body_of(CosignCheckpoint))],
    _query: NoQueries,
) -> CosignedAnswer:
    """A checkpoint of this log with signatures of its witnesses, which are checked and kept."""
    if not isinstance(command, CosignCheckpoint):
        raise TypeError(command)
    permissions.scope(writer.actor, "proof", command.ACTION)
    kept = writer.app.proof.add_cosignatures(command.note)
    return CosignedAnswer(witnesses=[str(each) for each in kept])


def _proof(reader: Reader) -> Proof:
    permissions.scope(reader.actor, "read", "proof")
    return reader.app.proof


def _path(hashes: Sequence[bytes]) -> list[str]:
    return [_base64(each) for each in hashes]


def _base64(hashed: bytes) -> str:
    return b64encode(hashed).decode()
