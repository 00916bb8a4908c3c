"""Complaints about one official put them on the watchlist by rule; a unit is put on by hand (M05, M23)."""

from collections.abc import Iterator

from domain.accountability.clearings.commands import ClearName, FindFalseAccusation
from domain.matter.closing.commands import CloseMatter
from domain.supervision.watchlist.commands import PutOnWatch, ReviewWatch, TakeOffWatch, WatchAgain
from domain.vocabulary import (
    AnswerRoute,
    Channel,
    Conduct,
    Finding,
    Nature,
    Satisfaction,
    WatchSubject,
)
from service.demo.days import Days
from service.demo.people import CALLER, HANDLERS, INSPECTOR, SUPERVISOR
from service.demo.steps import Step, Story, answer, call, outcome, received, signed
from service.demo.told import made_by

ABOUT = HANDLERS["renshe"].person
COMPLAINTS = (
    (55, "窗口态度生硬", "问两句就说“自己看墙上”。", Conduct.OVERBEARING),
    (43, "办证让跑三趟", "每次少一样材料，不一次说清。", Conduct.PROCRASTINATING),
    (31, "午间提前关窗", "十一点半窗口就没人了。", Conduct.LAX),
)
"""Working days ago, subject, text, class; each found to be so."""


def stories(days: Days) -> Iterator[Story]:
    for place, (begin, subject, text, conduct) in enumerate(COMPLAINTS, 1):
        yield Story(
            f"window-complaint-{place}",
            (
                received(
                    begin,
                    subject,
                    text,
                    Nature.CONDUCT,
                    channel=Channel.VISIT,
                    conduct=(conduct,),
                    about_units=("renshe",),
                    about_persons=(ABOUT,),
                    place="dongjie",
                ),
                *signed("dongjie", begin),
                Step(begin - 3, 10, HANDLERS["dongjie"], outcome(Finding.SUBSTANTIATED, "属实。")),
                Step(begin - 4, 10, HANDLERS["dongjie"], answer("情况属实，已当面致歉并整改。")),
                Step(begin - 6, 10, CALLER, call(Satisfaction.BASICALLY_SATISFIED)),
                Step(begin - 7, 10, SUPERVISOR, CloseMatter()),
            ),
        )
    yield _false()
    unit = WatchSubject.UNIT
    yield Story(
        "watched-town",
        (
            Step(
                days.in_month(5, 6),
                9,
                SUPERVISOR,
                PutOnWatch(subject=unit, code="xizhen", reason="主要负责人长期空缺。"),
            ),
            Step(days.in_month(4, 4), 9, INSPECTOR, ReviewWatch(text="已明确临时负责人。")),
            Step(days.in_month(3, 9), 9, SUPERVISOR, TakeOffWatch(reason="运转恢复正常。")),
            Step(12, 9, SUPERVISOR, WatchAgain(reason="临时负责人又离岗。")),
        ),
    )
    yield Story(
        "watched-window",
        (Step(5, 9, INSPECTOR, ReviewWatch(text="暗访两次，有好转。"), f"watch-person:{ABOUT}"),),
    )


def _false() -> Story:
    """An accusation found false, and the names cleared."""
    name = "false-complaint"
    cleared = ClearName(
        route=AnswerRoute.PUBLISHED, where=("街道公告栏",), text="经查，反映的问题不属实。"
    )
    return Story(
        name,
        (
            received(
                26,
                "反映街道办收礼",
                "称街道经办人收了店主的礼。",
                Nature.CONDUCT,
                conduct=(Conduct.GREEDY,),
                about_units=("dongjie",),
                about_persons=(HANDLERS["dongjie"].person,),
            ),
            *signed("renshe", 26),
            Step(23, 10, HANDLERS["renshe"], outcome(Finding.NOT_SUBSTANTIATED, "查无实据。")),
            Step(22, 10, HANDLERS["renshe"], answer("经核查，反映的问题不属实。")),
            Step(20, 10, SUPERVISOR, FindFalseAccusation(matter=name, reason="承认系挟怨编造。")),
            Step(19, 10, SUPERVISOR, cleared, made_by(name, "clearing")),
        ),
    )
