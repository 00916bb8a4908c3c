"""What channels say that they received, held against what was registered (M02, M10)."""

from collections.abc import Iterator

from domain.manifests.commands import RecordManifest
from domain.matter.correcting.commands import CorrectRegistration
from domain.vocabulary import Channel
from service.demo.days import Days
from service.demo.people import CALLER, CLERK
from service.demo.steps import Step, Story, received, signed


def stories(days: Days) -> Iterator[Story]:
    """Of one day's three calls one was never entered; of another day's two both were."""
    yield Story(
        "call-one",
        (received(11, "公厕无水", "公厕停水两天。", source_number="R-801"), *signed("zhujian", 11)),
    )
    yield Story(
        "call-two",
        (
            received(11, "垃圾桶满溢", "巷口垃圾桶满了。", source_number="R-802"),
            Step(11, 11, CLERK, CorrectRegistration(reason="实为来信。", channel=Channel.LETTER)),
            Step(
                11,
                12,
                CLERK,
                CorrectRegistration(reason="核对后仍是来电。", channel=Channel.HOTLINE),
            ),
            *signed("dongjie", 11),
        ),
    )
    counted = ("R-801", "R-802", "R-803")
    yield Story("manifest", (Step(10, 9, CLERK, _manifest(days, 11, counted)),))
    yield Story(
        "manifest-corrected",
        (
            Step(9, 9, CLERK, _manifest(days, 10, ())),
            Step(8, 9, CALLER, _manifest(days, 10, ("R-811",), "漏数一件夜间来电。")),
        ),
    )


def _manifest(
    days: Days, days_ago: int, numbers: tuple[str, ...], reason: str | None = None
) -> RecordManifest:
    return RecordManifest(
        channel=Channel.HOTLINE,
        day=days.on(days_ago),
        count=len(numbers),
        source_numbers=numbers,
        counted_by="热线平台日报",
        reason=reason,
    )
