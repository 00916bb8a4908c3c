"""Anybody asking for anything of two cases about the same official: what holds, whatever they try.

No opened case without an end owed; no decision without a defence heard on the findings as they stand;
nobody held twice, in one series, for the same facts.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.accountability.cases import commands as c
from domain.accountability.cases import following_commands as f
from domain.accountability.cases.events import (
    CaseDecided,
    CaseDefenceHeard,
    CaseFindingsRecorded,
    CaseLeadJoined,
    InvestigatorRecused,
)
from domain.accountability.cases.state import OPEN_STAGES, Case
from domain.accountability.clearings.commands import ClearName
from domain.accountability.leads.events import LeadOpened
from domain.accountability.measures import overlap
from domain.accountability.records.state import SubjectRecord, record_stream
from domain.elsewhere import Elsewhere
from domain.envelope import Actor, Command, Fact, Recorded
from domain.errors import HuiyinError
from domain.kinds import blank, evolve, kind_of
from domain.proceedings.decisions import decide
from domain.proceedings.state import Proceeding
from domain.situation import Situation
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
    LawfulGround,
    RecusalGround,
    Role,
    SubjectKind,
)
from tests.domain.desk import ORGANISATION, RULES
from tests.people import HANDLER, LEADER, MORNING, OTHER_LEADER, SUPERVISOR

LEADS = tuple(f"lead-l{place}" for place in range(4))
CASES = ("case-c1", "case-c2")
GAO = Actor(person="inspector-gao", role=Role.SUPERVISOR, unit="office")
LIN = Actor(person="supervisor-lin", role=Role.SUPERVISOR, unit="office")
ACTORS = (SUPERVISOR, GAO, LIN, LEADER, OTHER_LEADER)
SYSTEM = Actor(person="system", role=Role.SYSTEM)


@dataclass
class Docket:
    """Every stream there is, and a clock."""

    now: datetime = MORNING
    lives: dict[str, Proceeding] = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    position: int = 0

    def __post_init__(self) -> None:
        for place, lead in enumerate(LEADS):
            opened = LeadOpened(
                title="线索",
                ground=Ground.INACTION,
                unit="housing",
                person=HANDLER.person,
                source=f"matter-m{place // 2}",
                owed_by="office",
                decide_by=RULES.deadline("lead_decided", self.now),
            )
            self.record(lead, opened, SUPERVISOR)

    def at(self, stream: str) -> Proceeding:
        life = self.lives.get(stream) or blank(stream)
        assert isinstance(life, Proceeding)
        return life

    def record(self, stream: str, fact: Fact, actor: Actor) -> None:
        self.position += 1
        before = self.at(stream)
        recorded = Recorded(
            self.position,
            stream,
            before.version + 1,
            self.now,
            self.now,
            actor,
            "command",
            False,
            fact,
        )
        after = evolve(before, recorded)
        assert isinstance(after, Proceeding)
        self.lives[stream] = after
        self.facts.setdefault(stream, []).append(fact)

    def ask(self, stream: str, command: Command, actor: Actor) -> bool:
        """Whether it was done, rather than refused."""
        kind = kind_of(stream)
        assert kind is not None
        situation = Situation(actor, self.now, RULES, ORGANISATION, proceeding=self.at)
        try:
            led = decide(kind, command, self.at(stream), situation)
        except HuiyinError:
            return False
        for each in led:
            if isinstance(each, Elsewhere):
                self.record(each.stream, each.fact, actor)
            else:
                self.record(stream, each, actor)
        return True


def imposing(form: Form, months: int) -> c.Imposing:
    return c.Imposing(form=form, subject=SubjectKind.OFFICIAL, months=months)


FITTING = st.sampled_from(
    [
        imposing(Form.ORAL_WARNING, 0),
        imposing(Form.WRITTEN_WARNING, 3),
        imposing(Form.WRITTEN_WARNING, 6),
        imposing(Form.DEMERIT, 12),
        imposing(Form.DISMISSAL, 0),
        c.Imposing(form=Form.WRITTEN_INSPECTION, subject=SubjectKind.UNIT),
    ]
)
MEASURES = st.lists(FITTING, min_size=1, max_size=2).map(tuple)
KINDS_OF_FINDING = [(Finding.NOT_SUBSTANTIATED, None)] + [
    (Finding.SUBSTANTIATED, each) for each in Gravity
]
TEXT = "说明"


def _decisions(measures: tuple[c.Imposing, ...], authority: Authority, why: bool) -> c.DecideCase:
    return c.DecideCase(
        measures=measures,
        authority=authority,
        basis=AppealBasis.OTHER,
        reason=TEXT,
        departure=TEXT if why else None,
    )


commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(c.OpenCase, lead=st.sampled_from(LEADS), title=st.just("案"), investigator=st.just(GAO.person)),
    st.builds(c.JoinLead, lead=st.sampled_from(LEADS)),
    st.builds(c.RecuseInvestigator, ground=st.sampled_from(RecusalGround), successor=st.sampled_from([LIN.person, GAO.person]), reason=st.just(TEXT)),
    st.sampled_from(KINDS_OF_FINDING).map(lambda found: c.RecordFindings(finding=found[0], gravity=found[1], text=TEXT, evidence=("档",))),
    st.builds(c.RecordDefence, form=st.sampled_from(DefenceForm), witness=st.just("inspector-he"), text=st.just(TEXT), response=st.just(TEXT)),
    st.builds(_decisions, MEASURES, st.sampled_from(Authority), st.booleans()),
    st.builds(c.EndWithoutHolding, ground=st.sampled_from(LawfulGround), provision=st.none() | st.just("第八条"), reason=st.just(TEXT)),
    st.builds(f.ServeDecision, evidence=st.just("证")),
    st.builds(f.Appeal, text=st.just(TEXT)),
    st.builds(f.DecideAppeal, outcome=st.sampled_from(AppealOutcome), text=st.just(TEXT), measures=st.just(()) | MEASURES),
    st.builds(ClearName, route=st.sampled_from(AnswerRoute), where=st.just(("公示栏",)), text=st.just(TEXT)),
)  # fmt: skip
steps = st.tuples(
    st.sampled_from(CASES), commands, st.sampled_from(ACTORS), st.integers(0, 9), st.booleans()
)


def helpful(docket: Docket, stream: str) -> tuple[Command, Actor]:
    """The step that would bring a case on, by somebody who may."""
    case = docket.at(stream)
    assert isinstance(case, Case)
    if not case.exists:
        free = [each for each in LEADS if docket.at(each).closed_at is None] or [LEADS[0]]
        return c.OpenCase(lead=free[0], title="案", investigator=GAO.person), SUPERVISOR
    if case.finding is None:
        by = next(each for each in ACTORS if each.person == case.investigator)
        found = c.RecordFindings(
            finding=Finding.SUBSTANTIATED, gravity=Gravity.ORDINARY, text=TEXT, evidence=("档",)
        )
        return found, by
    if not case.heard:
        heard = c.RecordDefence(
            form=DefenceForm.ORAL, witness="inspector-he", text=TEXT, response=TEXT
        )
        return heard, SUPERVISOR
    if case.stage in OPEN_STAGES:
        warning = imposing(Form.WRITTEN_WARNING, 3)
        return _decisions((warning,), Authority.EFFICIENCY_OFFICE, True), SUPERVISOR
    return f.ServeDecision(evidence="证"), SUPERVISOR


@given(st.lists(steps, min_size=4, max_size=30))
def test_what_holds_of_cases_whatever_anybody_asks_for(
    asked: list[tuple[str, Command, Actor, int, bool]],
) -> None:
    docket = Docket()
    for stream, command, actor, days, help_on in asked:
        docket.now += timedelta(days=days)
        docket.ask(stream, *(helpful(docket, stream) if help_on else (command, actor)))
        docket.ask(stream, f.SettleCase(), SYSTEM)
        for each in CASES:
            every_open_case_owes_an_end(docket.at(each))
            every_decision_follows_a_hearing(docket.facts.get(each, []))
        nobody_is_held_twice(docket)


def every_open_case_owes_an_end(case: Proceeding) -> None:
    if case.stage in OPEN_STAGES:
        owed = case.obligation(Duty.CASE_DECIDED)
        assert owed is not None and owed.is_open
    if case.exists and case.closed_at is None:
        assert case.open_obligations() or case.wakes_at is not None
    if case.closed_at is not None:
        assert not case.open_obligations()


def every_decision_follows_a_hearing(facts: list[Fact]) -> None:
    heard = False
    for fact in facts:
        match fact:
            case CaseDefenceHeard():
                heard = True
            case CaseFindingsRecorded() | InvestigatorRecused() | CaseLeadJoined():
                heard = False
            case CaseDecided():
                assert heard


def nobody_is_held_twice(docket: Docket) -> None:
    for kind, who in ((SubjectKind.OFFICIAL, HANDLER.person), (SubjectKind.UNIT, "housing")):
        record = docket.at(record_stream(kind, who))
        assert isinstance(record, SubjectRecord)
        for place, entry in enumerate(record.entries):
            assert len({e.series for e in entry.measures}) == len(entry.measures)
            for other in record.entries[place + 1 :]:
                if overlap(entry.facts, other.facts):
                    one = {each.series for each in entry.measures}
                    assert one.isdisjoint(each.series for each in other.measures)
