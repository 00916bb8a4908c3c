"""Matters and proceedings by the names people have for them."""

from uuid import UUID

from domain.envelope import Command
from domain.errors import ConflictError
from domain.kinds import kind_of
from domain.matter.errors import UnknownMatter
from domain.proceedings.errors import UnknownProceeding
from projections.feedback_status import WantedMatters
from service.api.references import OF_PROCEEDING
from service.asking import Asked
from service.bootstrap import Application
from service.cli.running import LOCAL


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


def names_proceeding(name: str) -> bool:
    """Whether a name is a proceeding's number or id, rather than a matter's."""
    return kind_of(name) is not None or OF_PROCEEDING.fullmatch(name) is not None


def proceeding_named(app: Application, proceeding: str) -> str:
    """The id of a proceeding named by its number or its id. Raises UnknownProceeding."""
    if not proceeding.isprintable():
        raise UnknownProceeding(what="?")
    stream = proceeding if kind_of(proceeding) else app.log.stream_of_number(proceeding)
    if stream is None or kind_of(stream) is None:
        raise UnknownProceeding(what=proceeding)
    return stream


def all_named(app: Application, command: Command) -> Command:
    """The command with every other matter and proceeding that it names named by its id."""
    update = {}
    if command.OTHER and (other := getattr(command, command.OTHER)) is not None:
        update[command.OTHER] = matter_named(app, other)
    for field in command.PROCEEDINGS:
        if (other := getattr(command, field)) is not None:
            update[field] = proceeding_named(app, other)
    return command.model_copy(update=update) if update else command
