"""What happens in the demo: one story a matter, told in working days before today.

Every feedback state is there, the three silent failures among them (M12).
"""

from collections.abc import Iterator
from datetime import datetime

from domain.matter.answering.commands import ConfirmExemption, GiveInterimReply, ProposeExemption
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer, DecideReview
from domain.matter.disputing.commands import ObjectToOrder
from domain.matter.handling.commands import InformLeader, ReportDifficulty, ReportProgress
from domain.matter.intake.commands import NotifyAcceptance
from domain.matter.joining.commands import MergeMatter
from domain.matter.refusing.commands import ConfirmRefusal, ProposeRefusal
from domain.matter.splitting.commands import PartOfMatter, SplitMatter
from domain.matter.timing.commands import ExtendAnswer
from domain.matter.withdrawing.commands import ConfirmWithdrawal, RecordWithdrawal
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    ExemptionGround,
    Finding,
    Nature,
    RefusalGround,
    Satisfaction,
)
from service.demo.people import CALLER, CLERK, DEPUTY, HANDLERS, HEAD_OF_HOUSING, LEADER, SUPERVISOR
from service.demo.steps import (
    At,
    Step,
    Story,
    answer,
    call,
    delivered,
    order,
    outcome,
    part_of,
    received,
    signed,
)

PHONE, IN_PROCEEDINGS = AnswerRoute.PHONE, RefusalGround.IN_PROCEEDINGS


def stories(at: At, soon: datetime) -> Iterator[Story]:
    """All stories; ``soon`` is a time to come, for promises."""
    yield from _before_the_work(at)
    yield from _at_work(at, soon)
    yield from _silent_failures(at)
    yield from _answered(at)
    yield from _after_the_answer(at)
    yield from _several_together(at)


def _before_the_work(at: At) -> Iterator[Story]:
    yield Story("unregistered", (received(at, 1, "窨井盖松动", "南门口窨井盖一踩就响。", None),))
    yield Story("undispatched", (received(at, 2, "公交站牌缺失", "新设的站没有站牌。"),))
    yield Story(
        "undelivered",
        (
            received(at, 2, "垃圾房异味", "小区东侧垃圾房一周未清。"),
            Step(1, 11, CLERK, order("dongjie")),
        ),
    )
    yield Story(
        "unsigned",
        (received(at, 3, "路面积水", "桥洞下雨后积水难行。"), *delivered("jiaotong", 2)),
    )
    yield Story(
        "unsigned-overdue",
        (received(at, 26, "水表读数不符", "连续两月读数对不上。"), *delivered("shuiwu", 25)),
    )


def _at_work(at: At, soon: datetime) -> Iterator[Story]:
    yield Story(
        "in-hand",
        (
            received(at, 6, "路灯不亮", "文化路三盏路灯不亮。"),
            *signed("zhujian", 6),
            Step(4, 10, CLERK, NotifyAcceptance(route=AnswerRoute.PHONE)),
            Step(3, 15, HANDLERS["zhujian"], ReportProgress(text="已查明线路故障，正在更换。")),
        ),
    )
    yield Story(
        "with-participant",
        (
            received(
                at,
                8,
                "断头路何时打通",
                "会议定下的路段迟迟不开工。",
                channel=Channel.LEADER_ASSIGNMENT,
                assigned_by=DEPUTY,
            ),
            *signed("jiaotong", 8, participant="zhujian"),
            Step(5, 16, HANDLERS["jiaotong"], ReportProgress(text="施工方案已送审。")),
        ),
    )
    yield Story(
        "difficulty-reported",
        (
            received(at, 11, "老旧小区加压供水", "六楼以上夏季没水。"),
            *signed("shuiwu", 11),
            Step(8, 10, HANDLERS["shuiwu"], ReportProgress(text="现场已测水压。")),
            Step(
                2,
                10,
                HANDLERS["shuiwu"],
                ReportDifficulty(leader=DEPUTY, text="加压泵房无处可建，需县里协调用地。"),
            ),
        ),
    )
    yield Story(
        "extended",
        (
            received(at, 13, "危房鉴定", "外墙开裂，请求鉴定。"),
            *signed("zhujian", 13),
            Step(10, 9, HANDLERS["zhujian"], ReportProgress(text="已委托鉴定机构。")),
            Step(
                3,
                10,
                HEAD_OF_HOUSING,
                ExtendAnswer(
                    working_days=10, reason="鉴定需要取样检测。", told_by=AnswerRoute.PHONE
                ),
            ),
            Step(
                2,
                10,
                CLERK,
                GiveInterimReply(text="鉴定正在进行。", expected_by=soon, route=AnswerRoute.PHONE),
            ),
        ),
    )
    yield Story(
        "exempt",
        (
            received(
                at,
                9,
                "无名来信",
                "反映某巷夜间噪声，未留地址。",
                channel=Channel.LETTER,
                anonymous=True,
            ),
            Step(
                7,
                10,
                CLERK,
                ProposeExemption(
                    ground=ExemptionGround.NO_ROUTE, reason="来信无姓名、无联系方式。"
                ),
            ),
            Step(6, 10, SUPERVISOR, ConfirmExemption()),
            *signed("dongjie", 6),
            Step(4, 10, HANDLERS["dongjie"], outcome(Finding.PARTLY_MET, "已劝导，夜间加巡。")),
        ),
    )


def _silent_failures(at: At) -> Iterator[Story]:
    yield Story(
        "stuck-not-reported",
        (
            received(at, 28, "河道违建", "河边搭棚挡住行洪。"),
            *signed("shuiwu", 28),
            Step(25, 10, HANDLERS["shuiwu"], ReportProgress(text="已到现场查看。")),
        ),
    )
    yield Story(
        "solved-not-told",
        (
            received(at, 14, "井盖更换", "菜市场门口井盖破损。"),
            *signed("zhujian", 14),
            Step(8, 15, HANDLERS["zhujian"], outcome(Finding.MET, "井盖已更换。")),
        ),
    )
    yield Story(
        "policy-not-explained",
        (
            received(at, 12, "提前领取补贴", "未满年限，希望先发补贴。"),
            *signed("renshe", 12),
            Step(
                5, 11, HANDLERS["renshe"], outcome(Finding.OUTSIDE_POLICY, "年限未满，不能发放。")
            ),
        ),
    )


def _answered(at: At) -> Iterator[Story]:
    yield Story(
        "answered",
        (
            received(at, 10, "社保转移怎么办", "跨市转移要带什么？", Nature.QUESTION),
            *signed("renshe", 10),
            Step(5, 10, HANDLERS["renshe"], outcome(Finding.QUESTION_ANSWERED, "已列明材料。")),
            Step(3, 10, HANDLERS["renshe"], answer("带身份证和缴费凭证到窗口办理。")),
        ),
    )
    yield Story(
        "closed",
        (
            received(at, 20, "公交晚点", "早班车常晚点。", channel=Channel.NETIZEN_MESSAGE),
            *signed("jiaotong", 20),
            Step(18, 10, CLERK, NotifyAcceptance(route=AnswerRoute.PUBLISHED)),
            Step(14, 10, HANDLERS["jiaotong"], outcome(Finding.MET, "已加开一班。")),
            Step(13, 10, HANDLERS["jiaotong"], answer("已加开早班车。", AnswerRoute.PUBLISHED)),
            Step(12, 10, CALLER, call(Satisfaction.SATISFIED)),
            Step(12, 15, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "conduct-closed-late",
        (
            received(
                at,
                30,
                "窗口推诿",
                "跑了三趟都说找别的窗口。",
                Nature.CONDUCT,
                channel=Channel.VISIT,
                conduct=(Conduct.SHIFTING_BLAME,),
                about_units=("renshe",),
            ),
            *signed("dongjie", 30),
            Step(12, 10, HANDLERS["dongjie"], outcome(Finding.SUBSTANTIATED, "情况属实，已整改。")),
            Step(11, 10, HANDLERS["dongjie"], answer("情况属实，已责令整改并致歉。")),
            Step(10, 10, CALLER, call(Satisfaction.BASICALLY_SATISFIED)),
            Step(10, 15, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "leader-informed",
        (
            received(
                at,
                18,
                "学校周边交通",
                "放学时段拥堵，请研究。",
                channel=Channel.MEETING_MINUTES,
                assigned_by=LEADER.person,
            ),
            *signed("jiaotong", 18),
            Step(9, 10, HANDLERS["jiaotong"], outcome(Finding.PARTLY_MET, "已设临时单行。")),
            Step(9, 11, HANDLERS["jiaotong"], InformLeader(text="临时单行已实施，效果待看。")),
            Step(8, 10, HANDLERS["jiaotong"], answer("放学时段已设临时单行。")),
        ),
    )


def _after_the_answer(at: At) -> Iterator[Story]:
    yield Story(
        "contested",
        (
            received(at, 22, "楼道堆物", "消防通道被占，说清了又堆上。"),
            *signed("dongjie", 22),
            Step(15, 10, HANDLERS["dongjie"], outcome(Finding.MET, "已清理。")),
            Step(14, 10, HANDLERS["dongjie"], answer("楼道已清理。")),
            Step(8, 10, CALLER, call(Satisfaction.DISSATISFIED)),
            Step(7, 10, CLERK, ContestAnswer(text="两天后又堆满了。")),
        ),
    )
    yield Story(
        "withdrawn",
        (
            received(at, 6, "水管渗水", "楼上渗水，已自行联系。"),
            *signed("shuiwu", 6),
            Step(4, 10, CLERK, RecordWithdrawal(route=AnswerRoute.PHONE, text="已修好，撤回。")),
            Step(3, 10, CALLER, ConfirmWithdrawal(route=AnswerRoute.PHONE)),
        ),
    )
    disputed = (
        received(at, 50, "小区围墙开裂", "围墙裂缝越来越宽。"),
        *signed("zhujian", 50),
        Step(42, 10, HANDLERS["zhujian"], outcome(Finding.MET, "已抹缝。")),
        Step(41, 10, HANDLERS["zhujian"], answer("裂缝已处理。")),
        Step(38, 10, CLERK, ContestAnswer(text="只抹了表面。")),
        Step(32, 10, HANDLERS["zhujian"], outcome(Finding.PARTLY_MET, "已加固一段。")),
        Step(31, 10, HANDLERS["zhujian"], answer("已加固最险的一段。")),
        Step(20, 10, CLERK, ApplyForReview(text="其余部分仍有危险。")),
    )
    upheld = DecideReview(upheld=True, text="其余部分经鉴定安全。", route=AnswerRoute.LETTER)
    yield Story("under-review", disputed)
    yield Story(
        "under-re-review",
        (
            *disputed,
            Step(10, 10, SUPERVISOR, upheld),
            Step(3, 10, CLERK, ApplyForReview(text="不服复查决定。")),
        ),
    )
    yield Story(
        "objected",
        (
            received(at, 2, "河道漂浮物", "桥下漂着垃圾。"),
            *delivered("shuiwu", 2),
            Step(1, 10, HANDLERS["shuiwu"], ObjectToOrder(instead="dongjie", text="属街道保洁。")),
        ),
    )
    yield Story(
        "refused",
        (
            received(at, 5, "合同纠纷", "与装修公司的合同纠纷，已经起诉。"),
            Step(4, 10, CLERK, ProposeRefusal(ground=IN_PROCEEDINGS, reason="法院已立案。")),
            Step(4, 15, SUPERVISOR, ConfirmRefusal(text="请待法院判决。", told_by=PHONE)),
        ),
    )


def _several_together(at: At) -> Iterator[Story]:
    """One that is split over two units, one of them done; and one that repeats another (M03)."""
    whole = "split"
    yield Story(
        whole,
        (
            received(at, 9, "小区门口出行难", "路面塌陷，路灯也坏了，晚上不敢出门。"),
            Step(8, 9, CLERK, SplitMatter(parts=(ROAD, LAMPS))),
            *signed("zhujian", 7),
        ),
    )
    yield Story(
        part_of(whole, 1),
        (
            *signed("jiaotong", 7),
            Step(3, 15, HANDLERS["jiaotong"], outcome(Finding.MET, "路面已修复。")),
        ),
    )
    yield Story(part_of(whole, 2), delivered("dongjie", 7))
    yield Story(
        "merged",
        (
            received(at, 4, "路灯不亮影响通行", "文化路的路灯还是不亮。"),
            Step(3, 9, CLERK, MergeMatter(into="in-hand", reason="同一路段的同一批路灯。")),
        ),
    )


ROAD = PartOfMatter(subject="门口路面塌陷", body="修复塌陷的路面。")
LAMPS = PartOfMatter(subject="门口路灯不亮", body="修复损坏的路灯。")
