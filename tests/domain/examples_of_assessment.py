"""One example of every fact of assessment and evaluation, with every field given."""

from decimal import Decimal

from domain.assessment.document import sum_of
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.settlements.commands import Grade
from domain.assessment.settlements.events import ScoresSettled
from domain.envelope import Fact
from tests.domain.examples_of_proceedings import day

DOCUMENT = '{"ledgers":[],"period":"2026-H1"}'

EXAMPLES: tuple[Fact, ...] = (
    ScoreEntered(
        unit="housing",
        person="handler-wang",
        row="demerit",
        title="记过",
        rule="efficiency-office/1 scores.rows.demerit",
        points=Decimal("-60.00"),
        half="2026-H1",
        event=17,
        source="matter-m1",
        carried_by="housing",
        share_of="handler-wang",
        reason="处分决定已送达",
    ),
    ScoreReversed(
        entry=42,
        row="demerit",
        rule="efficiency-office/1 scores.rows.demerit",
        points=Decimal("60.00"),
        half="2026-H1",
        source="lead-m1",
        reason="申诉成立",
    ),
    ScoresSettled(
        number="2026-JS-000001",
        title="2026-H1 考核兑现",
        period="2026-H1",
        as_of=day(20, 9),
        known_by=99,
        rulebook="efficiency-office/1",
        grades=(Grade(unit="housing", part="tasks", points=92, source="考核办 8 号"),),
        document=DOCUMENT,
        sha256=sum_of(DOCUMENT),
    ),
)
