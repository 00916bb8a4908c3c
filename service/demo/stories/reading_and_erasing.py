"""Who was shown what, and a person's data held, let go, and erased by two people (docs/privacy.md)."""

from collections.abc import Iterator

from domain.envelope import Actor
from domain.erasure.commands import ConfirmErasure, LiftHold, PlaceHold, ProposeErasure
from domain.reading.commands import FindByContact, RevealIdentity
from service.bootstrap import Application
from service.demo.messages import OLDEST
from service.demo.people import AUDITOR, CALLER, CLERK, SUPERVISOR
from service.demo.steps import Act, Step, Story
from service.demo.told import Told

TAKEN = "withdrawn"
"""The matter whose evidence the auditor takes away."""


def stories() -> Iterator[Story]:
    yield Story(
        "readings",
        (
            Step(
                9, 9, CALLER, RevealIdentity(reason="核对来电号码。"), "withdrawn-after-contact-2"
            ),
            Step(4, 9, CALLER, RevealIdentity(reason="回访需核对联系方式。"), "answered"),
            Step(3, 9, SUPERVISOR, RevealIdentity(reason="核对撤回是否本人所为。"), TAKEN),
            Step(3, 10, CLERK, FindByContact(contact="000-0000", reason="核对是否重复来电")),
            Step(2, 16, AUDITOR, Act(_take_dossier)),
        ),
    )
    yield Story(
        OLDEST,
        (
            Step(20, 9, AUDITOR, PlaceHold(reason="审计调阅旧件")),
            Step(15, 9, AUDITOR, LiftHold(reason="审计结束")),
            Step(12, 9, CLERK, ProposeErasure(reason="保存期满，本人申请删除")),
            Step(11, 9, SUPERVISOR, ConfirmErasure()),
        ),
    )


def _take_dossier(app: Application, told: Told, auditor: Actor) -> None:
    """Sealing what is not sealed yet; taken again, as when the demo goes on, it is on record twice."""
    app.dossiers.make(auditor, told.life(TAKEN))
