"""What taking a message over does: its final answer is owed, and nothing else."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Party


def _imported(fact: MatterImported) -> Iterable[Effect]:
    yield Opens(Key(Duty.FINAL_ANSWER), Owner(fact.unit), Party.COMPLAINANT, fact.final_answer_by)


def _answered(_fact: AnswerImported) -> Iterable[Effect]:
    yield Ends(Key(Duty.FINAL_ANSWER))


EFFECTS: Effects = {MatterImported: _imported, AnswerImported: _answered}


def _taken_over(_matter: Matter, fact: MatterImported, recorded: Recorded) -> dict[str, Any]:
    return {
        **in_hands(fact.unit, None, recorded.occurred_at),
        "imported": True,
        "number": fact.number,
        "complainant": fact.complainant,
        "subject": fact.subject,
        "channel": fact.channel,
        "source": fact.source,
        "source_number": fact.source_number,
        "received_at": fact.received_at,
        "place": fact.place,
        "receiving_unit": fact.unit,
    }


def _told_there(matter: Matter, fact: AnswerImported, recorded: Recorded) -> dict[str, Any]:
    if not matter.only_imported:
        return {}
    return {"answered_at": recorded.occurred_at, "finding": fact.finding}


CHANGES: Changes = {MatterImported: _taken_over, AnswerImported: _told_there}
