"""What the calendar alone sets off: each efficiency office's undercover inspection of a month (M22), and
what is owed for a period that has ended: its settlement, its report (M34, M38)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time

from domain.assessment.period_duties.commands import OpenPeriodDuty
from domain.assessment.period_duties.decisions import PREFIX as PERIOD_DUTY
from domain.assessment.period_duties.decisions import natural_key as of_period
from domain.assessment.periods import ended, span_of
from domain.matter.rounds.periods import periods_between
from domain.organisation.state import Organisation
from domain.rulebook import Rulebook
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.inspection_duties.decisions import PREFIX, natural_key
from domain.vocabulary import Cadence, UnitKind
from domain.working_days import SHANGHAI
from service.due import Due


def period_duties(rulebook: Rulebook, since: datetime, now: datetime) -> Iterator[Due]:
    """The duties of the periods that ended since a moment: that from which this program knew."""
    for rule in rulebook.period_duties:
        for period in ended(rule.every, since, now):
            key = of_period(rule.duty, period)
            command = OpenPeriodDuty(duty=rule.duty, period=period)
            yield Due(span_of(period).until, f"{PERIOD_DUTY}{key}", f"period-duty:{key}", command)


def inspection_duties(
    organisation: Organisation, opened: Mapping[str, Collection[str]], today: date
) -> Iterator[Due]:
    """The months whose duty is not on record yet: this one, and those that passed meanwhile.

    opened  by office, the months of which there is one. An office without any begins with this
            month: nothing is owed for a time before this program knew of it.
    """
    for office in organisation.units.values():
        if office.kind is not UnitKind.EFFICIENCY_OFFICE:
            continue
        known = opened.get(office.code, ())
        since = date.fromisoformat(f"{min(known)}-01") if known else today
        for month in periods_between(Cadence.MONTHLY, since, today):
            if month.name not in known and (office.since or month.last) <= month.last:
                key = natural_key(office.code, month.name)
                begins = datetime.combine(month.first, time.min, SHANGHAI)
                command = OpenInspectionDuty(office=office.code, month=month.name)
                yield Due(begins, f"{PREFIX}{key}", f"inspection-duty:{key}", command)
