"""On the command line: who a complainant is, on record, and who was shown it."""

from tests.service.cli.processes import Huiyin
from tests.service.cli.test_doing import office, received

__all__ = ["office"]


def test_a_clerk_is_shown_a_name_and_an_auditor_is_told_so(office: Huiyin) -> None:
    number = received(office)["number"]
    shown = office.json("reveal", number, "--reason", "回访")
    assert (shown["name"], shown["contact"]) == ("来电人", "来电号码")
    assert office("reveal", number).status == 2
    assert "来电号码" not in office("timeline", number, "--json").out
    found = office.json("find-by-contact", "来电号码", "--reason", "来电查询")
    assert [each["number"] for each in found] == [number]
    read = office.json("readings")
    assert {each["kind"] for each in read} >= {"投诉人身份", "按人查找", "事项"}
    (revealed,) = office.json("readings", "--matter", number, "--kind", "identity")
    assert revealed["person"] == "clerk-li"
    (looked,) = office.json("readings", "--looked-for", "来电号码")
    assert looked["found"] == 1
    assert office("readings", "--matter", number, "--before-withdrawal").status == 1
    assert office("readings", "--before-withdrawal").status == 2
