"""What somebody was shown. Each is a stream of its own, so that no reader waits for another.

None says what was read in the clear: neither the name, nor the contact, nor the words looked for.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from domain.envelope import Fact, Line, Moment, Personal

PREFIX = "reading-"
"""What the names of these streams begin with; a time-ordered id follows."""


class IdentityRevealed(Fact):
    """Somebody was shown who a complainant is.

    matter  its id
    shown   which of name and contact there were
    reason  what for, sealed under the complainant's own key
    """

    TYPE: ClassVar[str] = "reading.identity_revealed"

    matter: str
    shown: tuple[str, ...]
    reason: Personal


class PersonSearched(Fact):
    """Somebody looked for a complainant's matters.

    by     by what: ``contact``
    mark   a keyed hash of what was looked for: the same again has the same, nobody computes it back
    found  how many matters were shown
    """

    TYPE: ClassVar[str] = "reading.person_searched"

    by: str
    mark: str
    found: int
    reason: Line


class ListExported(Fact):
    """Somebody took a list away as a file.

    list     which list, as its address has it
    form     csv or xlsx
    filters  what it was narrowed by; words searched for stand there as a keyed hash
    rows     how many rows the file has
    as_of, known_by  the axes it was made on
    digest   SHA-256 of the file, by which a copy that turns up somewhere is known again
    """

    TYPE: ClassVar[str] = "reading.list_exported"

    list: Line
    form: Line
    filters: Mapping[str, Any]
    rows: int
    as_of: Moment
    known_by: int
    digest: str


class DossierTaken(Fact):
    """Somebody took a matter's evidence dossier away.

    matter  its id
    size    of the checkpoint that it stands on
    events  how many events it has
    digest  SHA-256 of the archive, by which a copy that turns up somewhere is known again
    """

    TYPE: ClassVar[str] = "reading.dossier_taken"

    matter: str
    size: int
    events: int
    digest: str


FACTS: tuple[type[Fact], ...] = (IdentityRevealed, PersonSearched, ListExported, DossierTaken)
