"""Whatever anybody asks of supervision, and the program's own steps: what machines draw from."""

from collections.abc import Iterator
from datetime import timedelta

from hypothesis import strategies as st

from domain.envelope import Actor, Command
from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    Milestone,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.matter.rounds.commands import (
    OpenRound,
    PutUnderSupervision,
    ReleaseFromSupervision,
    ReportRound,
)
from domain.matter.urging.commands import (
    ClimbRung,
    IssueSlip,
    ProposeStep,
    ReportOnSlip,
    UrgeDuty,
)
from domain.obligations import Key
from domain.vocabulary import Cadence, Duty, Role, Rung
from tests.domain.desk import Desk
from tests.people import MORNING

SYSTEM = Actor(person="system", role=Role.SYSTEM)

texts = st.just("说明")
milestones = st.builds(
    Milestone,
    name=st.sampled_from(["勘查", "开工", "验收"]),
    on=st.integers(-3, 40).map(lambda days: (MORNING + timedelta(days=days)).date()),
)
pressing: st.SearchStrategy[Command] = st.one_of(
    st.builds(UrgeDuty, duty=st.none() | st.sampled_from(Duty), text=texts),
    st.builds(IssueSlip, duty=st.none() | st.sampled_from(Duty), text=texts),
    st.builds(ReportOnSlip, text=texts),
    st.builds(ProposeStep, rung=st.sampled_from(Rung), text=texts),
    st.builds(PutUnderSupervision, cadence=st.sampled_from(Cadence), reason=texts),
    st.builds(ReleaseFromSupervision, reason=texts),
    st.builds(ReportRound, text=texts),
    st.builds(
        SetMilestones,
        milestones=st.lists(milestones, min_size=1, max_size=2, unique_by=lambda m: m.name).map(
            tuple
        ),
    ),
    st.builds(ReportNode, node=st.sampled_from(["1", "2"]), text=texts),
    st.builds(DeclareEmergency, text=texts),
    st.builds(ReportEmergency, text=texts),
    st.builds(EndEmergency, text=texts),
)


def watching(desk: Desk) -> Iterator[Command]:
    """Every step that the program might take on a matter, due or not."""
    for each in desk.matter.open_obligations():
        for rung in Rung:
            yield ClimbRung(duty=each.key.duty, of=each.key.of or None, rung=rung)
    if desk.matter.rounds.cadence is not None:
        yield OpenRound()


def ending(key: Key) -> Iterator[Command]:
    """What ends one of supervision's duties, by those who owe it or watch over it."""
    match key.duty:
        case Duty.SLIP_REPORT:
            yield ReportOnSlip(text="说明")
        case Duty.ROUND_REPORT:
            yield ReportRound(period=key.of, text="说明")
        case Duty.NODE_FEEDBACK:
            yield ReportNode(node=key.of, text="说明")
        case Duty.EMERGENCY_FIRST_REPORT | Duty.EMERGENCY_PROGRESS:
            yield EndEmergency(text="说明")
