"""Whether what is to be imposed is lawful: for whom, how grave, by whom, how long, and not twice
(M32), all by the rows of the rulebook."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from domain.accountability.cases.commands import Imposing
from domain.accountability.cases.legality_errors import (
    AlreadyPunished,
    AuthorityNotYours,
    BasisUnfit,
    FormNotForSubject,
    FormUnfitForGravity,
    HeaviestGoverns,
    NoSuchSubject,
    NotCompetent,
    PeriodTooLong,
    PeriodUnfit,
)
from domain.accountability.cases.state import Case
from domain.accountability.forms import FormRow, row_of
from domain.accountability.measures import Imposed
from domain.accountability.records.state import SubjectRecord, record_stream
from domain.situation import Situation
from domain.vocabulary import AppealBasis, Authority, Role, SubjectKind, UnitKind
from domain.working_days import shanghai_day

Records = Mapping[SubjectKind, SubjectRecord]


def records_of(case: Case, situation: Situation) -> Records:
    """The records of the case's subjects, as they stand."""
    found: dict[SubjectKind, SubjectRecord] = {}
    for kind, who in case.subjects.items():
        stream = record_stream(kind, who)
        record = situation.proceeding(stream)
        found[kind] = record if isinstance(record, SubjectRecord) else SubjectRecord(id=stream)
    return found


def refuse_foreign_authority(
    authority: Authority, basis: AppealBasis, document: str | None, situation: Situation
) -> None:
    """What a supervisory organ decided is recorded by its document, and appealed against there.

    Raises AuthorityNotYours where the actor cannot decide in that name, BasisUnfit.
    """
    if (basis is AppealBasis.SUPERVISORY) != (authority is Authority.SUPERVISORY_ORGAN):
        raise BasisUnfit()
    actor, units = situation.actor, situation.organisation.units
    unit = units.get(actor.unit or "")
    office = unit is not None and unit.kind is UnitKind.EFFICIENCY_OFFICE
    own = {
        Authority.EFFICIENCY_OFFICE: office,
        Authority.COMPETENT_UNIT: actor.role is Role.LEADER,
        Authority.APPOINTING_BODY: actor.role is Role.LEADER,
        Authority.SUPERVISORY_ORGAN: document is not None,
    }
    if not own[authority]:
        raise AuthorityNotYours(what=authority)


def imposed(
    asked: Iterable[Imposing],
    case: Case,
    authority: Authority,
    records: Records,
    situation: Situation,
) -> tuple[Imposed, ...]:
    """What is imposed, each form checked against its row; the order as asked.

    Raises NoSuchSubject, FormNotForSubject, FormUnfitForGravity, NotCompetent, PeriodUnfit,
    PeriodTooLong, HeaviestGoverns, AlreadyPunished.
    """
    made = tuple(_imposed(each, case, authority, situation) for each in dict.fromkeys(asked))
    _refuse_several_of_a_series(made)
    today = shanghai_day(situation.now)
    for each in made:
        _refuse_twice(each, case, records[each.subject], today, situation)
    return made


def _imposed(asked: Imposing, case: Case, authority: Authority, situation: Situation) -> Imposed:
    who = case.subjects.get(asked.subject)
    if who is None:
        raise NoSuchSubject(what=asked.subject)
    rulebook = situation.rules.rulebook
    row = row_of(rulebook.forms, asked.form)
    if row is None or asked.subject not in row.subjects:
        fit = (each.form for each in rulebook.forms if asked.subject in each.subjects)
        raise FormNotForSubject(what=asked.form, allowed=tuple(fit))
    if case.gravity not in row.gravities:
        fit = (
            each.form
            for each in rulebook.forms
            if asked.subject in each.subjects and case.gravity in each.gravities
        )
        raise FormUnfitForGravity(what=asked.form, allowed=tuple(fit))
    if authority not in row.authorities:
        raise NotCompetent(what=asked.form, allowed=row.authorities)
    if not row.fits(asked.months):
        shortest, longest = row.months
        span = str(shortest) if shortest == longest else f"{shortest}-{longest}"
        raise PeriodUnfit(what=asked.form, allowed=span)
    return Imposed(
        form=asked.form,
        subject=asked.subject,
        who=who,
        series=row.series,
        rank=row.rank,
        months=asked.months,
        until=_last_day(asked.months, situation),
        row=f"{rulebook.id} forms.{_place(row, rulebook.forms)}",
    )


def _place(row: FormRow, forms: tuple[FormRow, ...]) -> int:
    return forms.index(row) + 1


def _last_day(months: int, situation: Situation) -> date | None:
    """The last day of a period that begins on the day of the decision."""
    if months == 0:
        return None
    ends = situation.rules.calendar.add_months(situation.now, months, roll=False).at
    return shanghai_day(ends) - timedelta(days=1)


def _refuse_several_of_a_series(made: tuple[Imposed, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for each in made:
        if (each.series, each.who) in seen:
            raise HeaviestGoverns()
        seen.add((each.series, each.who))


def _refuse_twice(
    made: Imposed, case: Case, record: SubjectRecord, today: date, situation: Situation
) -> None:
    for earlier in record.imposed_for(case.facts, case.id):
        if earlier.series == made.series:
            raise AlreadyPunished(what=earlier.form)
    most = situation.rules.rulebook.accountability.most_months
    if made.months and record.months_left(made.series, today, case.id) + made.months > most:
        raise PeriodTooLong(maximum=most)
