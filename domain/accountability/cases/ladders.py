"""What repeats propose: ladders propose, people decide (M31)."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.accountability.cases.events import Proposal
from domain.accountability.cases.legality import Records
from domain.accountability.cases.state import Case
from domain.accountability.forms import COMPLAINT, LadderRow, row_of
from domain.accountability.measures import Imposed
from domain.accountability.records.state import SubjectRecord
from domain.rulebook import Rulebook
from domain.situation import Situation
from domain.vocabulary import SubjectKind
from domain.working_days import shanghai_day

DAYS_A_YEAR, MONTHS_A_YEAR = 365, 12


def proposals(
    case: Case, made: tuple[Imposed, ...], records: Records, situation: Situation
) -> tuple[Proposal, ...]:
    """What the rulebook's ladders propose for the official a case is about, this case counted in."""
    record = records.get(SubjectKind.OFFICIAL)
    if record is None:
        return ()
    rulebook, today = situation.rules.rulebook, shanghai_day(situation.now)
    return tuple(_climbed(case, made, record, rulebook, today))


def lighter_than_proposed(
    made: tuple[Imposed, ...], proposed: tuple[Proposal, ...], rulebook: Rulebook
) -> tuple[Proposal, ...]:
    """The proposals that what is imposed on the official stays below: neither one of the forms
    proposed nor one as heavy as the lightest of them."""
    imposed = [each for each in made if each.subject is SubjectKind.OFFICIAL]
    forms = {each.form for each in imposed}
    heaviest = max((each.rank for each in imposed), default=0)

    def lightest(proposal: Proposal) -> int:
        rows = (row_of(rulebook.forms, form) for form in proposal.forms)
        return min((row.rank for row in rows if row is not None), default=0)

    return tuple(
        each for each in proposed if forms.isdisjoint(each.forms) and heaviest < lightest(each)
    )


def _climbed(
    case: Case, made: tuple[Imposed, ...], record: SubjectRecord, rulebook: Rulebook, today: date
) -> Iterator[Proposal]:
    reached: dict[str, Proposal] = {}
    for place, row in enumerate(rulebook.ladders, 1):
        count = _count(row, case, made, record, today)
        if count >= row.times:  # a higher rung of the same ladder comes in place of a lower one
            name = f"{rulebook.id} ladders.{place}"
            reached[row.of] = Proposal(row=name, count=count, forms=row.proposes)
    yield from reached.values()


def _count(
    row: LadderRow, case: Case, made: tuple[Imposed, ...], record: SubjectRecord, today: date
) -> int:
    days = row.within_months * DAYS_A_YEAR // MONTHS_A_YEAR
    entries = record.since(today - timedelta(days=days), case.id)
    if row.of == COMPLAINT:
        return len({*case.complaints, *(one for entry in entries for one in entry.complaints)})
    earlier = sum(each.form == row.of for entry in entries for each in entry.measures)
    return earlier + sum(each.form == row.of for each in made)
