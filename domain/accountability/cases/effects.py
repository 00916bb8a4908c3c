"""What happens to a case, and who owes what about it: an opened case owes a decision (M31)."""

from collections.abc import Iterable

from domain.accountability.cases import events as e
from domain.obligations import Effect, Ends, HandsOver, Key, Opens, Owner
from domain.proceedings.kind import Effects
from domain.vocabulary import Duty, Ending, Party

DECISION = Key(Duty.CASE_DECIDED)
SERVED = Key(Duty.DECISION_SERVED)
CLEARING = Key(Duty.CLEARING)


def _opened(fact: e.CaseOpened) -> Iterable[Effect]:
    owner = Owner(fact.owed_by, fact.investigator)
    yield Opens(DECISION, owner, Party.SUPERVISORY_BODY, fact.decide_by)


def _recused(fact: e.InvestigatorRecused) -> Iterable[Effect]:
    yield HandsOver(DECISION, Owner(fact.owed_by, fact.successor))


def _decided(fact: e.CaseDecided) -> Iterable[Effect]:
    yield Ends(DECISION)
    yield Opens(SERVED, Owner(fact.owed_by), Party.SUBJECT, fact.serve_by)
    for each in fact.consequences:
        key = Key(Duty.CONSEQUENCE_EXECUTED, each.hook)
        yield Opens(key, Owner(each.unit), Party.SUPERVISORY_BODY, each.by)


def _not_held(fact: e.CaseNotHeld) -> Iterable[Effect]:
    yield Ends(DECISION)
    if fact.clear_by is not None:
        yield Opens(CLEARING, Owner(fact.owed_by), Party.SUBJECT, fact.clear_by)


def _served(fact: e.CaseDecisionServed) -> Iterable[Effect]:
    yield Ends(SERVED)
    for each in fact.owed:
        if each.execute_by is not None:
            execution = Key(Duty.MEASURE_EXECUTED, each.key)
            yield Opens(execution, Owner(fact.owed_by), Party.SUPERVISORY_BODY, each.execute_by)
        if each.lift_by is not None:
            lifting = Key(Duty.LIFTING, each.key)
            yield Opens(lifting, Owner(fact.owed_by), Party.SUBJECT, each.lift_by)


def _executed(fact: e.MeasureExecuted) -> Iterable[Effect]:
    yield Ends(Key(Duty.MEASURE_EXECUTED, fact.key))


def _carried_out(fact: e.ConsequenceExecuted) -> Iterable[Effect]:
    yield Ends(Key(Duty.CONSEQUENCE_EXECUTED, fact.hook))


def _lifted(fact: e.MeasureLifted) -> Iterable[Effect]:
    yield Ends(Key(Duty.LIFTING, fact.key))


def _appealed(fact: e.CaseAppealed) -> Iterable[Effect]:
    yield Opens(Key(fact.duty), Owner(fact.owed_by), Party.SUBJECT, fact.decide_by)


def _appeal_decided(fact: e.CaseAppealDecided) -> Iterable[Effect]:
    yield Ends(Key(fact.duty))
    for duty, of in fact.void:
        yield Ends(Key(duty, of), Ending.VOID)
    if fact.serve_by is not None:
        yield Opens(SERVED, Owner(fact.owed_by), Party.SUBJECT, fact.serve_by)
    if fact.clear_by is not None:
        yield Opens(CLEARING, Owner(fact.owed_by), Party.SUBJECT, fact.clear_by)


def _cleared(_fact: e.NameCleared) -> Iterable[Effect]:
    yield Ends(CLEARING)


EFFECTS: Effects = {
    e.CaseOpened: _opened,
    e.InvestigatorRecused: _recused,
    e.CaseDecided: _decided,
    e.CaseNotHeld: _not_held,
    e.CaseDecisionServed: _served,
    e.MeasureExecuted: _executed,
    e.ConsequenceExecuted: _carried_out,
    e.MeasureLifted: _lifted,
    e.CaseAppealed: _appealed,
    e.CaseAppealDecided: _appeal_decided,
    e.NameCleared: _cleared,
}
