"""Which streams belong in a dossier: what the matter hangs together with, and what its dates rest on."""

from collections.abc import Iterable, Iterator

from domain.calendar_events import STREAM as CALENDAR
from domain.codec import decode
from domain.envelope import Actor, Recorded
from domain.kinds import Life, fold, kind_of, life_id, stream_of
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.organisation.state import STREAM as ORGANISATION
from domain.proof_events import STREAM as PROOF
from domain.rulebook_events import STREAM as RULEBOOK
from domain.verdicts.events import BreachFound
from domain.vocabulary import ProceedingKind, Term
from projections.proceeding_register import WantedProceedings
from service.asking import Asked
from service.event_log.reading import LogReader
from service.queries import Queries

BASIS = (ORGANISATION, RULEBOOK, CALENDAR, PROOF)
"""Units and posts, rulebooks, notices, and changes of the key that signs: each stream whole."""


LEDGERS = frozenset({ProceedingKind.SCORE, ProceedingKind.WATCH, ProceedingKind.SETTLEMENT})
"""Kept about a unit or an official, over many matters: in the dossier of one they would show the others."""


class Relation(Term):
    """Why a stream is in a dossier."""

    ITSELF = "itself", "本事项"
    WHOLE_OR_PART = "whole_or_part", "所属原件或分办件"
    TOGETHER = "handled_together", "并案事项"
    REPEAT = "repeat", "重复事项"
    PROCEEDING = "proceeding", "相关事务"


class Related:
    """Finds what belongs to a matter, as far as the asker may know of it.

    Each method raises DatabaseUnavailable.
    """

    def __init__(self, log: LogReader, queries: Queries) -> None:
        self._log = log
        self._queries = queries

    def find(self, actor: Actor, matter: str, up_to: int) -> dict[str, Relation]:
        """The streams of matters and proceedings that hang together with a matter, by its id, and
        how. Proceedings are those that the lists have, and those that the events name.

        Wholes, parts and matters handled together are followed on; repeats are those of the matter
        itself, and proceedings those of every stream found.
        """
        found = {matter_stream(matter): Relation.ITSELF}
        waiting = list(found)
        while waiting:
            met: dict[str, Relation] = {}
            for stream in waiting:
                history = self._history(stream, up_to)
                life = fold(stream, history)
                for each, relation in _links(life, found[stream]):
                    met.setdefault(each, relation)
                for each in (*self._proceedings(actor, stream), *_leads(history)):
                    met.setdefault(each, Relation.PROCEEDING)
            new = {
                each: how for each, how in met.items() if each not in found and not _is_ledger(each)
            }
            hidden = self._queries.hidden(actor, new)
            waiting = [each for each in new if each not in hidden]
            found |= {each: new[each] for each in waiting}
        return found

    def _history(self, stream: str, up_to: int) -> list[Recorded]:
        return [decode(each) for each in self._log.stream(stream, up_to=up_to)]

    def _proceedings(self, actor: Actor, stream: str) -> Iterator[str]:
        """Those that name it, by its stream or by its id."""
        for link in dict.fromkeys((stream, life_id(stream))):
            wanted, cursor = WantedProceedings(link=link), None
            while True:
                page = self._queries.proceedings(actor, Asked(after=cursor, limit=1_000), wanted)
                yield from (each.proceeding for each in page.items)
                if (cursor := page.next) is None:
                    break


def _links(life: Life, how: Relation) -> Iterator[tuple[str, Relation]]:
    """The streams of other lives that a life names, and how they hang together with it."""
    if not isinstance(life, Matter):
        yield from ((each, Relation.PROCEEDING) for each in life.links if kind_of(each))
        return
    if how is Relation.REPEAT:
        return
    split, joined = life.splitting, life.joining
    for matter in (*filter(None, [split.whole]), *split.parts):
        yield matter_stream(matter), Relation.WHOLE_OR_PART
    for matter in (*filter(None, [joined.into]), *sorted(joined.here)):
        yield matter_stream(matter), Relation.TOGETHER
    if how is Relation.ITSELF:
        for matter in sorted(joined.repeats):
            yield matter_stream(matter), Relation.REPEAT


def _is_ledger(stream: str) -> bool:
    kind = kind_of(stream)
    return kind is not None and kind.name in LEDGERS


def _leads(history: Iterable[Recorded]) -> Iterator[str]:
    """The leads that verdicts opened."""
    for recorded in history:
        if isinstance(recorded.fact, BreachFound) and recorded.fact.lead is not None:
            yield stream_of(recorded.fact.lead)
