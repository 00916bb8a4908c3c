"""Frozen documents, byte for byte, and the same counted from the log once more."""

from dataclasses import dataclass

from domain.assessment.closing import settlement_stream
from domain.assessment.document import sum_of
from domain.assessment.periods import halves_of, is_year
from domain.assessment.reports.decisions import document_of
from domain.assessment.reports.state import PeriodicReport
from domain.assessment.settlements import decisions as settlements
from domain.assessment.settlements.state import Settlement
from domain.envelope import Actor
from domain.errors import NotFoundError
from service.asking import Asked
from service.bootstrap import Application


class NoDocument(NotFoundError):
    code = "no-document"
    zh = "该事务没有锁定的文本。请核对编号。"
    en = "This proceeding has no frozen document. Check the number."


@dataclass(frozen=True, slots=True)
class Verified:
    """A frozen document held against the log: its sum, and that of the same counted again now."""

    period: str
    known_by: int
    sha256: str
    recounted: str

    @property
    def same(self) -> bool:
        return self.sha256 == self.recounted


def document(app: Application, actor: Actor, stream: str) -> bytes:
    """The bytes that were frozen. Raises NotYourMatter, NoDocument."""
    return _frozen(app, actor, stream).document.encode()


def verify(app: Application, actor: Actor, stream: str) -> Verified:
    """Count again, at the same moment and position. Raises NotYourMatter, NoDocument."""
    frozen = _frozen(app, actor, stream)
    recounted = _again(app, actor, frozen)
    return Verified(frozen.period, frozen.known_by, sum_of(frozen.document), sum_of(recounted))


def _frozen(app: Application, actor: Actor, stream: str) -> Settlement | PeriodicReport:
    _, found = app.queries.proceeding(actor, Asked(), stream)
    if not isinstance(found, Settlement | PeriodicReport):
        raise NoDocument()
    return found


def _again(app: Application, actor: Actor, frozen: Settlement | PeriodicReport) -> str:
    if frozen.as_of is None:
        raise NoDocument()
    if isinstance(frozen, PeriodicReport):
        counted = app.counter.reported(frozen.period, frozen.as_of, frozen.known_by)
        return document_of(frozen.period, frozen.as_of, counted)
    rulebook = app.reference.rulebooks()[frozen.rulebook]
    halves = halves_of(frozen.period) if is_year(frozen.period) else ()
    found = [_frozen(app, actor, settlement_stream(each)) for each in halves]
    settled = [each for each in found if isinstance(each, Settlement)]
    return settlements.again(frozen, rulebook, app.counter, settled)
