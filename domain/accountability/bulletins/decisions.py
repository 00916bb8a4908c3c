"""Publishing a bulletin, correcting it, withdrawing it (M33)."""

from collections.abc import Iterable, Iterator

from domain.accountability.bulletins.commands import (
    CorrectBulletin,
    PublishBulletin,
    WithdrawBulletin,
)
from domain.accountability.bulletins.errors import (
    DecisionNotServed,
    NobodyHeldYet,
    OwnBulletin,
)
from domain.accountability.bulletins.events import (
    BulletinCorrected,
    BulletinPublished,
    BulletinWithdrawn,
)
from domain.accountability.bulletins.state import Bulletin
from domain.accountability.cases.events import CaseToldOf
from domain.accountability.cases.state import Case
from domain.elsewhere import Elsewhere, Led
from domain.errors import UnknownUnit
from domain.proceedings.errors import UnknownProceeding
from domain.proceedings.kind import Decisions
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.supervision.inspections.decisions import refuse_untold
from domain.supervision.inspections.events import InspectionResultPublished
from domain.supervision.inspections.state import Inspection
from domain.vocabulary import BulletinTone
from domain.working_days import shanghai_day


def decide_publish(command: PublishBulletin, bulletin: Bulletin, situation: Situation) -> Led:
    """Make it public. Raises UnknownUnit, UnknownProceeding, NobodyHeldYet, DecisionNotServed,
    NotCarriedOut, ResultNotTold, OwnBulletin."""
    for unit in command.units:
        if unit not in situation.organisation.units:
            raise UnknownUnit(unit=unit)
    refuse = _refuse_own_line if command.tone is BulletinTone.PRAISE else _refuse_own
    refuse(command.units, situation)
    about = situation.proceeding(command.about) if command.about is not None else None
    if about is not None and not about.exists:
        raise UnknownProceeding(what=command.about)
    if isinstance(about, Case) and not about.held:
        raise NobodyHeldYet()
    if isinstance(about, Case) and about.served_by is None:
        raise DecisionNotServed(what=about.number)
    if isinstance(about, Inspection):
        refuse_untold(about)
    return (
        BulletinPublished(
            title=command.title,
            scope=command.scope,
            tone=command.tone,
            units=tuple(dict.fromkeys(command.units)),
            about=about.id if about is not None else None,
            office=situation.actor.unit,
            text=command.text,
        ),
        *_noted(about, bulletin.id),
    )


def _noted(about: Proceeding | None, bulletin: str) -> Iterator[Elsewhere]:
    """That what it tells of knows of it: a case, so that an appeal reaches it; an inspection, whose
    result is published by it."""
    if isinstance(about, Case):
        yield Elsewhere(about.id, CaseToldOf(bulletin=bulletin))
    elif isinstance(about, Inspection) and not about.published:
        where = "通报"
        yield Elsewhere(about.id, InspectionResultPublished(where=where, bulletin=bulletin))


def decide_correct(command: CorrectBulletin, bulletin: Bulletin, situation: Situation) -> Led:
    """Another text takes its place. Raises OwnBulletin."""
    _refuse_own_line(bulletin.named, situation)
    return (BulletinCorrected(text=command.text, reason=command.reason),)


def decide_withdraw(command: WithdrawBulletin, bulletin: Bulletin, situation: Situation) -> Led:
    """It holds no longer. Raises OwnBulletin."""
    _refuse_own_line(bulletin.named, situation)
    return (BulletinWithdrawn(reason=command.reason),)


def _refuse_own(units: Iterable[str], situation: Situation) -> None:
    own, organisation = situation.actor.unit, situation.organisation
    if own is not None and any(organisation.same_body(own, each) for each in units):
        raise OwnBulletin()


def _refuse_own_line(units: Iterable[str], situation: Situation) -> None:
    """Those above may blame in public; what is good for a unit they answer for, others do."""
    _refuse_own(units, situation)
    today = shanghai_day(situation.now)
    line = {e.person for each in units for e in situation.organisation.chain(each, today)}
    if situation.actor.person in line:
        raise OwnBulletin()


DECISIONS: Decisions = {
    PublishBulletin: decide_publish,
    CorrectBulletin: decide_correct,
    WithdrawBulletin: decide_withdraw,
}
