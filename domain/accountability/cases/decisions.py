"""Opening a case, looking into it, hearing the subject (M31)."""

from dataclasses import replace

from domain.accountability.cases.commands import (
    JoinLead,
    OpenCase,
    RecordDefence,
    RecordFindings,
)
from domain.accountability.cases.errors import (
    FindingsMissing,
    FindingUnfitForCase,
    NeverMinor,
    NotALead,
    NotTheInvestigator,
    OtherSubject,
    WitnessMissing,
)
from domain.accountability.cases.events import (
    CaseDefenceHeard,
    CaseFindingsRecorded,
    CaseLeadJoined,
    CaseOpened,
)
from domain.accountability.cases.recusing import refuse_unfit_investigator
from domain.accountability.cases.state import Case
from domain.accountability.cases.undecided import refuse_once_decided
from domain.accountability.leads.decisions import refuse_within_the_line
from domain.accountability.leads.events import LeadCaseOpened
from domain.accountability.leads.state import Lead
from domain.elsewhere import Elsewhere, Led
from domain.matter.stream import matter_of_stream
from domain.organisation.offices import deciding_office
from domain.situation import Situation
from domain.vocabulary import FINDINGS_FOR, Finding, Gravity, LeadStage, Nature, ProceedingKind

FINDINGS = FINDINGS_FOR[Nature.CONDUCT]
_LEAD = f"{ProceedingKind.LEAD.value}-"


def decide_open(command: OpenCase, case: Case, situation: Situation) -> Led:
    """Look into a lead, which ends by it; the decision is owed from now on.

    Raises NotALead, OtherSubject, WithinTheLine, InvestigatorUnfit.
    """
    lead = _lead(command.lead, situation)
    ground = lead.ground
    if ground is None:
        raise NotALead(what=command.lead)
    refuse_within_the_line(lead, situation)
    unit, person = command.unit or lead.unit, command.person or lead.person
    named = {lead.person, *lead.answerable, None} if lead.unit is not None else {lead.person, None}
    if unit != lead.unit or (lead.person is None and lead.unit is None) or person not in named:
        raise OtherSubject()
    facts = facts_of(lead)
    case = replace(
        case, unit=unit, person=person, answerable=_others(lead.answerable, person), facts=facts
    )
    refuse_within_the_line(case, situation)
    refuse_unfit_investigator(command.investigator, case, situation)
    opened = CaseOpened(
        title=command.title,
        lead=lead.id,
        ground=ground,
        unit=unit,
        person=person,
        answerable=case.answerable,
        facts=facts,
        complaints=_complaints(facts, situation),
        in_process=any(_under_way(fact, situation) for fact in facts),
        investigator=command.investigator,
        owed_by=deciding_office(situation.organisation, unit),
        decide_by=situation.rules.deadline("case_decided", situation.now),
    )
    return (opened, Elsewhere(lead.id, LeadCaseOpened(case=case.id)))


def decide_join(command: JoinLead, case: Case, situation: Situation) -> Led:
    """Decide a further lead in this case; nothing where it is one of its leads already.

    Raises NotALead, OtherSubject, WithinTheLine, InvestigatorUnfit.
    """
    refuse_once_decided(case, command.ACTION)
    joined = situation.proceeding(command.lead)
    if joined.id in case.leads and joined.stage is LeadStage.CASE_OPENED:
        return ()
    lead = _lead(command.lead, situation)
    if lead.ground is None or lead.unit != case.unit:
        raise OtherSubject()
    if lead.person is not None and lead.person not in (case.person, *case.answerable):
        raise OtherSubject()
    refuse_within_the_line(lead, situation)
    facts = facts_of(lead)
    if case.investigator is not None:
        whole = replace(case, facts=(*case.facts, *facts))
        refuse_unfit_investigator(case.investigator, whole, situation)
    fact = CaseLeadJoined(
        lead=lead.id, ground=lead.ground, facts=facts, complaints=_complaints(facts, situation)
    )
    return (fact, Elsewhere(lead.id, LeadCaseOpened(case=case.id)))


def decide_findings(command: RecordFindings, case: Case, situation: Situation) -> Led:
    """What was found; the subject is to be heard on it, again where it was heard before.

    Raises NotTheInvestigator, FindingUnfitForCase, NeverMinor.
    """
    refuse_once_decided(case, command.ACTION)
    if situation.actor.person != case.investigator:
        raise NotTheInvestigator(person=case.investigator)
    substantiated = command.finding is not Finding.NOT_SUBSTANTIATED
    if command.finding not in FINDINGS or substantiated != (command.gravity is not None):
        raise FindingUnfitForCase()
    never = situation.rules.rulebook.accountability.never_minor
    if command.gravity is Gravity.MINOR and not set(never).isdisjoint(case.grounds):
        raise NeverMinor()
    return (
        CaseFindingsRecorded(
            finding=command.finding,
            gravity=command.gravity,
            text=command.text,
            evidence=command.evidence,
        ),
    )


def decide_defence(command: RecordDefence, case: Case, situation: Situation) -> Led:
    """The subject was heard on the findings. Raises FindingsMissing, WitnessMissing."""
    refuse_once_decided(case, command.ACTION)
    if case.finding is None:
        raise FindingsMissing()
    if command.witness in (situation.actor.person, *case.about_persons):
        raise WitnessMissing()
    return (
        CaseDefenceHeard(
            form=command.form,
            witness=command.witness,
            text=command.text,
            response=command.response,
        ),
    )


def facts_of(lead: Lead) -> tuple[str, ...]:
    """What a lead is about: one round of one duty, a matter, or what the lead alone says."""
    if lead.by_rule:
        return (lead.id.removeprefix(_LEAD),)
    sources = tuple(matter_of_stream(each) for each in lead.links if each.startswith("matter-"))
    return sources or (lead.id,)


def _lead(named: str, situation: Situation) -> Lead:
    lead = situation.proceeding(named)
    if not isinstance(lead, Lead) or not lead.exists or lead.closed_at is not None:
        raise NotALead(what=named)
    return lead


def _others(answerable: tuple[str, ...], person: str | None) -> tuple[str, ...]:
    return tuple(each for each in answerable if each != person)


def _complaints(facts: tuple[str, ...], situation: Situation) -> tuple[str, ...]:
    named = dict.fromkeys(fact for fact in facts if ":" not in fact)
    return tuple(each for each in named if situation.other(each).nature is Nature.CONDUCT)


def _under_way(fact: str, situation: Situation) -> bool:
    matter = situation.other(fact.partition(":")[0])
    return matter.exists and matter.answered_at is None and matter.closed_at is None
