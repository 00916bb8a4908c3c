"""M05 庸懒散乱拖贪, 慢拖横, 吃拿卡要, 中梗阻, the six lows: several per matter, and never lost."""

import pytest

from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.correcting.errors import SofterByCorrection
from domain.matter.refusing.commands import ProposeRefusal
from domain.matter.refusing.errors import ConductIsInquired
from domain.vocabulary import Conduct, Nature, RefusalGround
from projections.feedback_status import WantedMatters
from service.asking import Asked
from tests.people import CLERK, SUPERVISOR
from tests.scenarios.office import NOW, Office, at

SEVERAL = (Conduct.PROCRASTINATING, Conduct.EXTORTING, Conduct.LOW_EXECUTION)


def conduct(office: Office, matter: str, asked: Asked = NOW) -> tuple[Conduct, ...]:
    office.app.runner.catch_up()
    return office.app.queries.matter(SUPERVISOR, asked, matter)[1].conduct


def test_m05_a_matter_has_as_many_classes_as_it_shows(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, conduct=SEVERAL)
    office.take_in()
    assert conduct(office, matter) == SEVERAL
    wanted = WantedMatters(nature=Nature.CONDUCT)
    found = office.app.queries.matters(SUPERVISOR, NOW, wanted).items
    assert [each.matter for each in found] == [matter]


def test_m05_another_class_is_put_on_record_beside_what_stood_there(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, conduct=(Conduct.SLOW,))
    office.clock.move_to(at(3, 3))
    more = (Conduct.SLOW, *SEVERAL)
    office.do(CorrectRegistration(reason="补充", conduct=more), CLERK, matter)
    assert conduct(office, matter) == more
    assert conduct(office, matter, Asked(as_of=at(3, 2, 12))) == (Conduct.SLOW,)


def test_m05_a_complaint_about_conduct_is_not_made_something_else_by_a_clerk(
    office: Office,
) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, conduct=SEVERAL)
    softer = CorrectRegistration(reason="不是投诉", nature=Nature.REQUEST)
    with pytest.raises(SofterByCorrection):
        office.do(softer, CLERK, matter)


@pytest.mark.parametrize("left", [(), (Conduct.EXTORTING,), (Conduct.SLOW, Conduct.EXTORTING)])
def test_m05_no_class_of_conduct_is_taken_off_by_a_clerk(
    office: Office, left: tuple[Conduct, ...]
) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, conduct=SEVERAL)
    taken_off = CorrectRegistration(reason="不属实", conduct=left)
    with pytest.raises(SofterByCorrection):
        office.do(taken_off, CLERK, matter)
    office.do(taken_off, SUPERVISOR, matter)
    assert conduct(office, matter) == left


def test_m05_a_request_that_names_conduct_is_inquired_into_like_a_complaint(
    office: Office,
) -> None:
    matter = office.take_in(nature=Nature.REQUEST, conduct=(Conduct.EXTORTING,))
    refusal = ProposeRefusal(ground=RefusalGround.UNINTELLIGIBLE, reason="看不懂")
    with pytest.raises(ConductIsInquired):
        office.do(refusal, CLERK, matter)
    taken_off = CorrectRegistration(reason="不是作风问题", conduct=())
    with pytest.raises(SofterByCorrection):
        office.do(taken_off, CLERK, matter)
    office.do(taken_off, SUPERVISOR, matter)
    assert conduct(office, matter) == ()
