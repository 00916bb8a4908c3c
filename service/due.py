"""A step of the program's own that is due."""

from datetime import datetime
from typing import NamedTuple

from domain.envelope import Command


class Due(NamedTuple):
    """A step that is due since a moment: of which matter or proceeding, by its id, and the key that
    makes a repeat recognisable. A command that opens a proceeding names its stream."""

    at: datetime
    subject: str
    key: str
    command: Command
