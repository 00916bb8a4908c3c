"""What happens to a subject's record."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.accountability.records.events import (
    RecordEntered,
    RecordInfluenceEnded,
    RecordReversed,
)
from domain.accountability.records.state import Entry, SubjectRecord
from domain.envelope import Recorded
from domain.proceedings.kind import Changes
from domain.vocabulary import RecordStage, SubjectKind


def _with(record: SubjectRecord, entries: Iterable[Entry]) -> dict[str, Any]:
    kept = tuple(entries)
    lasting = any(entry.in_influence for entry in kept)
    return {
        "entries": kept,
        "stage": RecordStage.IN_INFLUENCE if lasting else RecordStage.CLEAR,
        "links": tuple(dict.fromkeys((*record.links, *(entry.case for entry in kept)))),
    }


def _entered(record: SubjectRecord, fact: RecordEntered, _recorded: Recorded) -> dict[str, Any]:
    entry = Entry(fact.case, fact.facts, fact.complaints, fact.measures, fact.decided_on)
    unit = fact.who if fact.subject is SubjectKind.UNIT else None
    person = fact.who if fact.subject is SubjectKind.OFFICIAL else None
    others = (each for each in record.entries if each.case != fact.case)
    return {
        "title": f"问责档案：{fact.who}",
        "unit": unit,
        "person": person,
        "about_units": tuple(filter(None, (unit,))),
        "about_persons": tuple(filter(None, (person,))),
        **_with(record, (*others, entry)),
    }


def _reversed(record: SubjectRecord, fact: RecordReversed, _recorded: Recorded) -> dict[str, Any]:
    return _with(record, (each for each in record.entries if each.case != fact.case))


def _ended(record: SubjectRecord, fact: RecordInfluenceEnded, _: Recorded) -> dict[str, Any]:
    return _with(
        record,
        (
            replace(each, ended=each.ended | {fact.key}) if each.case == fact.case else each
            for each in record.entries
        ),
    )


CHANGES: Changes = {
    RecordEntered: _entered,
    RecordReversed: _reversed,
    RecordInfluenceEnded: _ended,
}
