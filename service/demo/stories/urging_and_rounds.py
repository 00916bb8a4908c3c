"""Urged, slipped, proposed for a talk; supervised week by week (M19, M21). The steps of the ladder
that the program takes by itself are in every story that is late."""

from collections.abc import Iterator

from domain.matter.handling.commands import ReportProgress
from domain.matter.rounds.commands import PutUnderSupervision, ReleaseFromSupervision, ReportRound
from domain.matter.urging.commands import IssueSlip, ProposeStep, ReportOnSlip, UrgeDuty
from domain.vocabulary import Cadence, Duty, Finding, Rung, Satisfaction
from service.demo.people import CALLER, CLERK, HANDLERS, LEADER, SUPERVISOR
from service.demo.steps import Step, Story, answer, call, followed_up, outcome, received, signed


def stories() -> Iterator[Story]:
    yield Story(
        "urged",
        (
            received(23, "夜间施工扰民", "工地凌晨还在浇筑。"),
            *signed("zhujian", 23),
            Step(21, 10, HANDLERS["zhujian"], ReportProgress(text="已约谈施工方。")),
            Step(17, 10, LEADER, UrgeDuty(text="两周了，请尽快。")),
            Step(15, 10, SUPERVISOR, IssueSlip(duty=Duty.OUTCOME, text="三日内说明情况。")),
            Step(
                15,
                11,
                SUPERVISOR,
                ProposeStep(rung=Rung.TALK, duty=Duty.OUTCOME, text="建议约谈分管副局长。"),
            ),
            Step(13, 10, HANDLERS["zhujian"], ReportOnSlip(text="执法人手不足，已调整排班。")),
            Step(12, 10, HANDLERS["zhujian"], outcome(Finding.MET, "已罚款并限定施工时间。")),
            Step(11, 10, HANDLERS["zhujian"], answer("已处罚，工地晚十点后不再施工。")),
            Step(8, 10, CALLER, call(Satisfaction.DISSATISFIED)),
        ),
    )
    yield Story(
        "under-supervision",
        (
            received(14, "河道非法采砂", "上游夜里有人采砂。"),
            *signed("shuiwu", 14),
            Step(
                13,
                9,
                SUPERVISOR,
                PutUnderSupervision(cadence=Cadence.WEEKLY, reason="群众反映强烈。"),
            ),
            Step(12, 10, HANDLERS["shuiwu"], ReportProgress(text="已蹲守一夜。")),
            Step(11, 16, HANDLERS["shuiwu"], ReportRound(text="查获采砂船一艘。")),
            Step(6, 16, HANDLERS["shuiwu"], ReportRound(text="已立案处罚。")),
        ),
    )
    yield Story(
        "released",
        (
            received(45, "校门口摊贩", "放学时段摊贩堵门。"),
            *signed("dongjie", 45),
            Step(
                44,
                9,
                SUPERVISOR,
                PutUnderSupervision(cadence=Cadence.TEN_DAYS, reason="重点事项。"),
            ),
            Step(43, 10, HANDLERS["dongjie"], ReportProgress(text="已安排值守。")),
            Step(42, 16, HANDLERS["dongjie"], ReportRound(text="值守三天，摊贩已退。")),
            Step(41, 9, SUPERVISOR, ReleaseFromSupervision(reason="成效明显。")),
            Step(38, 10, HANDLERS["dongjie"], outcome(Finding.MET, "设疏导点，校门已畅通。")),
            Step(37, 10, CLERK, answer("已设疏导点，校门口每天有人值守。")),
            *followed_up(35),
        ),
    )
