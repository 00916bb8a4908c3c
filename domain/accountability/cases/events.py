"""What can have happened to a case."""

from datetime import date
from typing import ClassVar

from domain.accountability.measures import Imposed
from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline
from domain.vocabulary import (
    AnswerRoute,
    AppealBasis,
    AppealOutcome,
    Authority,
    DefenceForm,
    Duty,
    Finding,
    Form,
    Gravity,
    Ground,
    Hook,
    LawfulGround,
    RecusalGround,
)


class CaseOpened(Fact):
    """A lead is looked into (立案).

    unit, person  whom it is about
    answerable    who answered for the unit then (M09)
    facts         what it is about (``measures.overlap``)
    complaints    the complaints about conduct among them, by the matters' ids
    in_process    the matter was still under way, so this is none of the settling afterwards (M30)
    owed_by       the unit that owes the decision
    """

    TYPE: ClassVar[str] = "case.opened"
    SERIES: ClassVar[str | None] = "WZ"

    number: str = NUMBER_PENDING
    title: Line
    lead: str
    ground: Ground
    unit: Code | None = None
    person: Code | None = None
    answerable: tuple[Code, ...] = ()
    facts: tuple[str, ...]
    complaints: tuple[str, ...] = ()
    in_process: bool = False
    investigator: Code
    owed_by: Code | None = None
    decide_by: Deadline


class CaseLeadJoined(Fact):
    """A further lead is decided in this case."""

    TYPE: ClassVar[str] = "case.lead_joined"

    lead: str
    ground: Ground
    facts: tuple[str, ...]
    complaints: tuple[str, ...] = ()


class InvestigatorRecused(Fact):
    """Another investigator took over (回避)."""

    TYPE: ClassVar[str] = "case.investigator_recused"

    investigator: Code
    ground: RecusalGround
    self_declared: bool
    successor: Code
    owed_by: Code | None = None
    reason: Personal


class CaseFindingsRecorded(Fact):
    """What the investigation found."""

    TYPE: ClassVar[str] = "case.findings_recorded"

    finding: Finding
    gravity: Gravity | None = None
    text: Personal
    evidence: tuple[Line, ...]


class CaseDefenceHeard(Fact):
    """The subject was heard on the findings, or waived it in writing."""

    TYPE: ClassVar[str] = "case.defence_heard"

    form: DefenceForm
    witness: Code
    text: Personal
    response: Personal


class Proposal(Value):
    """What a ladder of repeats proposed: the rulebook's row, how many there were, the forms."""

    row: str
    count: int
    forms: tuple[Form, ...]


class OrderedConsequence(Value):
    """One consequence, the unit that sees to it, and by when."""

    hook: Hook
    unit: Code
    what: Line
    by: Deadline


class CaseDecided(Fact):
    """Somebody is held to account (问责决定)."""

    TYPE: ClassVar[str] = "case.decided"

    measures: tuple[Imposed, ...]
    authority: Authority
    document: Line | None = None
    basis: AppealBasis
    reason: Personal
    proposals: tuple[Proposal, ...] = ()
    departure: Personal | None = None
    consequences: tuple[OrderedConsequence, ...] = ()
    owed_by: Code | None = None
    serve_by: Deadline


class CaseNotHeld(Fact):
    """Nobody is held to account, on a lawful ground, decided outside the line (M31).

    clear_by  where nothing was substantiated: by when the subject's name is to be cleared
    """

    TYPE: ClassVar[str] = "case.not_held"

    ground: LawfulGround
    provision: Line | None = None
    reason: Personal
    owed_by: Code | None = None
    clear_by: Deadline | None = None


class OwedMeasure(Value):
    """One measure, and by when it is to be carried out, where it was not, and lifted."""

    key: str
    execute_by: Deadline | None = None
    lift_by: Deadline | None = None


class CaseDecisionServed(Fact):
    """The decision reached its subjects: measures are to be carried out, and can be appealed against."""

    TYPE: ClassVar[str] = "case.decision_served"

    evidence: Line
    owed_by: Code | None = None
    owed: tuple[OwedMeasure, ...]
    appeal_by: Deadline | None = None


class MeasureExecuted(Fact):
    """Something imposed was carried out."""

    TYPE: ClassVar[str] = "case.measure_executed"

    key: str
    evidence: Line


class ConsequenceExecuted(Fact):
    """A consequence was carried out (三挂钩)."""

    TYPE: ClassVar[str] = "case.consequence_executed"

    hook: Hook
    evidence: Line


class CaseInfluenceEnded(Fact):
    """The influence period of a measure is over, since the day after its last."""

    TYPE: ClassVar[str] = "case.influence_ended"

    key: str
    last_day: date


class MeasureLifted(Fact):
    """The subject was told that the influence period is over."""

    TYPE: ClassVar[str] = "case.measure_lifted"

    key: str
    evidence: Line


class CaseAppealLapsed(Fact):
    """No appeal was filed in time."""

    TYPE: ClassVar[str] = "case.appeal_lapsed"

    until: Moment


class CaseAppealed(Fact):
    """The subject appealed; nothing is suspended by it."""

    TYPE: ClassVar[str] = "case.appealed"

    duty: Duty
    text: Personal
    owed_by: Code | None = None
    decide_by: Deadline


class CaseAppealDecided(Fact):
    """An appeal was decided, by nobody who had a part in what it is against.

    measures  what holds from now on, where it was changed
    void      what is no longer owed
    again_by  until when a second appeal can be filed, where there is one
    clear_by  where it was revoked: by when the subject's name is to be cleared
    """

    TYPE: ClassVar[str] = "case.appeal_decided"

    duty: Duty
    outcome: AppealOutcome
    text: Personal
    measures: tuple[Imposed, ...] = ()
    void: tuple[tuple[Duty, str], ...] = ()
    owed_by: Code | None = None
    serve_by: Deadline | None = None
    again_by: Deadline | None = None
    clear_by: Deadline | None = None


class NameCleared(Fact):
    """It was said that nothing was substantiated, where the accusation was known (澄清正名)."""

    TYPE: ClassVar[str] = "case.name_cleared"

    route: AnswerRoute
    where: tuple[Line, ...] = ()
    text: Personal


class CaseToldOf(Fact):
    """A bulletin about it was published."""

    TYPE: ClassVar[str] = "case.told_of"

    bulletin: str


class CaseClosed(Fact):
    """Nothing is owed any more, and no appeal is possible."""

    TYPE: ClassVar[str] = "case.closed"

    since: Moment


FACTS: tuple[type[Fact], ...] = (
    CaseOpened,
    CaseLeadJoined,
    InvestigatorRecused,
    CaseFindingsRecorded,
    CaseDefenceHeard,
    CaseDecided,
    CaseNotHeld,
    CaseDecisionServed,
    MeasureExecuted,
    ConsequenceExecuted,
    CaseInfluenceEnded,
    MeasureLifted,
    CaseAppealLapsed,
    CaseAppealed,
    CaseAppealDecided,
    NameCleared,
    CaseToldOf,
    CaseClosed,
)
