"""Appeals by legal basis; none suspends what was decided, and no author decides one (M32)."""

from collections.abc import Iterable, Iterator

from domain.accountability.bulletins.events import BulletinOverturned
from domain.accountability.cases.appeal_steps import steps_left, window
from domain.accountability.cases.deciding import entries
from domain.accountability.cases.events import CaseAppealDecided, CaseAppealed, CaseClosed
from domain.accountability.cases.following import closing
from domain.accountability.cases.following_commands import Appeal, DecideAppeal
from domain.accountability.cases.following_errors import (
    AppealMakesHeavier,
    AppealPending,
    AppealTooLate,
    AuthorDecidesAppeal,
    NoAppeal,
    NotDecidedSo,
)
from domain.accountability.cases.legality import imposed, records_of
from domain.accountability.cases.state import Case
from domain.accountability.leads.decisions import refuse_within_the_line
from domain.accountability.measures import Imposed
from domain.accountability.records.events import RecordReversed
from domain.elsewhere import Elsewhere, Led
from domain.organisation.offices import deciding_office
from domain.situation import Situation
from domain.vocabulary import AppealOutcome, Duty, SubjectKind

FALL_WITH_IT = frozenset(
    {Duty.DECISION_SERVED, Duty.MEASURE_EXECUTED, Duty.LIFTING, Duty.CONSEQUENCE_EXECUTED}
)


def decide_appeal(command: Appeal, case: Case, situation: Situation) -> Led:
    """Take an appeal in; a decision is owed on it, and nothing else changes.

    Raises NotDecidedSo, AppealPending, AppealTooLate.
    """
    if case.appealing:
        raise AppealPending()
    if case.served_at is None:
        raise NotDecidedSo()
    now, left = situation.now, steps_left(case)
    if not left or case.appeal_until is None or now >= case.appeal_until:
        raise AppealTooLate()
    return (
        CaseAppealed(
            duty=left[0],
            text=command.text,
            owed_by=_reviewer(case, situation),
            decide_by=situation.rules.deadline(left[0], now),
        ),
    )


def decide_on_appeal(command: DecideAppeal, case: Case, situation: Situation) -> Led:
    """Decide an appeal: what was decided holds, is made lighter, or is taken back.

    Raises NoAppeal, AuthorDecidesAppeal, WithinTheLine, AppealMakesHeavier, and what
    ``legality.imposed`` raises.
    """
    if not case.appealing:
        raise NoAppeal()
    actor, same_body = situation.actor, situation.organisation.same_body
    of_the_office = actor.unit and case.office and same_body(actor.unit, case.office)
    if actor.person in case.authors or of_the_office:
        raise AuthorDecidesAppeal()
    refuse_within_the_line(case, situation)
    duty, outcome, rules = case.appealed[-1], command.outcome, situation.rules
    left = steps_left(case)
    again = window(left[0]) if left else None
    decided = CaseAppealDecided(
        duty=duty,
        outcome=outcome,
        text=command.text,
        owed_by=case.office,
        again_by=rules.deadline(again, situation.now) if again is not None else None,
    )
    if outcome is AppealOutcome.UPHELD:
        if command.measures:
            raise AppealMakesHeavier()
        return (decided, *_closing(case, decided, situation))
    decided = decided.model_copy(update={"void": _void(case)})
    records = records_of(case, situation)
    reversals = tuple(
        Elsewhere(records[kind].id, RecordReversed(case=case.id))
        for kind in case.subjects
        if any(each.subject is kind for each in case.measures)
    )
    if outcome is AppealOutcome.REVOKED:
        if command.measures:
            raise AppealMakesHeavier()
        clear_by = rules.deadline("clearing", situation.now)
        return (
            decided.model_copy(update={"clear_by": clear_by, "again_by": None}),
            *reversals,
            *_overturned(case, outcome, situation),
        )
    made = _lighter(command, case, situation)
    serve_by = rules.deadline("decision_served", situation.now)
    changed = decided.model_copy(update={"measures": made, "serve_by": serve_by})
    return (
        changed,
        *reversals,
        *entries(case, made, records, situation),
        *_overturned(case, outcome, situation),
    )


def _overturned(case: Case, outcome: AppealOutcome, situation: Situation) -> Iterator[Elsewhere]:
    """That the bulletins which told of the decision are to be corrected or withdrawn."""
    amend_by = situation.rules.deadline("bulletin_amended", situation.now)
    for stream in case.bulletins:
        bulletin = situation.proceeding(stream)
        if bulletin.closed_at is None:
            fact = BulletinOverturned(outcome=outcome, office=bulletin.unit, amend_by=amend_by)
            yield Elsewhere(stream, fact)


def _lighter(command: DecideAppeal, case: Case, situation: Situation) -> tuple[Imposed, ...]:
    """What holds instead. It is checked like a first decision, in the name of whoever made that."""
    if not command.measures or case.authority is None:
        raise AppealMakesHeavier()
    made = imposed(command.measures, case, case.authority, records_of(case, situation), situation)
    for kind in case.subjects:
        if _weight(made, kind) > _weight(case.measures, kind):
            raise AppealMakesHeavier()
    if all(_weight(made, kind) == _weight(case.measures, kind) for kind in case.subjects):
        raise AppealMakesHeavier()
    return made


def _weight(measures: Iterable[Imposed], kind: SubjectKind) -> list[tuple[int, int]]:
    """What is imposed on one subject, to be compared: the heaviest first, each with its months."""
    return sorted(((e.rank, e.months) for e in measures if e.subject is kind), reverse=True)


def _void(case: Case) -> tuple[tuple[Duty, str], ...]:
    return tuple(
        (each.key.duty, each.key.of)
        for each in case.open_obligations()
        if each.key.duty in FALL_WITH_IT
    )


def _closing(
    case: Case, decided: CaseAppealDecided, situation: Situation
) -> tuple[CaseClosed, ...]:
    if decided.again_by is not None:
        return ()
    owed = case.obligation(decided.duty)
    return closing(case, situation, owed.key if owed is not None else None)


def _reviewer(case: Case, situation: Situation) -> str | None:
    """The unit that decides an appeal: the one above the office that owed the decision."""
    office = situation.organisation.units.get(case.office or "")
    above = office.parent if office is not None else None
    return above or deciding_office(situation.organisation, case.office)
