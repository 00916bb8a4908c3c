"""Anybody asking for anything, and the step that would help a matter on: what machines draw from."""

from datetime import timedelta

from hypothesis import strategies as st

from domain.envelope import Actor, Command
from domain.matter.answering.commands import (
    AnswerComplainant,
    ConfirmExemption,
    GiveInterimReply,
    ProposeExemption,
)
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.disputing.commands import (
    ObjectToOrder,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.followup.commands import RateAnswer, RecordCall
from domain.matter.handling.commands import (
    DecideDifficulty,
    InformLeader,
    ReportDifficulty,
    ReportOutcome,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter, RegisterMatter
from domain.matter.nodes.commands import ReportEmergency
from domain.matter.papers.commands import RequestPapers
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    DispatchMatter,
    HandOver,
    OpenOrder,
    SignOrder,
    Task,
    WithdrawParticipant,
)
from domain.matter.timing.commands import ExcuseDuty, ExtendAnswer, ReclassifyMatter
from domain.matter.waiting.commands import EndWaiting, ReportWaiting
from domain.matter.withdrawing.commands import (
    ConfirmWithdrawal,
    RecordWithdrawal,
    ResumeComplaint,
)
from domain.vocabulary import (
    FINDINGS_FOR,
    AnswerRoute,
    Channel,
    Conduct,
    Duty,
    ExcuseGround,
    ExemptionGround,
    Finding,
    Measure,
    Nature,
    Role,
    Satisfaction,
    Urgency,
)
from tests.domain.desk import SECOND_CLERK, SECTION, WATER_HEAD, Desk
from tests.domain.pressing import ending, pressing
from tests.people import (
    CLERK,
    HANDLER,
    HEAD,
    LEADER,
    MORNING,
    OTHER_HANDLER,
    OTHER_LEADER,
    SUPERVISOR,
)

UNITS = ("office", "housing", "water", "transport", SECTION)
STAFF = (CLERK, SECOND_CLERK, SUPERVISOR, LEADER, HANDLER, HEAD, OTHER_HANDLER, WATER_HEAD)
ACTORS = (
    *STAFF,
    Actor(person="handler-he", role=Role.HANDLER, unit="transport"),
    Actor(person="repairer-tan", role=Role.HANDLER, unit=SECTION),
    OTHER_LEADER,
)
PEOPLE = tuple(actor.person for actor in ACTORS)

actors = st.sampled_from(ACTORS)
units = st.sampled_from(UNITS)
people = st.sampled_from(PEOPLE)
leaders = st.sampled_from([LEADER.person, OTHER_LEADER.person, HANDLER.person, "leader-sum"])
texts = st.just("说明")
routes = st.sampled_from(AnswerRoute)
natures = st.sampled_from(Nature)
grades = st.sampled_from(Urgency)
tasks = st.builds(Task, unit=units, person=people)
earlier = st.integers(1, 400).map(lambda hours: MORNING - timedelta(hours=hours))
few_units = st.lists(units, max_size=2, unique=True).map(tuple)
few_people = st.lists(people, max_size=2, unique=True).map(tuple)
OFTEN_NONE = st.none() | st.none() | st.none()

receipts = st.builds(
    ReceiveMatter,
    channel=st.sampled_from([each for each in Channel if each is not Channel.LEADER_ASSIGNMENT]),
    subject=texts,
    body=texts,
    received_at=st.none() | earlier,
    anonymous=st.booleans(),
    contact=st.none() | texts,
    receiving_unit=st.just("office"),
    about_units=st.just(()) | st.sampled_from([(), ("transport",), ("water",)]),
    about_persons=st.just(()) | few_people,
    assigned_by=st.none() | st.just("leader-sun"),
    nature=st.none() | natures,
    urgency=OFTEN_NONE | grades,
)


@st.composite
def dispatches(draw: st.DrawFn) -> DispatchMatter:
    drawn = draw(st.lists(tasks, min_size=1, max_size=3, unique_by=lambda task: task.unit))
    return DispatchMatter(lead=drawn[0], participants=tuple(drawn[1:]))


corrections = st.builds(
    CorrectRegistration,
    reason=texts,
    channel=OFTEN_NONE | st.sampled_from(Channel),
    nature=OFTEN_NONE | natures,
    conduct=OFTEN_NONE | st.sampled_from([(), (Conduct.LAZY,)]),
    about_units=OFTEN_NONE | few_units,
    about_persons=OFTEN_NONE | few_people,
    receiving_unit=OFTEN_NONE | units,
    assigned_by=OFTEN_NONE | st.sampled_from(["leader-sun", "leader-qin"]),
    received_at=OFTEN_NONE | earlier,
    urgency=OFTEN_NONE | grades,
)
outcomes = st.builds(
    ReportOutcome,
    finding=st.sampled_from(Finding),
    measures=st.lists(st.sampled_from(Measure), min_size=1, max_size=2).map(tuple),
    text=texts,
    evidence=st.just(("档案 7 号",)),
)
signatures = st.builds(SignOrder, unit=st.none() | units, person=st.none() | people)
answers = st.builds(
    AnswerComplainant, unit=st.none() | units, text=texts, policy=texts, route=routes
)
interim_replies = st.builds(
    GiveInterimReply,
    text=texts,
    expected_by=st.integers(-5, 900).map(lambda hours: MORNING + timedelta(hours=hours)),
    route=routes,
)
calls = st.booleans().map(
    lambda reached: (
        RecordCall(reached=True, satisfaction=Satisfaction.SATISFIED, resolved=True)
        if reached
        else RecordCall(reached=False)
    )
)
anything: st.SearchStrategy[Command] = st.one_of(
    receipts,
    st.builds(RegisterMatter, nature=natures, conduct=st.just(()), urgency=OFTEN_NONE | grades),
    corrections,
    st.builds(NotifyAcceptance, route=routes),
    dispatches(),
    st.builds(DeliverOrder, unit=units),
    signatures,
    st.builds(ReportProgress, text=texts),
    st.builds(ReportDifficulty, leader=leaders, text=texts),
    st.builds(DecideDifficulty, decision=texts),
    st.builds(ReportParticipation, text=texts),
    outcomes,
    st.builds(InformLeader, text=texts),
    interim_replies,
    answers,
    st.builds(ExtendAnswer, working_days=st.integers(1, 40), reason=texts, told_by=routes),
    st.builds(ProposeExemption, ground=st.just(ExemptionGround.NO_ROUTE), reason=texts),
    st.builds(ConfirmExemption),
    st.builds(CloseMatter, remark=st.none() | texts),
    calls,
    st.builds(RateAnswer, satisfaction=st.sampled_from(Satisfaction), resolved=st.booleans()),
    st.builds(ContestAnswer, text=texts),
    st.builds(ApplyForReview, text=texts),
    st.builds(DecideReview, upheld=st.booleans(), text=texts, route=routes),
    st.builds(OpenOrder, unit=st.none() | units),
    st.builds(HandOver, unit=st.none() | units, person=people, reason=texts),
    st.builds(AddParticipant, order=tasks),
    st.builds(WithdrawParticipant, unit=units, reason=texts),
    st.builds(ObjectToOrder, unit=st.none() | units, instead=st.none() | units, text=texts),
    st.builds(RuleObjection, unit=units, upheld=st.booleans(), text=texts),
    st.builds(SettleResponsibility, unit=units, text=texts),
    st.builds(ReportWaiting, unit=st.none() | units, waits_for=units, text=texts),
    st.builds(EndWaiting, unit=st.none() | units, waits_for=units),
    st.builds(ReclassifyMatter, complex=st.booleans(), reason=texts),
    st.builds(
        ExcuseDuty,
        duty=st.sampled_from(Duty),
        of=st.just("") | units,
        ground=st.sampled_from(ExcuseGround),
        reason=texts,
    ),
    st.builds(RequestPapers, unit=st.none() | units, papers=st.just(("身份证明",)), told_by=routes),
    st.builds(RecordWithdrawal, route=routes, text=texts),
    st.builds(ConfirmWithdrawal, route=routes),
    st.builds(ResumeComplaint, text=texts),
    pressing,
)


def helpful_step(desk: Desk, draw: st.DataObject) -> Command:
    """A command that would end something owed, whoever may be the one to give it."""
    matter = desk.matter
    owed = [each.key for each in matter.open_obligations() if each.key.duty not in LATER]
    if matter.difficulty_leader is not None and draw.draw(st.booleans()):
        return DecideDifficulty(decision="说明")
    if not owed or draw.draw(st.booleans()):
        return _last_steps(desk, draw)
    key = draw.draw(st.sampled_from(owed))
    text, route = "说明", AnswerRoute.PHONE
    match key.duty:
        case Duty.REGISTER:
            return RegisterMatter(nature=draw.draw(natures))
        case Duty.ACCEPTANCE_NOTICE:
            return NotifyAcceptance(route=route)
        case Duty.DISPATCH:
            return draw.draw(dispatches())
        case Duty.DELIVERY:
            return DeliverOrder(unit=key.of)
        case Duty.SIGN:
            return SignOrder(unit=key.of)
        case Duty.RULING:
            return RuleObjection(unit=key.of, upheld=draw.draw(st.booleans()), text=text)
        case Duty.SETTLE_RESPONSIBILITY:
            return SettleResponsibility(unit=matter.lead or "-", text=text)
        case Duty.FIRST_FEEDBACK:
            return ReportProgress(unit=key.of, text=text)
        case Duty.PARTICIPANT_REPORT:
            return ReportParticipation(unit=key.of, text=text)
        case Duty.DIFFICULTY_DECISION:
            return DecideDifficulty(decision=text)
        case Duty.INTERIM_REPLY:
            expected_by = desk.now + timedelta(days=9)
            return GiveInterimReply(text=text, expected_by=expected_by, route=route)
        case Duty.FOLLOW_UP_CALL:
            return draw.draw(calls)
        case Duty.REVIEW | Duty.RE_REVIEW:
            return DecideReview(upheld=draw.draw(st.booleans()), text=text, route=route)
        case (
            Duty.SLIP_REPORT
            | Duty.ROUND_REPORT
            | Duty.NODE_FEEDBACK
            | Duty.EMERGENCY_FIRST_REPORT
            | Duty.EMERGENCY_PROGRESS
        ):
            return draw.draw(st.sampled_from([*ending(key), ReportEmergency(text=text)]))
        case Duty.FEEDBACK_TO_LEADER if matter.finding is not None:
            return InformLeader(unit=matter.lead, text=text)
    return _last_steps(desk, draw)


LATER = frozenset({Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.ANSWER, Duty.REDO, Duty.CLOSE})
"""Duties that a helpful clerk comes to when the others are done."""


def _last_steps(desk: Desk, draw: st.DataObject) -> Command:
    matter = desk.matter
    if matter.finding is None and draw.draw(st.integers(0, 4)) == 4:
        return ReportDifficulty(unit=matter.lead, leader=LEADER.person, text="说明")
    if matter.finding is None or matter.nature is None:
        fitting = sorted(FINDINGS_FOR[matter.nature or Nature.REQUEST])
        return ReportOutcome(
            unit=matter.lead,
            finding=draw.draw(st.sampled_from(fitting)),
            measures=(Measure.INVESTIGATION,),
            text="说明",
            evidence=("档案 7 号",),
        )
    if matter.answer_spared or matter.answered_at is not None:
        return CloseMatter()
    if not matter.reachable and draw.draw(st.booleans()):
        if matter.exemption_proposed_by is not None:
            return ConfirmExemption()
        return ProposeExemption(ground=ExemptionGround.NO_ROUTE, reason="说明")
    return AnswerComplainant(text="说明", policy="第 9 条", route=AnswerRoute.LETTER)
