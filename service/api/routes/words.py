"""Every term of the API with its label in Chinese and English."""

import re

from fastapi import APIRouter
from pydantic import BaseModel

import domain.vocabulary
from domain.day_arrangement import DayKind
from domain.vocabulary import Term
from projections.worklist import Pile
from service.api.callers import NoQueries, Reader
from service.outbox.box import OutboxState

router = APIRouter(prefix="/v1", tags=["vocabulary"])

VOCABULARIES: tuple[type[Term], ...] = (
    *(
        each
        for each in vars(domain.vocabulary).values()
        if isinstance(each, type) and issubclass(each, Term) and each is not Term
    ),
    DayKind,
    Pile,
    OutboxState,
)


class WordAnswer(BaseModel):
    """One term, as it is sent and filtered by, and what people call it."""

    term: str
    zh: str
    en: str
    label: str


class VocabularyAnswer(BaseModel):
    """All terms by what they are terms of, e.g. `channel`."""

    vocabularies: dict[str, list[WordAnswer]]


@router.get("/vocabulary", summary="词汇 · Terms and their labels")
def show_vocabulary(reader: Reader, _query: NoQueries) -> VocabularyAnswer:
    """Every term that the API sends or takes, with its label in both languages."""
    return VocabularyAnswer(
        vocabularies={
            _name(each): [
                WordAnswer(
                    term=term.value, zh=term.zh, en=term.label("en"), label=reader.label(term)
                )
                for term in each
            ]
            for each in VOCABULARIES
        }
    )


def _name(vocabulary: type[Term]) -> str:
    """``FeedbackState`` as ``feedback_state``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", vocabulary.__name__).lower()
