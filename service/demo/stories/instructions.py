"""Instructions by phone signed afterwards, disowned, unclear, and one that its leader forgot (M17, M18)."""

from collections.abc import Iterator

from domain.instruction.commands import (
    ClarifyInstruction,
    Countersign,
    DisownInstruction,
    ExplainRecording,
    GiveInstruction,
    ReportOnInstruction,
)
from domain.matter.closing.commands import CloseMatter
from domain.matter.handling.commands import ReportProgress
from domain.matter.routing.commands import SignOrder
from domain.vocabulary import Duty, Finding, InstructionForm, Satisfaction
from service.demo.days import Days
from service.demo.people import CALLER, CLERK, COUNTY_HEAD, DEPUTY, HANDLERS, LEADER, SUPERVISOR
from service.demo.steps import Step, Story, answer, call, outcome, received, signed

WATER = HANDLERS["shuiwu"]


def stories(days: Days) -> Iterator[Story]:
    yield from _by_phone(days)
    yield _disowned(days)
    yield from _unclear(days)
    yield Story("to-be-signed", (Step(6, 17, CLERK, _phoned(days, "zhujian", "危墙先拆后补手续")),))


def _phoned(days: Days, lead: str, title: str, matter: str | None = None) -> GiveInstruction:
    return GiveInstruction(
        title=title,
        form=InstructionForm.PHONE,
        leader=DEPUTY,
        text="先处置，手续随后补。",
        authorised="值班电话，通话两分钟，值班员在场。",
        lead=lead,
        by=days.ahead(10),
        deliverable="处置报告",
        matter=matter,
        covers=(Duty.PARTICIPANT_REPORT,) if matter else (),
    )


def _by_phone(days: Days) -> Iterator[Story]:
    """Acted on at once, countersigned, and relied on when the matter was closed."""
    yield Story(
        "dyke",
        (
            received(27, "堤坝渗水", "堤脚渗水成股。"),
            *signed("shuiwu", 27, participant="dongjie"),
            Step(27, 15, HANDLERS["dongjie"], SignOrder()),
            Step(26, 9, HANDLERS["dongjie"], ReportProgress(text="已转移两户。")),
            Step(25, 10, WATER, outcome(Finding.MET, "已打围堰，渗水止住。")),
            Step(25, 16, WATER, answer("险情已除，汛期专人值守。")),
            Step(24, 10, CALLER, call(Satisfaction.SATISFIED)),
            Step(23, 10, SUPERVISOR, CloseMatter()),
        ),
    )
    yield Story(
        "by-phone",
        (
            Step(27, 20, CLERK, _phoned(days, "shuiwu", "堤坝抢险先行", matter="dyke")),
            Step(25, 9, LEADER, Countersign(remark="属实，同意。")),
            Step(24, 9, WATER, ReportOnInstruction(text="抢险进展顺利。", done=False)),
            Step(22, 9, WATER, ReportOnInstruction(text="处置报告已呈。", done=True)),
        ),
    )


def _disowned(days: Days) -> Story:
    recorder = HANDLERS["jiaotong"]
    given = GiveInstruction(
        title="暂停路口整治",
        form=InstructionForm.ORAL,
        leader=COUNTY_HEAD.person,
        text="整治先停一停。",
        authorised="散会时走廊口头交代。",
        lead="jiaotong",
        by=days.on(28),
        deliverable="暂停说明",
    )
    return Story(
        "disowned",
        (
            Step(38, 11, recorder, given),
            Step(36, 9, COUNTY_HEAD, DisownInstruction(reason="从未作此指示。")),
            Step(35, 9, recorder, ExplainRecording(text="误把讨论意见当作指示。")),
        ),
    )


def _unclear(days: Days) -> Iterator[Story]:
    """One made clear, and one that its leader owes clarification of since long."""

    def said(title: str) -> GiveInstruction:
        return GiveInstruction(
            title=title,
            form=InstructionForm.SIGNED,
            leader=COUNTY_HEAD.person,
            text="有关部门抓紧研究。",
        )

    yield Story(
        "made-clear",
        (
            Step(21, 9, COUNTY_HEAD, said("研究停车难")),
            Step(
                19,
                9,
                COUNTY_HEAD,
                ClarifyInstruction(
                    lead="jiaotong", by=days.on(9), deliverable="三处停车场选址方案"
                ),
            ),
            Step(10, 9, HANDLERS["jiaotong"], ReportOnInstruction(text="方案已呈。", done=True)),
        ),
    )
    yield Story("unclear", (Step(16, 9, COUNTY_HEAD, said("改善营商环境")),))
    yield Story(
        "skipped-level",
        (
            Step(
                15,
                9,
                LEADER,
                GiveInstruction(
                    title="老旧电梯更新",
                    form=InstructionForm.SKIP_LEVEL,
                    leader=DEPUTY,
                    text="住建局直接报我。",
                    lead="zhujian",
                    by=days.on(3),
                    deliverable="更新清单",
                ),
            ),
        ),
    )
