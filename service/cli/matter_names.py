"""A matter by the names people have for it."""

from uuid import UUID

from domain.errors import ConflictError
from domain.matter.errors import UnknownMatter
from projections.feedback_status import WantedMatters
from service.bootstrap import Application
from service.cli.running import LOCAL
from service.queries import Asked


class SeveralMatters(ConflictError):
    code = "several-matters"
    zh = "{matter} 在几个来源中都有。请用事项编号：{numbers}。"
    en = "Several sources have a {matter}. Use the matter's number: {numbers}."


def matter_named(app: Application, matter: str) -> str:
    """The id of a matter named by its number, its source's number, or its id.

    Raises UnknownMatter, SeveralMatters.
    """
    if not matter.isprintable():
        raise UnknownMatter(matter="?")
    found = app.queries.matters(LOCAL, Asked(), WantedMatters(reference=matter)).items
    if len(found) > 1:
        raise SeveralMatters(matter=matter, numbers=tuple(each.number for each in found))
    if found:
        return found[0].matter
    try:
        return str(UUID(matter))
    except ValueError as error:
        raise UnknownMatter(matter=matter) from error
