"""Searching what was written in matters: the pairs find candidates, opening them makes sure.

Work is bounded: a page looks at no more than ``MOST_EXAMINED`` candidates and may then be short,
with a cursor that leads on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.envelope import Actor
from domain.vocabulary import ReadingKind
from projections.asking import Page, cursor
from projections.feedback_status import ALL, MatterStatus, WantedMatters
from projections.text_form import excerpt, windows, words_of
from projections.text_search import Candidate
from service.asking import Asked
from service.queries import Queries
from service.reading.marks import mark_of
from service.reading.protected import grounds_of_list
from service.reading.read_log import Read, ReadLog
from service.vault.vault import Vault

FEWEST_AT_ONCE, MOST_EXAMINED = 50, 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter in which something was found: in which event, and what stands around it."""

    status: MatterStatus
    position: int
    kind: str
    snippet: str


class Searching:
    """Finds matters by what was written in them, for whoever may know of them and read texts."""

    def __init__(self, queries: Queries, vault: Vault, read_log: ReadLog) -> None:
        self._queries = queries
        self._vault = vault
        self._read_log = read_log

    def search(
        self, actor: Actor, asked: Asked, text: str, wanted: WantedMatters = ALL
    ) -> Page[Hit]:
        """Matters with a text in which each word of ``text`` stands, by receipt; that they were
        looked for is kept.

        Raises WordTooShort, NotPermitted for those who may not read texts.
        """
        page = self._search(actor, asked, text, wanted)
        read = Read(
            ReadingKind.LIST,
            actor,
            grounds_of_list(actor, shows_texts=True),
            list_name="search",
            mark=mark_of(self._vault, text),
            found=len(page.items),
            as_of=page.axes.as_of,
            known_by=page.axes.known_by,
        )
        self._read_log.note(read)
        return page

    def _search(self, actor: Actor, asked: Asked, text: str, wanted: WantedMatters) -> Page[Hit]:
        words = words_of(text)
        pairs = {pair for word in words for pair in windows(word)}
        grams = sorted({self._vault.pair_number(pair) for pair in pairs})
        chunk = replace(asked, limit=max(asked.limit, FEWEST_AT_ONCE))
        found: list[Hit] = []
        examined = 0
        while True:
            page, mark = self._queries.candidates(actor, chunk, words, grams, wanted)
            for hit in self._hits(page.items, words):
                if len(found) == asked.limit:
                    last = found[-1].status
                    key = (last.received_at, last.matter)
                    return Page(found, page.axes, cursor(page.axes, mark, key))
                found.append(hit)
            examined += len(page.items)
            if page.next is None or len(found) == asked.limit or examined >= MOST_EXAMINED:
                return Page(found, page.axes, page.next)
            chunk = replace(chunk, after=page.next)

    def _hits(self, candidates: Sequence[Candidate], words: tuple[str, ...]) -> list[Hit]:
        """Those of the candidates in which the words do stand, each with the first such text."""
        opened = iter(
            self._vault.open_all([text.sealed for each in candidates for text in each.texts])
        )
        hits = []
        for each in candidates:
            # Each text of the candidate is taken from the opened ones, whether wanted or not.
            shown = [(text, next(opened)) for text in each.texts]
            for text, content in shown:
                snippet = excerpt(content, words) if content is not None else None
                if snippet is not None:
                    hits.append(Hit(each.status, text.position, text.kind, snippet))
                    break
        return hits
