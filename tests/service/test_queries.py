"""What the questions need of the database."""

from service.asking import Asked
from service.bootstrap import Application
from service.database import Database
from service.migrate import SERVICE_ROLE
from service.queries import Queries
from tests.people import AUDITOR, establish_units


def test_a_question_holds_one_connection_and_never_waits_for_a_second(
    app: Application, database_url: str
) -> None:
    establish_units(app)
    app.runner.catch_up()
    one = Database(database_url, app.settings.schema_name, role=SERVICE_ROLE, max_size=1)
    one.open()
    try:
        queries = Queries(one, app.reference, app.clock, app.outbox, app.read_log)
        _, found = queries.coverage(AUDITOR, Asked())
        assert "housing" in found.units_without_chief
        assert queries.matters(AUDITOR, Asked(known_by=app.clock.now())).items == []
        assert queries.rulebooks(AUDITOR, Asked())[1]
    finally:
        one.close()
