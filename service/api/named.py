"""Commands that name other matters or proceedings by number: named by their ids instead."""

from domain.envelope import Command
from domain.matter.stream import matter_stream
from service.api.callers import Caller
from service.api.references import matter_id, proceeding_id


def command(caller: Caller, asked: Command) -> Command:
    """The command with every other matter and proceeding that it names by number named by its id.

    Raises NotYourMatter.
    """
    update = {}
    if asked.OTHER and (other := getattr(asked, asked.OTHER)) is not None:
        update[asked.OTHER] = matter_id(caller, other)
    for field in asked.PROCEEDINGS:
        if (other := getattr(asked, field)) is not None:
            update[field] = proceeding_id(caller, other)
    return asked.model_copy(update=update) if update else asked


def stream_of_matter(caller: Caller, reference: str) -> str:
    """The stream of the matter that is meant. Raises NotYourMatter."""
    return matter_stream(matter_id(caller, reference))
