"""The register of accountability and comparable cases on the command line."""

from tests.service.cli.processes import Huiyin

PERIOD = ("--from", "2026-01-01T00:00:00+08:00", "--to", "2026-07-01T00:00:00+08:00")


def test_an_office_without_cases_has_an_empty_register(huiyin: Huiyin) -> None:
    assert huiyin.json("accountability-register", *PERIOD) == []
    assert huiyin("accountability-register", *PERIOD).status == 0


def test_comparables_of_what_is_no_proceeding_are_refused(huiyin: Huiyin) -> None:
    assert huiyin("comparables", "2026-WZ-000001").status != 0
