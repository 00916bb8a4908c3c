"""Supervision in rounds: who sets it, when a round opens, who reports (M19)."""

from domain.envelope import Fact
from domain.matter.carried import in_charge, reporting_unit
from domain.matter.errors import NotTakenUp
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.rounds.commands import (
    OpenRound,
    PutUnderSupervision,
    ReleaseFromSupervision,
    ReportRound,
)
from domain.matter.rounds.errors import NoRoundOpen, NotUnderSupervision, SupervisesOneself
from domain.matter.rounds.events import (
    ReleasedFromSupervision,
    RoundOpened,
    RoundReported,
    SupervisionBegun,
)
from domain.matter.rounds.periods import period_of, periods_between
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty
from domain.working_days import shanghai_day


def decide_put(
    command: PutUnderSupervision, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Put a matter under supervision, or change its cadence.

    Raises NotTakenUp, SupervisesOneself.
    """
    if matter.only_imported:
        raise NotTakenUp()
    if not is_outsider(matter, situation):
        raise SupervisesOneself()
    if matter.rounds.cadence is command.cadence:
        return ()
    return (SupervisionBegun(cadence=command.cadence, reason=command.reason),)


def decide_release(
    command: ReleaseFromSupervision, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """End supervision; what was opened stays owed. Raises SupervisesOneself."""
    if matter.rounds.cadence is None:
        return ()
    if not is_outsider(matter, situation):
        raise SupervisesOneself()
    return (ReleasedFromSupervision(reason=command.reason),)


def decide_open(_command: OpenRound, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Open the round of the present period, once.

    Periods that passed without one (nobody was there to open it) are named in it, not owed: nobody
    can still report in them. Where little of the period is left, the report is due at the end of
    the next working day. Raises NotUnderSupervision.
    """
    rounds = matter.rounds
    if rounds.cadence is None:
        raise NotUnderSupervision()
    ended = matter.withdrawing.confirmed and not matter.about_conduct
    today = shanghai_day(situation.now)
    period = period_of(rounds.cadence, today)
    if ended or period.name in rounds.opened:
        return ()
    missed = [
        each.name
        for each in periods_between(rounds.cadence, min(rounds.since, today), today)[:-1]
        if each.name not in rounds.opened
    ]
    rules, owner = situation.rules, in_charge(matter)
    by = rules.on_date("round_report", period.last, situation.now)
    return (
        RoundOpened(
            cadence=rounds.cadence,
            period=period.name,
            first=period.first,
            last=period.last,
            missed=tuple(missed),
            unit=owner.unit,
            person=owner.person,
            report_by=rules.not_at_once(by, situation.now),
        ),
    )


def decide_report(command: ReportRound, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Report in a round, for whoever has the matter in charge.

    Raises NoRoundOpen, NotYoursToReport.
    """
    still = [e for e in matter.open_obligations() if e.key.duty is Duty.ROUND_REPORT]
    owed = next((e for e in still if command.period in (None, e.key.of)), None)
    if owed is None:
        raise NoRoundOpen(known=tuple(each.key.of for each in still) or "-")
    unit = reporting_unit(owed.owner, command.unit, situation)
    return (RoundReported(period=owed.key.of, unit=unit, text=command.text),)


DECISIONS: Decisions = {
    PutUnderSupervision: decide_put,
    ReleaseFromSupervision: decide_release,
    OpenRound: decide_open,
    ReportRound: decide_report,
}
