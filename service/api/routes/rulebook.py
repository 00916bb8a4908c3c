"""The rulebook in force: every limit, with its source."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from domain.errors import NotFoundError
from domain.rulebook import Rulebook
from domain.rules import in_force
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.callers import Reader

router = APIRouter(prefix="/v1", tags=["rulebook"])


class NoRulebook(NotFoundError):
    code = "no-rulebook"
    zh = "所查时点尚未通过任何规则。请改查较晚的时点。"
    en = "No rulebook had been adopted at the moment asked about. Ask about a later one."


class RulebookAnswer(OnAxes):
    """The rulebook in force on the axes, whole."""

    rulebook: str = Field(description="name and version, as obligations record it")
    adopted: list[str] = Field(description="every rulebook adopted, in that order")
    content: Rulebook


@router.get("/rulebook", summary="规则 · The rulebook in force")
def show_rulebook(reader: Reader, query: Annotated[AxesQuery, Query()]) -> RulebookAnswer:
    """Time limits as data, each with where it comes from."""
    axes, adopted = reader.app.queries.rulebooks(reader.actor, query.asked())
    rulebook = in_force(adopted, axes.as_of)
    if rulebook is None:
        raise NoRulebook()
    ids = [each.id for each in adopted]
    return RulebookAnswer(**axes_of(axes), rulebook=rulebook.id, adopted=ids, content=rulebook)
