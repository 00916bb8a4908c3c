"""Receipts: what a complainant sees with nothing but a code, and how a proof of filing is checked."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pydantic import BaseModel, Field

from domain.envelope import Command
from domain.errors import NotFoundError
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer
from domain.matter.followup.commands import RateAnswer
from service.api.bodies import given
from service.api.callers import NoQueries, application
from service.api.openapi import takes
from service.api.problems import language_of
from service.api.refusals import TooManyRequests
from service.proof.checkpoint import read
from service.proof.merkle import inclusion_holds
from service.proof.note import UnfitNote, from_base64
from service.receipts import Progress, Receipt

router = APIRouter(prefix="/v1", tags=["receipts"])

PER_MINUTE = 60
"""Requests a minute from one address; a code of a hundred bits needs no stricter limit."""


class NoSuchReceipt(NotFoundError):
    code = "no-such-receipt"
    zh = "没有这个回执码。请核对后重新输入。"
    en = "There is no such receipt code. Check it and enter it again."


class Limiter:
    """How often one address may ask."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._most = RateLimitItemPerMinute(PER_MINUTE)

    def check(self, request: Request) -> None:
        """Raises TooManyRequests."""
        address = request.client.host if request.client else "unknown"
        if not self._window.hit(self._most, "receipts", address):
            raise TooManyRequests()


def limited(request: Request) -> None:
    """Raises TooManyRequests where this address has asked too often."""
    limiter: Limiter = request.app.state.receipts
    limiter.check(request)


class FilingProof(BaseModel):
    """That a filing was in the log when a checkpoint was signed: hashes in base64."""

    position: int = Field(ge=1, le=2**53 - 1)
    leaf: str = Field(max_length=64, description="the hash of the filing's leaf")
    path: list[Annotated[str, Field(max_length=64)]] = Field(max_length=64)
    checkpoint: str = Field(max_length=64_000, description="the signed checkpoint, whole")


class ReceiptAnswer(BaseModel):
    """How far the matter is; nothing that names anybody."""

    number: str
    progress: Progress
    progress_label: str
    received_at: datetime | None
    due_at: datetime | None = Field(description="by when it must be answered")
    answered: bool
    answer: str | None = Field(
        description="the answer's text where it is given on this page; null for every other way"
    )
    proof: FilingProof | None = Field(description="null until the filing is in a checkpoint")


class WitnessedAnswer(BaseModel):
    """When a witness of this log signed the checkpoint."""

    witness: str
    at: datetime


class ProofChecked(BaseModel):
    """Whether the proof holds, under a checkpoint that this log signed."""

    valid: bool
    witnesses: list[WitnessedAnswer]


@router.get(
    "/receipts/{code}",
    summary="回执查询 · Follow a matter by its code",
    dependencies=[Depends(limited)],
)
def show_receipt(
    code: Annotated[str, Path(max_length=200, description="The code given at receipt.")],
    request: Request,
    _query: NoQueries,
) -> ReceiptAnswer:
    """For the complainant: how far the matter is, and the proof that it was filed. No token."""
    found = application(request).receipts.find(code)
    if found is None:
        raise NoSuchReceipt()
    return ReceiptAnswer(
        number=found.number,
        progress=found.progress,
        progress_label=found.progress.label(language_of(request.scope)),
        received_at=found.received_at,
        due_at=found.due_at,
        answered=found.answered,
        answer=found.answer,
        proof=_proof(found),
    )


class ReceiptDone(BaseModel):
    """What was recorded for the complainant."""

    number: str
    recorded: bool
    progress: Progress
    progress_label: str


def _by_receipt(command_class: type[Command]) -> Callable[..., ReceiptDone]:
    def act(
        code: Annotated[str, Path(max_length=200, description="The code given at receipt.")],
        request: Request,
        command: Annotated[Command, Depends(given(command_class))],
        _query: NoQueries,
    ) -> ReceiptDone:
        ours = application(request).receipts
        done, found = ours.act(command, code), ours.find(code)
        if done is None or found is None:
            raise NoSuchReceipt()
        label = found.progress.label(language_of(request.scope))
        return ReceiptDone(
            number=found.number,
            recorded=bool(done.recorded),
            progress=found.progress,
            progress_label=label,
        )

    return act


for _command, _summary, _told in (
    (
        RateAnswer,
        "评价 · Rate the answer",
        "For the complainant: how they rate the answer, once. No token.",
    ),
    (
        ContestAnswer,
        "异议 · Dispute the answer",
        "For the complainant: dispute the answer; it is done again, once. No token.",
    ),
    (
        ApplyForReview,
        "申请复查、复核 · Apply for a review",
        "For the complainant: have what was done again reviewed, one level up. No token.",
    ),
):
    router.add_api_route(
        f"/receipts/{{code}}/{_command.ACTION}",
        _by_receipt(_command),
        methods=["POST"],
        name=f"receipt_{_command.ACTION.replace('-', '_')}",
        summary=_summary,
        description=_told,
        dependencies=[Depends(limited)],
        openapi_extra=takes(_command),
    )


@router.post(
    "/receipts/verify",
    summary="核验收件证明 · Check a proof of filing",
    dependencies=[Depends(limited)],
)
def check_filing(proof: FilingProof, request: Request, _query: NoQueries) -> ProofChecked:
    """Whether what a receipt showed holds: the leaf under the root, the root under the signature."""
    ours = application(request).proof
    try:
        checkpoint, note = read(proof.checkpoint)
        leaf, path = from_base64(proof.leaf), [from_base64(each) for each in proof.path]
    except UnfitNote:
        return ProofChecked(valid=False, witnesses=[])
    valid = (
        checkpoint.origin == ours.keyring.origin
        and ours.keyring.verifier_for(checkpoint.size).holds(note)
        and inclusion_holds(leaf, proof.position - 1, checkpoint.size, path, checkpoint.root)
    )
    times = {each.name: each.at(note) for each in ours.witnesses} if valid else {}
    return ProofChecked(
        valid=valid,
        witnesses=[
            WitnessedAnswer(witness=name, at=datetime.fromtimestamp(at, UTC))
            for name, at in times.items()
            if at is not None and at < 2**35
        ],
    )


def _proof(found: Receipt) -> FilingProof | None:
    if found.inclusion is None or found.signed is None:
        return None
    return FilingProof(
        position=found.inclusion.position,
        leaf=b64encode(found.inclusion.leaf).decode(),
        path=[b64encode(each).decode() for each in found.inclusion.path],
        checkpoint=str(found.signed.note),
    )
