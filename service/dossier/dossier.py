"""Dossiers: everything about one matter that a third party needs to check it without this program."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from domain.codec import decode
from domain.envelope import Actor, Recorded
from domain.kinds import fold
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.reading.events import DossierTaken
from service.access import permissions
from service.asking import Asked
from service.dossier import pack
from service.dossier.related import BASIS, Related, Relation
from service.dossier.report import Life, Report, render
from service.event_log.reading import LogReader
from service.ids import time_ordered_id
from service.proof.errors import NoCheckpoint
from service.proof.leaf import Row
from service.proof.merkle import inclusion_proofs
from service.proof.proof import Proof
from service.proof.store import Signed
from service.queries import Queries
from service.reading.acts import ReadingActs
from service.reference import Reference
from service.texts import OpenTexts
from service.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as it is handed out: the matter's number, the checkpoint's size, the archive."""

    number: str
    size: int
    archive: bytes


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The lives that belong together with why they do, and all events, up to a position."""

    streams: dict[str, Relation]
    rows: list[Row]

    @property
    def last(self) -> int:
        return self.rows[-1].position


class Dossiers:
    """Makes the dossiers of one jurisdiction."""

    def __init__(
        self,
        log: LogReader,
        proof: Proof,
        queries: Queries,
        reference: Reference,
        vault: Vault,
        acts: ReadingActs,
    ) -> None:
        self._acts = acts
        self._log = log
        self._proof = proof
        self._queries = queries
        self._reference = reference
        self._vault = vault
        self._related = Related(log, queries)

    def make(self, actor: Actor, matter: str) -> Dossier:
        """The dossier of a matter, by its id, with what the asker may know of; that it was taken is
        on record before it is handed out.

        Every dossier is made here and nowhere else. The events are sealed first where they are not
        yet in a checkpoint; of those that they are in, the first that a witness has signed is taken.

        Raises NotPermitted, NotYourMatter, what ``Sealer.seal`` raises, DatabaseUnavailable.
        """
        permissions.scope(actor, "read", "dossier")
        self._queries.timeline(actor, Asked(), matter)
        head = self._log.head()
        gathered = self._gather(actor, matter, head)
        signed = self._proof.store.covering(gathered.last) or self._proof.sealer.seal()
        if signed is None:
            raise NoCheckpoint()
        size = signed.checkpoint.size
        if size > head:
            gathered = self._gather(actor, matter, size)
        report = self._report(actor, matter, gathered, signed)
        rows = gathered.rows
        at = [row.position for row in rows]
        paths = inclusion_proofs([each - 1 for each in at], size, self._proof.store.load)
        files = pack.contents(
            rows, dict(zip(at, paths, strict=True)), size, str(signed.note), render(report)
        )
        signer = self._proof.keyring.signer_for(size)
        about = self._about(report, gathered, signed)
        archive = pack.archive(pack.signed(files, about, signer))
        taken = DossierTaken(
            matter=matter, size=size, events=len(rows), digest=sha256(archive).hexdigest()
        )
        self._acts.record(taken, actor, time_ordered_id())
        return Dossier(report.number, size, archive)

    def _gather(self, actor: Actor, matter: str, up_to: int) -> _Gathered:
        streams = self._related.find(actor, matter, up_to)
        return _Gathered(streams, self._proof.store.events_of([*streams, *BASIS], up_to))

    def _about(self, report: Report, gathered: _Gathered, signed: Signed) -> dict[str, Any]:
        """What the manifest says besides the files."""
        versions: dict[str, int] = {}
        for row in gathered.rows:
            versions[row.stream] = versions.get(row.stream, 0) + 1
        return {
            "origin": signed.checkpoint.origin,
            "size": signed.checkpoint.size,
            "number": report.number,
            "asked_by": {"person": report.actor.person, "role": report.actor.role.value},
            "as_of": report.as_of.isoformat(),
            "rulebooks": list(report.rulebooks),
            "calendars": list(report.calendars),
            "relations": {stream: how.value for stream, how in gathered.streams.items()},
            "streams": versions,
            "witnesses": self._proof.store.witnesses_of(signed.checkpoint.size),
        }

    def _report(self, actor: Actor, matter: str, gathered: _Gathered, signed: Signed) -> Report:
        self._reference.refresh()
        histories: dict[str, list[Recorded]] = {stream: [] for stream in gathered.streams}
        for each in self._log.streams(gathered.streams, gathered.last):
            histories[each.stream].append(decode(each))
        everything = [each for history in histories.values() for each in history]
        itself = fold(matter_stream(matter), histories[matter_stream(matter)])
        if not isinstance(itself, Matter):
            raise permissions.NotYourMatter()
        return Report(
            number=itself.number or "",
            actor=actor,
            as_of=max(signed.at, *(each.recorded_at for each in everything)),
            signed=signed,
            lives=tuple(
                Life(stream, how, fold(stream, histories[stream]), histories[stream])
                for stream, how in gathered.streams.items()
            ),
            rulebooks=tuple(self._reference.rulebooks()),
            calendars=tuple(self._reference.calendars()),
            texts=OpenTexts(self._vault, actor),
        )
