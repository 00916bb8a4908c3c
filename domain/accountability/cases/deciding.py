"""Deciding a case: held to account by a lawful form, or not held on a lawful ground (M31, M32)."""

from domain.accountability.cases.commands import DecideCase, EndWithoutHolding
from domain.accountability.cases.errors import (
    DefenceMissing,
    FindingsMissing,
    GroundContradictsFindings,
    InvestigatorDecides,
    NothingSubstantiated,
    ProvisionMissing,
    SubjectCarriesOut,
)
from domain.accountability.cases.events import CaseDecided, CaseNotHeld, OrderedConsequence
from domain.accountability.cases.ladders import lighter_than_proposed, proposals
from domain.accountability.cases.legality import (
    Records,
    imposed,
    records_of,
    refuse_foreign_authority,
)
from domain.accountability.cases.legality_errors import DepartureUnexplained
from domain.accountability.cases.state import Case
from domain.accountability.cases.undecided import refuse_once_decided
from domain.accountability.leads.decisions import refuse_within_the_line
from domain.accountability.measures import Imposed
from domain.accountability.records.events import RecordEntered
from domain.elsewhere import Elsewhere, Led
from domain.errors import UnknownUnit
from domain.situation import Situation
from domain.vocabulary import Finding, LawfulGround, SubjectKind
from domain.working_days import shanghai_day

CONTRADICTED = {
    LawfulGround.NOT_SUBSTANTIATED: frozenset(
        {Finding.SUBSTANTIATED, Finding.PARTLY_SUBSTANTIATED}
    ),
    LawfulGround.NOT_ATTRIBUTABLE: frozenset({Finding.NOT_SUBSTANTIATED}),
    LawfulGround.EXEMPTED: frozenset({Finding.NOT_SUBSTANTIATED}),
}
"""Which findings speak against a ground for holding nobody."""


def decide_case(command: DecideCase, case: Case, situation: Situation) -> Led:
    """Hold somebody to account; it goes into the record of every subject.

    Raises FindingsMissing, DefenceMissing, NothingSubstantiated, InvestigatorDecides,
    WithinTheLine, DepartureUnexplained, UnknownUnit, SubjectCarriesOut, and what ``legality.imposed`` raises.
    """
    refuse_once_decided(case, command.ACTION)
    _refuse_unfit_decider(case, situation)
    _refuse_unheard(case)
    if case.finding is Finding.NOT_SUBSTANTIATED:
        raise NothingSubstantiated()
    refuse_foreign_authority(command.authority, command.basis, command.document, situation)
    records = records_of(case, situation)
    made = imposed(command.measures, case, command.authority, records, situation)
    proposed = proposals(case, made, records, situation)
    lighter = lighter_than_proposed(made, proposed, situation.rules.rulebook)
    if lighter and command.departure is None:
        forms = {form for each in lighter for form in each.forms}
        raise DepartureUnexplained(allowed=tuple(forms))
    decided = CaseDecided(
        measures=made,
        authority=command.authority,
        document=command.document,
        basis=command.basis,
        reason=command.reason,
        proposals=proposed,
        departure=command.departure,
        consequences=tuple(_ordered(command, case, situation)),
        owed_by=case.office,
        serve_by=situation.rules.deadline("decision_served", situation.now),
    )
    return (decided, *entries(case, made, records, situation))


def decide_not_to_hold(command: EndWithoutHolding, case: Case, situation: Situation) -> Led:
    """End it with nobody held; a name that was wrongly accused is to be cleared.

    Raises FindingsMissing, GroundContradictsFindings, ProvisionMissing, InvestigatorDecides,
    WithinTheLine.
    """
    refuse_once_decided(case, command.ACTION)
    _refuse_unfit_decider(case, situation)
    if case.finding is None and command.ground is not LawfulGround.DECEASED:
        raise FindingsMissing()
    if case.finding in CONTRADICTED.get(command.ground, frozenset()):
        raise GroundContradictsFindings(known=command.ground, finding=case.finding)
    if command.ground is LawfulGround.EXEMPTED and command.provision is None:
        raise ProvisionMissing()
    accused = command.ground is LawfulGround.NOT_SUBSTANTIATED
    return (
        CaseNotHeld(
            ground=command.ground,
            provision=command.provision,
            reason=command.reason,
            owed_by=case.office,
            clear_by=situation.rules.deadline("clearing", situation.now) if accused else None,
        ),
    )


def entries(
    case: Case, made: tuple[Imposed, ...], records: Records, situation: Situation
) -> tuple[Elsewhere, ...]:
    """What goes into the records of the subjects on whom something is imposed."""
    return tuple(
        Elsewhere(
            records[kind].id,
            RecordEntered(
                subject=kind,
                who=who,
                case=case.id,
                ground=case.grounds[0],
                facts=case.facts,
                complaints=case.complaints if kind is SubjectKind.OFFICIAL else (),
                measures=tuple(each for each in made if each.subject is kind),
                decided_on=shanghai_day(situation.now),
            ),
        )
        for kind, who in case.subjects.items()
        if any(each.subject is kind for each in made)
    )


def _ordered(command: DecideCase, case: Case, situation: Situation) -> list[OrderedConsequence]:
    by = situation.rules.deadline("consequence_executed", situation.now)
    for each in command.consequences:
        if each.unit not in situation.organisation.units:
            raise UnknownUnit(unit=each.unit)
        if case.unit is not None and situation.organisation.same_body(each.unit, case.unit):
            raise SubjectCarriesOut(unit=each.unit)
    one_of_each = {each.hook: each for each in command.consequences}
    return [
        OrderedConsequence(hook=each.hook, unit=each.unit, what=each.what, by=by)
        for each in one_of_each.values()
    ]


def _refuse_unfit_decider(case: Case, situation: Situation) -> None:
    refuse_within_the_line(case, situation)
    if situation.actor.person in (case.investigator, *case.recused):
        raise InvestigatorDecides()


def _refuse_unheard(case: Case) -> None:
    if case.finding is None:
        raise FindingsMissing()
    if not case.heard:
        raise DefenceMissing()
