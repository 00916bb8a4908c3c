"""Scores, their entries, and the documents in which they are frozen."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from domain.assessment.periods import Half
from domain.envelope import Code
from service import documents, scoring
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import NoQueries, Reader
from service.api.exports import noted
from service.api.references import ProceedingReference, proceeding_id

router = APIRouter(prefix="/v1", tags=["proceedings"])


class ScoresQuery(AxesQuery):
    """Of which half-year."""

    half: Half | None = Field(None, description="`2026-H1`; that of `as_of` if left out.")


class EntriesQuery(ScoresQuery):
    """Of which ledger."""

    unit: Code | None = Field(None, description="Of this unit's ledger.")
    person: Code | None = Field(None, description="Of this official's ledger.")


class ScoreItem(BaseModel):
    """One ledger: the base and the points of its entries make the score."""

    unit: str | None
    person: str | None
    half: str
    base: int
    entries: int
    points: float
    score: float
    settled: float | None = Field(
        description="the total that the settlement of the half-year froze, with what it counted itself,"
        " such as late answers by rate; null before there is one"
    )


class ScoresAnswer(OnAxes):
    """Units first, by their codes."""

    items: list[ScoreItem]


class EntryItem(BaseModel):
    """Points in a ledger, with the event and the rule they stand on."""

    ledger: str = Field(description="the ledger's id as a proceeding")
    entry: int = Field(description="the log position of the entry, which names it")
    half: str = Field(
        description="in which half-year they count; what takes back points of a half-year that takes"
        " in none any more counts in a later one, so that a settlement never changes"
    )
    row: str
    rule: str
    points: float
    event: int | None = Field(description="the log position of the event it stands on")
    source: str | None = Field(description="the stream it stands on")
    reverses: int | None = Field(description="the entry that it takes back")
    share_of: str | None = Field(description="whose points a unit's entry is a share of")
    entered_at: datetime
    entered_by: str


class EntriesAnswer(OnAxes):
    """In the order of ledgers and of entry."""

    items: list[EntryItem]


class VerificationAnswer(BaseModel):
    """A frozen document held against the log."""

    period: str
    known_by: int = Field(description="the log position it was counted at")
    sha256: str = Field(description="of the frozen bytes")
    recounted: str = Field(description="of the same, counted from the log just now")
    same: bool


@router.get("/scores", summary="计分 · Scores of a half-year")
def list_scores(reader: Reader, query: Annotated[ScoresQuery, Query()]) -> ScoresAnswer:
    """Where every unit and official stands, as of any moment (M34)."""
    axes, found = scoring.standings(reader.app.queries, reader.actor, query.asked(), query.half)
    items = [
        ScoreItem(
            unit=each.unit,
            person=each.person,
            half=each.half,
            base=each.base,
            entries=each.entries,
            points=float(each.points),
            score=float(each.score),
            settled=None if each.settled is None else float(each.settled),
        )
        for each in found
    ]
    return noted(reader, "scores", ScoresAnswer(**axes_of(axes), items=items))


@router.get("/score-entries", summary="计分明细 · Entries of score ledgers")
def list_score_entries(reader: Reader, query: Annotated[EntriesQuery, Query()]) -> EntriesAnswer:
    """Every point with its event and its rule; a score is the base and the sum of these (M34)."""
    axes, found = scoring.entries(
        reader.app.queries, reader.actor, query.asked(), query.half, query.unit, query.person
    )
    items = [
        EntryItem(
            entry=each.position,
            points=float(each.points),
            **{
                name: getattr(each, name)
                for name in EntryItem.model_fields
                if name not in ("entry", "points")
            },
        )
        for each in found
    ]
    return noted(reader, "score-entries", EntriesAnswer(**axes_of(axes), items=items))


@router.get(
    "/proceedings/{proceeding}/document",
    summary="锁定文本 · The frozen document, byte for byte",
    response_class=Response,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
def show_document(proceeding: ProceedingReference, reader: Reader, _query: NoQueries) -> Response:
    """What a settlement or a periodic report froze, exactly: its SHA-256 is that on record."""
    found = documents.document(reader.app, reader.actor, proceeding_id(reader, proceeding))
    return Response(found, media_type="application/json")


@router.get("/proceedings/{proceeding}/verification", summary="复算核对 · Count it again")
def verify_document(
    proceeding: ProceedingReference, reader: Reader, _query: NoQueries
) -> VerificationAnswer:
    """The document's sum beside that of the same counted from the log once more."""
    found = documents.verify(reader.app, reader.actor, proceeding_id(reader, proceeding))
    return VerificationAnswer(
        period=found.period,
        known_by=found.known_by,
        sha256=found.sha256,
        recounted=found.recounted,
        same=found.same,
    )
