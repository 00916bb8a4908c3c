"""A case from its lead to its end, in steps that read as the people of the office would tell them."""

from typing import Any

from domain.accountability.cases.commands import (
    DecideCase,
    Imposing,
    OpenCase,
    RecordDefence,
    RecordFindings,
)
from domain.accountability.cases.following_commands import ServeDecision
from domain.accountability.cases.state import Case
from domain.accountability.leads.commands import OpenLead
from domain.envelope import Actor, Command
from domain.proceedings.state import Proceeding
from domain.vocabulary import (
    AppealBasis,
    Authority,
    DefenceForm,
    Finding,
    Form,
    Gravity,
    Ground,
    Role,
    SubjectKind,
)
from projections.timeline import Entry
from service.executing import Done
from tests.people import HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office

INVESTIGATOR = Actor(person="inspector-gao", role=Role.SUPERVISOR, unit="office")
DECIDER = Actor(person="supervisor-lin", role=Role.SUPERVISOR, unit="office")
WITNESS = "inspector-he"


def watch(office: Office) -> None:
    """What the program does each minute."""
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()


def open_lead(office: Office, **given: Any) -> str:
    """A lead about housing and its handler; its id."""
    usual: dict[str, Any] = {
        "title": "窗口推诿",
        "ground": Ground.INACTION,
        "unit": "housing",
        "person": HANDLER.person,
        "reason": "群众反映",
    }
    return office.app.handler.open(OpenLead(**{**usual, **given}), SUPERVISOR).stream


def open_case(office: Office, lead: str | None = None, **given: Any) -> str:
    """A case on a lead; its id."""
    opened = OpenCase(
        **{
            "lead": lead or open_lead(office),
            "title": "窗口推诿案",
            "investigator": INVESTIGATOR.person,
            **given,
        }
    )
    return office.app.handler.open(opened, SUPERVISOR).stream


def act(office: Office, command: Command, actor: Actor, stream: str) -> Done:
    return office.app.handler.proceeding(command, actor, stream)


def findings(
    finding: Finding = Finding.SUBSTANTIATED, gravity: Gravity | None = Gravity.ORDINARY
) -> RecordFindings:
    return RecordFindings(finding=finding, gravity=gravity, text="已查实", evidence=("谈话笔录",))


DEFENCE = RecordDefence(
    form=DefenceForm.ORAL, witness=WITNESS, text="人手不足", response="不成立：未上报困难"
)


def decision(*measures: Imposing, **given: Any) -> DecideCase:
    """A written warning of three months by the efficiency office, unless told otherwise."""
    usual: dict[str, Any] = {
        "measures": measures
        or (Imposing(form=Form.WRITTEN_WARNING, subject=SubjectKind.OFFICIAL, months=3),),
        "authority": Authority.EFFICIENCY_OFFICE,
        "basis": AppealBasis.OTHER,
        "reason": "事实清楚",
    }
    return DecideCase(**{**usual, **given})


def heard(office: Office, case: str | None = None, gravity: Gravity = Gravity.ORDINARY) -> str:
    """A case in which something was found and the subject was heard; its id."""
    case = case or open_case(office)
    act(office, findings(gravity=gravity), INVESTIGATOR, case)
    act(office, DEFENCE, INVESTIGATOR, case)
    return case


def decided(office: Office, case: str | None = None, *measures: Imposing, **given: Any) -> str:
    """A case that was decided; its id."""
    case = heard(office, case)
    act(office, decision(*measures, **given), DECIDER, case)
    return case


def served(office: Office, *measures: Imposing, **given: Any) -> str:
    """A case whose decision was served; its id."""
    case = decided(office, None, *measures, **given)
    act(office, ServeDecision(evidence="送达回证 3 号"), SUPERVISOR, case)
    return case


def stands(office: Office, stream: str, actor: Actor = SUPERVISOR) -> Proceeding:
    """A proceeding as it stands now."""
    office.app.runner.catch_up()
    _, state = office.app.queries.proceeding(actor, NOW, stream)
    return state


def case_of(office: Office, stream: str) -> Case:
    """A case as it stands now."""
    state = stands(office, stream)
    assert isinstance(state, Case)
    return state


def steps(office: Office, stream: str) -> list[Entry]:
    """Everything recorded about a proceeding."""
    office.app.runner.catch_up()
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, stream)
    return entries
