"""Putting on the watchlist by rule or by hand, and taking off by hand (M23)."""

from domain.elsewhere import Led
from domain.matter.state import Matter
from domain.matter.stream import PREFIX as MATTER
from domain.matter.stream import matter_of_stream
from domain.obligations import Key
from domain.organisation.offices import deciding_office
from domain.organisation.state import Organisation
from domain.proceedings.kind import Decisions
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.supervision.standing import refuse_own_line
from domain.supervision.watchlist.commands import (
    PutOnWatch,
    ReviewWatch,
    TakeOffWatch,
    WatchAgain,
    WatchAgainByRule,
    WatchByRule,
)
from domain.supervision.watchlist.errors import AlreadyWatched, NobodyToWatch
from domain.supervision.watchlist.events import WatchPutOn, WatchReviewed, WatchTakenOff
from domain.supervision.watchlist.signs import Reached, Sign, Subject
from domain.supervision.watchlist.signs import reached as count
from domain.supervision.watchlist.state import Watch
from domain.vocabulary import Finding, Role, WatchSign, WatchStage, WatchSubject
from domain.working_days import shanghai_day

SUBSTANTIATED = frozenset({Finding.SUBSTANTIATED, Finding.PARTLY_SUBSTANTIATED})


def natural_key(subject: WatchSubject, code: str) -> str:
    """By which an entry is known: there is one for each subject."""
    return f"{subject.value}:{code}"


def decide_put_on(command: PutOnWatch, watch: Watch, situation: Situation) -> Led:
    """Put somebody on by hand, for the first time or again.

    Raises NobodyToWatch, OwnUnit, AlreadyWatched.
    """
    return _by_hand((command.subject, command.code), command.reason, watch, situation)


def decide_again(command: WatchAgain, watch: Watch, situation: Situation) -> Led:
    """Put somebody on again by hand. Raises NobodyToWatch, OwnUnit, AlreadyWatched."""
    return _by_hand(_subject(watch), command.reason, watch, situation)


def _by_hand(subject: Subject, reason: str, watch: Watch, situation: Situation) -> Led:
    put_on = _put_on(subject, situation, reason=reason)
    if watch.stage is WatchStage.ON:
        raise AlreadyWatched(who=put_on.code)
    return (put_on,)


def decide_by_rule(command: WatchByRule, watch: Watch, situation: Situation) -> Led:
    """Put on whoever fulfils a row; nothing where the signs given do not show it, or who was on it
    before."""
    if watch.exists:
        return ()
    return _by_rule((command.subject, command.code), command.reached, watch, situation)


def decide_again_by_rule(command: WatchAgainByRule, watch: Watch, situation: Situation) -> Led:
    """The same for somebody taken off, by signs since then."""
    if watch.stage is WatchStage.ON:
        return ()
    return _by_rule(_subject(watch), command.reached, watch, situation)


def _by_rule(subject: Subject, given: Reached, watch: Watch, situation: Situation) -> Led:
    rulebook = situation.rules.rulebook
    rows = rulebook.watch[: given.row]
    signs = [each for each in given.signs if _holds(each, subject, situation)]
    found = count(rows, subject, signs, situation.now, watch.taken_off_at)
    if found is None or found.row != given.row:
        return ()
    rule = f"{rulebook.id} watch.{found.row}"
    shown = found.model_copy(update={"count": max(found.count, given.count)})
    return (_put_on(subject, situation, rule=rule, found=shown),)


def _holds(sign: Sign, subject: Subject, situation: Situation) -> bool:
    """Whether the stream that a sign names shows it: the lists may lag behind."""
    life = _life(sign.life, situation)
    if sign.sign is WatchSign.BREACHES:
        latest = life.obligations.get(Key(sign.duty, sign.of)) if sign.duty else None
        owed = latest.in_round(sign.nth or 1) if latest is not None else None
        who = {WatchSubject.UNIT: owed and owed.owner.unit}.get(
            subject[0], owed and owed.owner.person
        )
        missed = owed is not None and owed.verdict_by is not None and owed.breached(situation.now)
        return missed and who == subject[1]
    if not isinstance(life, Matter) or not life.about_conduct:
        return False
    if sign.sign is WatchSign.COMPLAINTS_SUBSTANTIATED and life.finding not in SUBSTANTIATED:
        return False
    match subject:
        case (WatchSubject.UNIT, unit):
            return unit in life.about_units
        case (WatchSubject.PERSON, person):
            return person in life.about_persons
        case (_, post):
            holder = situation.organisation.holder(post, shanghai_day(sign.at))
            return holder is not None and holder.person in life.about_persons


def _life(stream: str, situation: Situation) -> Matter | Proceeding:
    if stream.startswith(MATTER):
        return situation.other(matter_of_stream(stream))
    return situation.proceeding(stream)


def _put_on(
    subject: Subject,
    situation: Situation,
    *,
    reason: str | None = None,
    rule: str | None = None,
    found: Reached | None = None,
) -> WatchPutOn:
    kind, code = subject
    unit, persons = _concerned(subject, situation)
    if unit is not None and situation.actor.role is not Role.SYSTEM:
        refuse_own_line(unit, situation)
    return WatchPutOn(
        title=f"{kind.zh} {code}",
        subject=kind,
        code=code,
        unit=unit,
        persons=persons,
        rule=rule,
        count=found.count if found is not None else 0,
        signs=found.signs if found is not None else (),
        reason=reason,
        office=deciding_office(situation.organisation, unit),
        review_by=situation.rules.deadline("watch_check", situation.now),
    )


def _concerned(subject: Subject, situation: Situation) -> tuple[str | None, tuple[str, ...]]:
    """The unit of a subject, and whom it is about now. Raises NobodyToWatch."""
    organisation, today = situation.organisation, shanghai_day(situation.now)
    kind, code = subject
    if kind is WatchSubject.UNIT and code in organisation.units:
        return code, ()
    if kind is WatchSubject.POST and code in organisation.posts:
        holder = organisation.holder(code, today)
        return organisation.posts[code].unit, (holder.person,) if holder is not None else ()
    by_rule = situation.actor.role is Role.SYSTEM
    if kind is WatchSubject.PERSON and (by_rule or _holds_a_post(organisation, code)):
        held = (t.post for t in organisation.terms if t.person == code and t.covers(today))
        posts = (organisation.posts.get(post) for post in held)
        return next((post.unit for post in posts if post is not None), None), (code,)
    raise NobodyToWatch(who=code)


def _holds_a_post(organisation: Organisation, person: str) -> bool:
    return any(term.person == person for term in organisation.terms)


def _subject(watch: Watch) -> Subject:
    return (watch.subject or WatchSubject.UNIT, watch.code)


def decide_review(command: ReviewWatch, watch: Watch, situation: Situation) -> Led:
    """Review an entry, from outside the line of whom it is about. Raises OwnUnit."""
    _refuse_line(watch, situation)
    return (
        WatchReviewed(
            text=command.text,
            office=watch.office,
            review_by=situation.rules.deadline("watch_check", situation.now),
        ),
    )


def decide_take_off(command: TakeOffWatch, watch: Watch, situation: Situation) -> Led:
    """Take it off, likewise. Raises OwnUnit."""
    _refuse_line(watch, situation)
    return (WatchTakenOff(reason=command.reason),)


def _refuse_line(watch: Watch, situation: Situation) -> None:
    if watch.unit is not None:
        refuse_own_line(watch.unit, situation)


DECISIONS: Decisions = {
    PutOnWatch: decide_put_on,
    WatchByRule: decide_by_rule,
    WatchAgain: decide_again,
    WatchAgainByRule: decide_again_by_rule,
    ReviewWatch: decide_review,
    TakeOffWatch: decide_take_off,
}
