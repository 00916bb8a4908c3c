"""The organisation: units in a tree, posts, who holds them, who answers for what."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, Field

from domain.envelope import Code, Command
from domain.organisation.commands import COMMANDS
from domain.organisation.state import Organisation
from domain.vocabulary import PostRank, UnitKind
from domain.working_days import SHANGHAI
from service.api.asking import AxesQuery, OnAxes, axes_of
from service.api.bodies import body_of
from service.api.callers import Caller, Changer, NoQueries, Reader
from service.api.openapi import operation
from service.api.refusals import NoSuchUnit
from service.api.routes.written import OrganisationWritten, organisation_written

router = APIRouter(prefix="/v1/organisation", tags=["organisation"])


class UnitAnswer(BaseModel):
    """A unit and its place in the tree."""

    unit: str
    name: str
    kind: UnitKind
    kind_label: str
    parent: str | None
    since: date | None


class TermAnswer(BaseModel):
    """One official's time in a post."""

    person: str
    name: str
    since: date
    until: date | None = Field(description="the last day; null while it lasts")


class PostAnswer(BaseModel):
    """A post, who holds it on the day asked about, and everybody who has."""

    post: str
    unit: str
    title: str
    rank: PostRank
    rank_label: str
    held_by: str | None
    terms: list[TermAnswer]


class PortfolioAnswer(BaseModel):
    """Units that the holder of a post is in charge of (分管)."""

    post: str
    units: list[str]
    since: date
    until: date | None


class OrganisationAnswer(OnAxes):
    """The organisation on the axes."""

    version: int
    units: list[UnitAnswer]
    posts: list[PostAnswer]
    portfolios: list[PortfolioAnswer]


class LinkAnswer(BaseModel):
    """One place in the responsibility chain; `person` is null where the post is vacant."""

    rank: PostRank
    rank_label: str
    unit: str
    post: str
    title: str
    person: str | None
    name: str | None


class ChainAnswer(OnAxes):
    """Who answers for a unit on a day, in order."""

    unit: str
    on: date
    chain: list[LinkAnswer]


class ChainQuery(AxesQuery):
    """On which day."""

    on: date | None = Field(
        None, description="The day; that of `as_of` if left out.", examples=["2026-03-02"]
    )


@router.get("", summary="组织机构 · The organisation")
def show_organisation(
    reader: Reader, query: Annotated[AxesQuery, Query()], response: Response
) -> OrganisationAnswer:
    """Units in a tree, posts with their holders, and portfolios, as they stood."""
    axes, state = reader.app.queries.organisation(reader.actor, query.asked())
    response.headers["ETag"] = f'"{state.version}"'
    return OrganisationAnswer(
        **axes_of(axes),
        version=state.version,
        units=[
            UnitAnswer(
                unit=each.code,
                name=each.name,
                kind=each.kind,
                kind_label=reader.label(each.kind),
                parent=each.parent,
                since=each.since,
            )
            for each in state.units.values()
        ],
        posts=_posts(reader, state, axes.as_of.astimezone(SHANGHAI).date()),
        portfolios=[
            PortfolioAnswer(
                post=each.post, units=list(each.units), since=each.since, until=each.until
            )
            for each in state.portfolios
        ],
    )


@router.get("/units/{unit}/chain", summary="责任链 · The responsibility chain")
def show_chain(
    unit: Annotated[Code, Path(description="The unit's code.", examples=["housing"])],
    reader: Reader,
    query: Annotated[ChainQuery, Query()],
) -> ChainAnswer:
    """Who answers for a unit on a day: the leader in charge first, then chiefs upwards (M09)."""
    axes, state = reader.app.queries.organisation(reader.actor, query.asked())
    if unit not in state.units:
        raise NoSuchUnit()
    on = query.on or axes.as_of.astimezone(SHANGHAI).date()
    links = [
        LinkAnswer(
            rank=each.rank,
            rank_label=reader.label(each.rank),
            unit=each.unit,
            post=each.post,
            title=each.title,
            person=each.person,
            name=each.name,
        )
        for each in state.chain(unit, on)
    ]
    return ChainAnswer(**axes_of(axes), unit=unit, on=on, chain=links)


def _posts(caller: Caller, state: Organisation, on: date) -> list[PostAnswer]:
    answers = []
    for post in state.posts.values():
        holder = state.holder(post.code, on)
        terms = [
            TermAnswer(person=each.person, name=each.name, since=each.since, until=each.until)
            for each in state.terms
            if each.post == post.code
        ]
        answers.append(
            PostAnswer(
                post=post.code,
                unit=post.unit,
                title=post.title,
                rank=post.rank,
                rank_label=caller.label(post.rank),
                held_by=holder.person if holder else None,
                terms=terms,
            )
        )
    return answers


def _endpoint(command_class: type[Command]) -> Callable[..., OrganisationWritten]:
    def carry_out(
        changer: Changer,
        command: Annotated[Command, Depends(body_of(command_class))],
        _query: NoQueries,
        response: Response,
    ) -> OrganisationWritten:
        done = changer.app.handler.organisation(
            command, changer.actor, changer.key, changer.if_match
        )
        return organisation_written(done, response)

    return carry_out


for _command in COMMANDS:
    router.add_api_route(
        f"/{_command.ACTION}",
        _endpoint(_command),
        **operation(_command, "organisation_"),
    )
