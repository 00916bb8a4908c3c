"""M09 第一责任人、一岗双责: who answers for a unit, as it stood when the thing happened."""

from datetime import date

from domain.organisation import commands
from domain.vocabulary import PostRank
from service.queries import Asked
from tests.people import AUDITOR, SUPERVISOR
from tests.scenarios.office import Office


def test_m09_the_leader_in_charge_answers_first_then_the_chiefs_upwards(office: Office) -> None:
    def order(command: object) -> None:
        office.app.handler.organisation(command, SUPERVISOR)  # type: ignore[arg-type]

    year = date(2026, 1, 1)
    order(
        commands.EstablishPost(
            post="housing-chief", unit="housing", title="局长", rank=PostRank.CHIEF
        )
    )
    order(
        commands.EstablishPost(
            post="county-chief", unit="county", title="县长", rank=PostRank.CHIEF
        )
    )
    deputy = PostRank.LEADER_IN_CHARGE
    order(commands.EstablishPost(post="deputy", unit="county", title="副县长", rank=deputy))
    order(commands.AppointPerson(person="he", name="何局长", post="housing-chief", since=year))
    order(commands.AppointPerson(person="gao", name="高副县长", post="deputy", since=year))
    order(commands.AssignPortfolio(post="deputy", units=("housing",), since=year))
    order(commands.EndTerm(person="he", post="housing-chief", until=date(2026, 2, 28)))
    order(
        commands.AppointPerson(
            person="lin", name="林局长", post="housing-chief", since=date(2026, 3, 1)
        )
    )

    _, organisation = office.app.queries.organisation(AUDITOR, Asked())
    in_march = [
        (each.post, each.person) for each in organisation.chain("housing", date(2026, 3, 2))
    ]
    assert in_march == [("deputy", "gao"), ("housing-chief", "lin"), ("county-chief", None)]
    in_february = organisation.chain("housing", date(2026, 2, 10))
    assert in_february[1].person == "he"
    _, before = office.app.queries.organisation(AUDITOR, Asked(known_by=2))
    assert before.posts == {}
