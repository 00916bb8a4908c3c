"""Key nodes fed back at once, an emergency reported by the hour, a difficulty decided (M12-M14)."""

from collections.abc import Iterator

from domain.matter.handling.commands import DecideDifficulty, ReportDifficulty, ReportProgress
from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    Milestone,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.vocabulary import Channel, Finding, Nature
from service.demo.days import Days
from service.demo.people import CLERK, DEPUTY, HANDLERS, LEADER, SUPERVISOR
from service.demo.steps import Step, Story, answer, followed_up, outcome, received, signed


def stories(days: Days) -> Iterator[Story]:
    yield Story(
        "with-nodes",
        (
            received(12, "老街路面改造", "改造停工，商户进出难。"),
            *signed("jiaotong", 12),
            Step(10, 10, HANDLERS["jiaotong"], ReportProgress(text="已复工。")),
            Step(
                10,
                11,
                CLERK,
                SetMilestones(
                    milestones=(
                        Milestone(name="铺设完成", on=days.on(6)),
                        Milestone(name="恢复通车", on=days.ahead(7)),
                    )
                ),
            ),
            Step(6, 16, HANDLERS["jiaotong"], ReportNode(node="1", text="东段已铺完。")),
        ),
    )
    yield Story(
        "emergency",
        (
            received(17, "自来水爆管", "路口爆管，水漫进店里。"),
            *signed("shuiwu", 17),
            Step(17, 15, CLERK, DeclareEmergency(text="积水已没过脚踝，三家店进水。")),
            Step(17, 16, HANDLERS["shuiwu"], ReportEmergency(text="已关阀，两台泵在抽。")),
            Step(16, 11, HANDLERS["shuiwu"], ReportEmergency(text="管道已更换，正在冲洗。")),
            Step(16, 17, SUPERVISOR, EndEmergency(text="已恢复供水。")),
            Step(15, 10, HANDLERS["shuiwu"], outcome(Finding.MET, "已恢复供水，商户已赔付。")),
            Step(14, 10, HANDLERS["shuiwu"], answer("已恢复供水，赔付款三日内到账。")),
            *followed_up(12),
        ),
    )
    yield Story(
        "emergency-now",
        (
            received(2, "护栏被撞开", "桥上护栏被撞开一段，没人管。"),
            *signed("jiaotong", 2),
            Step(1, 15, SUPERVISOR, DeclareEmergency(text="夜间无照明，随时可能坠桥。")),
            Step(1, 16, HANDLERS["jiaotong"], ReportEmergency(text="已设围挡和警示灯。")),
        ),
    )
    yield Story(
        "difficulty-decided",
        (
            received(24, "旧厂宿舍通气", "旧厂宿舍一直没通天然气。"),
            *signed("zhujian", 24),
            Step(22, 10, HANDLERS["zhujian"], ReportProgress(text="已核实 42 户。")),
            Step(
                20,
                10,
                HANDLERS["zhujian"],
                ReportDifficulty(leader=DEPUTY, text="产权单位已注销，开口费无人承担。"),
            ),
            Step(19, 10, LEADER, DecideDifficulty(decision="由县级更新资金列支。")),
            Step(13, 10, HANDLERS["zhujian"], outcome(Finding.MET, "已开工，月底通气。")),
            Step(12, 10, HANDLERS["zhujian"], answer("县里已列支开口费，月底前通气。")),
            *followed_up(10),
        ),
    )
    yield Story(
        "found-by-itself",
        (
            received(
                21,
                "自查：许可超期两件",
                "自查发现两件取水许可超期未办。",
                Nature.REQUEST,
                channel=Channel.SELF_INSPECTION,
                anonymous=True,
            ),
            *signed("shuiwu", 21),
            Step(18, 10, HANDLERS["shuiwu"], outcome(Finding.MET, "两件均已补办。")),
        ),
    )
