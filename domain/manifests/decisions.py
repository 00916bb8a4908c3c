"""What a manifest answers to a command: events, none (already so), or a broken rule."""

from datetime import datetime

from domain.envelope import Actor, Fact
from domain.manifests.commands import RecordManifest
from domain.manifests.errors import DayNotOver, ManifestOnRecord, TakenBackAlone
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.manifests.state import Manifest
from domain.working_days import shanghai_day


def decide_record(
    command: RecordManifest, manifest: Manifest | None, actor: Actor, now: datetime
) -> tuple[Fact, ...]:
    """Record the count of a day, or correct it with a reason.

    Raises DayNotOver; ManifestOnRecord (another count without a reason); TakenBackAlone (whoever
    recorded it cannot make it less: what is missing would no longer be).
    """
    if command.day >= shanghai_day(now):
        raise DayNotOver(on=command.day)
    said = command.model_dump(exclude={"reason"})
    if manifest is None:
        return (ManifestRecorded(**said),)
    if _same(command, manifest):
        return ()
    if command.reason is None:
        raise ManifestOnRecord(on=command.day, current=manifest.count)
    if _takes_back(command, manifest) and actor.person == manifest.by:
        raise TakenBackAlone(on=command.day, who=manifest.by)
    return (ManifestCorrected(**said, reason=command.reason),)


def _numbers(command: RecordManifest) -> frozenset[str] | None:
    return None if command.source_numbers is None else frozenset(command.source_numbers)


def _same(command: RecordManifest, manifest: Manifest) -> bool:
    before = (manifest.count, manifest.source_numbers, manifest.counted_by)
    return (command.count, _numbers(command), command.counted_by) == before


def _takes_back(command: RecordManifest, manifest: Manifest) -> bool:
    numbers = _numbers(command) or frozenset()
    return command.count < manifest.count or not numbers >= (manifest.source_numbers or frozenset())
