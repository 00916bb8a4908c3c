"""One matter split over several units, and repeats that are linked or merged (M03)."""

from collections.abc import Iterator

from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.handling.commands import ReportProgress
from domain.matter.joining.commands import LinkRepeat, MergeMatter, UnlinkRepeat, UnmergeMatter
from domain.matter.splitting.commands import CallOffPart, PartOfMatter, SplitMatter
from domain.matter.timing.commands import ReclassifyMatter
from domain.vocabulary import Finding, Urgency
from service.demo.people import CALLER, CLERK, HANDLERS, SUPERVISOR
from service.demo.steps import Step, Story, answer, delivered, outcome, received, signed
from service.demo.told import part_of

ROAD = PartOfMatter(subject="门口路面塌陷", body="修复塌陷的路面。")
LAMPS = PartOfMatter(subject="门口路灯不亮", body="修复损坏的路灯。")
SHRUBS = PartOfMatter(subject="绿化带遮挡", body="修剪路口的灌木。")


def stories() -> Iterator[Story]:
    yield from _split()
    yield from _finished_and_taken_away()
    yield from _repeats()


def _split() -> Iterator[Story]:
    """One part is done, one not yet signed for, one not needed any more."""
    whole = "split"
    yield Story(
        whole,
        (
            received(9, "小区门口出行难", "路面塌陷，路灯也坏了，晚上不敢出门。"),
            Step(8, 9, CLERK, SplitMatter(parts=(ROAD, LAMPS, SHRUBS))),
            *signed("zhujian", 7),
            Step(
                6,
                10,
                CLERK,
                CallOffPart(part=part_of(whole, 3), reason="灌木已由物业修剪。"),
            ),
            Step(5, 10, SUPERVISOR, ReclassifyMatter(complex=True, reason="需开挖管线。")),
        ),
    )
    yield Story(
        part_of(whole, 1),
        (
            *signed("jiaotong", 7, told=False),
            Step(3, 15, HANDLERS["jiaotong"], outcome(Finding.MET, "路面已修复。")),
        ),
    )
    yield Story(part_of(whole, 2), delivered("dongjie", 7))


def _finished_and_taken_away() -> Iterator[Story]:
    """What a part found does not stand once it turns out to be about the unit that found it."""
    whole = "split-again"
    parts = (
        PartOfMatter(subject="路口信号灯", body="信号灯时长不合理。"),
        PartOfMatter(subject="路口绿化", body="绿化遮挡视线。"),
    )
    hurried = CorrectRegistration(reason="学生上学必经，按较急办理。", urgency=Urgency.PROMPT)
    mistake = CorrectRegistration(reason="实为反映交通局不作为。", about_units=("jiaotong",))
    yield Story(
        whole,
        (
            received(12, "路口难过", "信号灯太短，绿化又挡住来车。"),
            Step(11, 9, CLERK, SplitMatter(parts=parts)),
            *signed("zhujian", 11),
            Step(10, 16, CLERK, hurried),
            Step(9, 10, HANDLERS["zhujian"], ReportProgress(text="绿化已修剪。")),
            Step(6, 9, CLERK, mistake),
        ),
    )
    yield Story(
        part_of(whole, 1),
        (
            *signed("jiaotong", 10, told=False),
            Step(8, 15, HANDLERS["jiaotong"], outcome(Finding.MET, "时长无误。")),
        ),
    )
    yield Story(part_of(whole, 2), signed("dongjie", 10, told=False))


def _repeats() -> Iterator[Story]:
    yield Story(
        "merged",
        (
            received(4, "路灯不亮影响通行", "文化路的路灯还是不亮。"),
            Step(3, 9, CLERK, MergeMatter(into="in-hand", reason="同一路段的同一批路灯。")),
        ),
    )
    yield Story(
        "linked",
        (
            received(3, "文化路路灯", "又是文化路，三天了还没修。"),
            Step(3, 11, CLERK, LinkRepeat(other="in-hand")),
        ),
    )
    yield Story(
        "not-the-same",
        (
            received(3, "路灯太亮", "窗前路灯整夜晃眼。"),
            Step(3, 11, CLERK, LinkRepeat(other="in-hand")),
            Step(2, 11, CLERK, UnlinkRepeat(other="in-hand")),
            *delivered("zhujian", 2),
        ),
    )
    yield Story(
        "noise",
        (
            received(20, "广场舞噪声", "广场舞到夜里十点。"),
            *signed("dongjie", 20),
            Step(18, 10, HANDLERS["dongjie"], ReportProgress(text="已与领队商量。")),
            Step(13, 10, HANDLERS["dongjie"], outcome(Finding.MET, "改到九点前结束。")),
            Step(12, 10, HANDLERS["dongjie"], answer("已约定九点前结束，音量限六十分贝。")),
        ),
    )
    yield Story(
        "noise-again",
        (
            received(18, "广场噪声", "广场音响太吵。"),
            Step(17, 9, CLERK, MergeMatter(into="noise", reason="同一广场。")),
            Step(12, 15, CALLER, answer("已约定九点前结束，音量限六十分贝。")),
        ),
    )
    yield Story(
        "parted",
        (
            received(17, "商铺音响", "商铺门口音响叫卖。"),
            Step(16, 9, CLERK, MergeMatter(into="noise", reason="同一地点的噪声。")),
            Step(15, 9, CLERK, UnmergeMatter(reason="是商铺，不是广场舞。")),
            *signed("dongjie", 15),
            Step(13, 11, HANDLERS["dongjie"], ReportProgress(text="已约谈店主。")),
        ),
    )
