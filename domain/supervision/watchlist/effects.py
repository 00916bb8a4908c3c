"""What happens to an entry of the watchlist: the office owes a look at it, again and again."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.supervision.watchlist.events import WatchPutOn, WatchReviewed, WatchTakenOff
from domain.supervision.watchlist.state import Watch
from domain.vocabulary import Duty, Ending, Party, WatchStage, WatchSubject

REVIEW = Key(Duty.WATCH_CHECK)


def _put_on(fact: WatchPutOn) -> Iterable[Effect]:
    yield Opens(REVIEW, Owner(fact.office), Party.SUPERVISORY_BODY, fact.review_by)


def _reviewed(fact: WatchReviewed) -> Iterable[Effect]:
    yield Ends(REVIEW)
    yield Opens(REVIEW, Owner(fact.office), Party.SUPERVISORY_BODY, fact.review_by)


def _taken_off(_fact: WatchTakenOff) -> Iterable[Effect]:
    yield Ends(REVIEW, Ending.VOID)


EFFECTS: Effects = {WatchPutOn: _put_on, WatchReviewed: _reviewed, WatchTakenOff: _taken_off}


def _on(before: Watch, fact: WatchPutOn, _recorded: Recorded) -> dict[str, Any]:
    about_unit = fact.subject is WatchSubject.UNIT and fact.unit is not None
    links = dict.fromkeys((*before.links, *(each.life for each in fact.signs)))
    return {
        "title": fact.title,
        "stage": WatchStage.ON,
        "unit": fact.unit,
        "person": fact.code if fact.subject is WatchSubject.PERSON else None,
        "units": frozenset(filter(None, (fact.office,))),
        "about_units": (fact.unit,) if about_unit else (),
        "about_persons": fact.persons,
        "links": tuple(links),
        "subject": fact.subject,
        "code": fact.code,
        "times": before.times + 1,
        "rule": fact.rule,
        "count": fact.count,
        "signs": fact.signs,
        "office": fact.office,
        "closed_at": None,
    }


def _looked_at(before: Watch, _fact: WatchReviewed, _recorded: Recorded) -> dict[str, Any]:
    return {"reviews": before.reviews + 1}


def _off(_before: Watch, _fact: WatchTakenOff, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": WatchStage.OFF,
        "taken_off_at": recorded.occurred_at,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {WatchPutOn: _on, WatchReviewed: _looked_at, WatchTakenOff: _off}
