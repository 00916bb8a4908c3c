"""A pledge from its registration to its being verified (M36)."""

from domain.assessment.pledges.commands import (
    PublishPledge,
    RegisterPledge,
    ReportPledge,
    VerifyPledge,
)
from domain.assessment.pledges.errors import (
    DueInThePast,
    NothingReported,
    NotPublishedYet,
    OwnPledge,
    PledgeForOthers,
)
from domain.assessment.pledges.events import (
    PledgePublished,
    PledgeRegistered,
    PledgeReported,
    PledgeVerified,
)
from domain.assessment.pledges.state import Pledge
from domain.elsewhere import Led
from domain.errors import UnknownUnit
from domain.obligations import Obligation
from domain.organisation.offices import deciding_office
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Duty
from domain.working_days import shanghai_day


def decide_register(command: RegisterPledge, _pledge: Pledge, situation: Situation) -> Led:
    """Promise something for one's own unit, or for one that one answers for.

    Raises UnknownUnit, PledgeForOthers, DueInThePast.
    """
    actor, organisation = situation.actor, situation.organisation
    today = shanghai_day(situation.now)
    if command.unit not in organisation.units:
        raise UnknownUnit(unit=command.unit)
    own = actor.unit is not None and organisation.same_body(actor.unit, command.unit)
    if not own and not organisation.answers_for(actor.person, command.unit, today):
        raise PledgeForOthers(unit=command.unit)
    if command.due_on < today:
        raise DueInThePast(on=command.due_on.isoformat())
    return (
        PledgeRegistered(
            title=command.title,
            unit=command.unit,
            person=actor.person,
            measure=command.measure,
            due_on=command.due_on,
            text=command.text,
            published_by=deciding_office(organisation, command.unit),
            publish_by=situation.rules.deadline("pledge_published", situation.now),
            keep_by=situation.rules.on_date("pledge_kept", command.due_on, situation.now),
        ),
    )


def decide_publish(command: PublishPledge, pledge: Pledge, _situation: Situation) -> Led:
    """Say where a pledge can be read, once."""
    return () if pledge.where is not None else (PledgePublished(where=command.where),)


def decide_report(command: ReportPledge, pledge: Pledge, situation: Situation) -> Led:
    """Report how it was kept; an office outside verifies that. Raises NotPublishedYet."""
    if pledge.where is None:
        raise NotPublishedYet()
    if pledge.reported:
        return ()
    return (
        PledgeReported(
            text=command.text,
            evidence=command.evidence,
            verified_by=deciding_office(situation.organisation, pledge.unit),
            verify_by=situation.rules.deadline("pledge_verified", situation.now),
        ),
    )


def decide_verify(command: VerifyPledge, pledge: Pledge, situation: Situation) -> Led:
    """Find whether it was kept. What was not is owed again: by its own day or, where that has come,
    by the end of the next working day. Raises NothingReported, OwnPledge."""
    if not pledge.reported:
        raise NothingReported()
    _refuse_own(pledge, situation)
    owed = pledge.obligation(Duty.PLEDGE_KEPT)
    again = None
    if not command.kept and owed is not None:
        again = situation.rules_of(owed.deadline).not_at_once(owed.deadline, situation.now)
    return (
        PledgeVerified(
            kept=command.kept,
            text=command.text,
            unit=pledge.unit,
            person=pledge.person,
            keep_by=again,
        ),
    )


def _refuse_own(pledge: Pledge, situation: Situation) -> None:
    actor, organisation = situation.actor, situation.organisation
    chain = organisation.chain(pledge.unit or "", shanghai_day(situation.now))
    line = {*pledge.persons, *(each.person for each in chain)}
    same = actor.unit and pledge.unit and organisation.same_body(actor.unit, pledge.unit)
    if same or actor.person in line:
        raise OwnPledge()


def refuse_non_leader(
    successor: str, pledge: Pledge, _owed: Obligation, situation: Situation
) -> None:
    """What was promised to the public for a unit is kept by whoever leads it next. Raises
    PledgeForOthers."""
    today, unit = shanghai_day(situation.now), pledge.unit or ""
    if not situation.organisation.answers_for(successor, unit, today):
        raise PledgeForOthers(unit=unit)


DECISIONS: Decisions = {
    RegisterPledge: decide_register,
    PublishPledge: decide_publish,
    ReportPledge: decide_report,
    VerifyPledge: decide_verify,
}
