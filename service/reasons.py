"""Why something stands on record: a lead, a case, an entry of the watchlist, points in a score ledger."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.accountability.cases.events import CaseAppealDecided, CaseLeadJoined, CaseOpened
from domain.accountability.leads.events import LeadOpened
from domain.assessment.periods import span_of
from domain.assessment.score_rules import RateRow
from domain.assessment.scores.entries import ledger_of_person, ledger_of_unit
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.assessment.settlements.state import Settlement
from domain.envelope import Actor, Fact, Recorded
from domain.errors import NotFoundError
from domain.kinds import kind_of
from domain.matter.handling.events import OutcomeReported
from domain.rulebook import WatchRule
from domain.supervision.watchlist.events import WatchPutOn
from domain.supervision.watchlist.signs import Sign
from domain.verdicts.events import BreachFound
from domain.vocabulary import WatchSign
from service.access.permissions import NotYourMatter
from service.asking import Asked
from service.behind import Basis, Behind
from service.bootstrap import Application
from service.why import Why

MOST_NAMED = 20
"""How many of the duties that a settlement counted are explained one by one."""


class NoSuchPoints(NotFoundError):
    code = "no-such-points"
    zh = "第{position}号事件不是计分。用“计分明细”查计分的位置。"
    en = "Event {position} gives no points. The list of score entries says which positions do."


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why something stands on record.

    recorded   the event that put it there
    rule       the rulebook's row, ``efficiency-office/1 watch.2``; None where people decided
    source     where that row comes from
    row        the row itself
    events     what it rests on, in the order of recording, as far as the asker may know of it
    kept_back  how many streams and events it rests on besides
    since, until  from when to before when a rule counted, or points count; None where it has no span
    missed     the due dates behind it that were missed, each counted day by day
    taken_back log position of the event that took it back; None where none did
    """

    recorded: Recorded
    rule: str | None
    source: str | None
    row: Any
    events: tuple[Behind, ...]
    kept_back: int
    since: datetime | None = None
    until: datetime | None = None
    missed: tuple[Why, ...] = ()
    taken_back: int | None = None

    @property
    def verdict(self) -> Recorded | None:
        """The verdict that opened a lead; None for others, and where the asker may not see it."""
        verdicts = (e.recorded for e in self.events if isinstance(e.recorded.fact, BreachFound))
        return next((each for each in verdicts if _opens(each.fact, self.recorded)), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """Points that a settlement counted from the ledger of obligations.

    points, of, found  as the frozen document has them: of how many, and how many were found
    """

    reasons: Reasons
    ledger: str
    points: Decimal
    of: int
    found: int


def _opens(verdict: Fact, lead: Recorded) -> bool:
    return isinstance(verdict, BreachFound) and verdict.lead == lead.stream


def why_opened(
    app: Application, actor: Actor, proceeding: str, asked: Asked | None = None
) -> Reasons | None:
    """Why a lead or a case was opened, or somebody is on the watchlist, by its id; None for other
    kinds of proceedings. Raises NotYourMatter."""
    if kind_of(proceeding) is None:
        return None
    asked = asked or Asked()
    _, entries = app.queries.timeline(actor, asked, proceeding)
    for recorded in reversed([each.recorded for each in entries]):
        explain = _OPENED.get(type(recorded.fact))
        if explain is not None:
            known = [each.recorded for each in entries]
            return explain(app, Basis(app, actor, asked), recorded, known)
    return None


def why_points(
    app: Application, actor: Actor, position: int, asked: Asked | None = None
) -> Reasons:
    """Why there are points in a score ledger, by the log position of the entry.

    Raises NoSuchPoints, also where the asker may not know of the ledger.
    """
    asked = asked or Asked()
    stored = app.log.after(position - 1, 1) if position > 0 else []
    if not stored or stored[0].type not in (ScoreEntered.TYPE, ScoreReversed.TYPE):
        raise NoSuchPoints(position=position)
    try:
        _, entries = app.queries.timeline(actor, asked, stored[0].stream)
    except NotYourMatter as error:
        raise NoSuchPoints(position=position) from error
    known = [each.recorded for each in entries]
    recorded = next((each for each in known if each.position == position), None)
    if recorded is None or not isinstance(recorded.fact, ScoreEntered | ScoreReversed):
        raise NoSuchPoints(position=position)
    return _points(app, Basis(app, actor, asked), recorded, recorded.fact, known)


def why_counted(
    app: Application, actor: Actor, settlement: str, unit: str, asked: Asked | None = None
) -> tuple[Counted, ...]:
    """What a settlement counted for a unit from the ledger of obligations, row by row; nothing for
    other kinds of proceedings, or a year, which counts its halves. Raises NotYourMatter."""
    asked = asked or Asked()
    _, state = app.queries.proceeding(actor, asked, settlement)
    if not isinstance(state, Settlement):
        return ()
    frozen = app.queries.history(actor, settlement)[0]
    shown = json.loads(state.document)["ledgers"]
    counted = [
        each
        for ledger in shown
        if ledger["ledger"] == f"unit:{unit}"
        for each in ledger.get("counted", ())
    ]
    return tuple(
        _count(app, Basis(app, actor, asked), frozen, state, unit, each) for each in counted
    )


def _lead(
    app: Application, basis: Basis, recorded: Recorded, _known: Sequence[Recorded]
) -> Reasons:
    fact: Any = recorded.fact
    _behind_lead(basis, fact)
    return _reasons(app, basis, recorded, fact.rule)


def _behind_lead(basis: Basis, fact: LeadOpened) -> None:
    """What led to a lead: the matter or proceeding it comes from, and what was missed there."""
    if fact.source is None:
        return
    basis.first_of(fact.source)
    if fact.duty is not None:
        basis.breach(fact.source, fact.duty, fact.of, fact.nth)


def _case(app: Application, basis: Basis, recorded: Recorded, known: Sequence[Recorded]) -> Reasons:
    """A case is opened by people, on leads; the row is the one by which its first lead was."""
    rule = None
    for each in known:
        if not isinstance(each.fact, CaseOpened | CaseLeadJoined):
            continue
        for first in basis.history(each.fact.lead)[:1]:
            basis.take(first)
            if isinstance(first.fact, LeadOpened):
                _behind_lead(basis, first.fact)
                rule = rule or first.fact.rule
    return _reasons(app, basis, recorded, rule)


def _watch(
    app: Application, basis: Basis, recorded: Recorded, _known: Sequence[Recorded]
) -> Reasons:
    """By the signs that the entry names, within the days of its row."""
    fact: Any = recorded.fact
    for sign in fact.signs:
        _sign(basis, sign, recorded)
    row = row_named(app, fact.rule)
    if not isinstance(row, WatchRule):
        return _reasons(app, basis, recorded, fact.rule)
    begin = recorded.occurred_at - timedelta(days=row.within_days)
    return _reasons(app, basis, recorded, fact.rule, begin, recorded.occurred_at)


def _sign(basis: Basis, sign: Sign, put_on: Recorded) -> None:
    if sign.sign is WatchSign.BREACHES and sign.duty is not None:
        basis.breach(sign.life, sign.duty, sign.of, sign.nth)
        return
    basis.first_of(sign.life, sign.at)
    if sign.sign is WatchSign.COMPLAINTS_SUBSTANTIATED:
        known = (e for e in basis.history(sign.life) if e.position < put_on.position)
        found = [each for each in known if isinstance(each.fact, OutcomeReported)]
        for each in found[-1:]:
            basis.take(each)


def _points(
    app: Application,
    basis: Basis,
    recorded: Recorded,
    fact: ScoreEntered | ScoreReversed,
    known: Sequence[Recorded],
) -> Reasons:
    if isinstance(fact, ScoreReversed):
        basis.take(next(each for each in known if each.position == fact.entry))
        if fact.source is not None:
            decided = [
                e for e in basis.history(fact.source) if isinstance(e.fact, CaseAppealDecided)
            ]
            for each in decided[-1:]:
                basis.take(each)
    elif fact.event is not None:
        basis.at(fact.event)
    else:
        basis.first_of(fact.source)
    if isinstance(fact, ScoreEntered) and fact.share_of is not None:
        _whole(basis, recorded, fact)
    back = next((each.position for each in known if _takes_back(each, recorded)), None)
    span = span_of(fact.half)
    return _reasons(app, basis, recorded, fact.rule, span.since, span.until, back)


def _takes_back(later: Recorded, entry: Recorded) -> bool:
    return isinstance(later.fact, ScoreReversed) and later.fact.entry == entry.position


def _whole(basis: Basis, recorded: Recorded, share: ScoreEntered) -> None:
    """The official's entry that a unit's is a share of: recorded together with it."""
    for each in basis.history(ledger_of_person(share.share_of or "")):
        if isinstance(each.fact, ScoreEntered) and each.command == recorded.command:
            basis.take(each)


def _count(
    app: Application,
    basis: Basis,
    frozen: Recorded,
    state: Settlement,
    unit: str,
    counted: Mapping[str, Any],
) -> Counted:
    span = span_of(state.period)
    row = row_named(app, counted["rule"])
    for position in counted["found"][:MOST_NAMED] if isinstance(row, RateRow) else ():
        basis.opened_at(position, row.duty)
    return Counted(
        reasons=_reasons(app, basis, frozen, counted["rule"], span.since, span.until),
        ledger=ledger_of_unit(unit),
        points=Decimal(counted["points"]),
        of=counted["of"],
        found=len(counted["found"]),
    )


def _reasons(
    app: Application,
    basis: Basis,
    recorded: Recorded,
    rule: str | None,
    since: datetime | None = None,
    until: datetime | None = None,
    taken_back: int | None = None,
) -> Reasons:
    row = row_named(app, rule)
    return Reasons(
        recorded=recorded,
        rule=rule,
        source=row.source if row is not None else None,
        row=row,
        events=basis.found,
        kept_back=basis.kept_back,
        since=since,
        until=until,
        missed=basis.missed,
        taken_back=taken_back,
    )


def row_named(app: Application, rule: str | None) -> Any:
    """The row that an event names, ``efficiency-office/1 leads.2``; None where there is none."""
    rulebook_id, _, row = (rule or "").partition(" ")
    app.reference.refresh()
    rulebook = app.reference.rulebooks().get(rulebook_id)
    return rulebook.row(row) if rulebook is not None and row else None


_OPENED: Mapping[
    type[Fact], Callable[[Application, Basis, Recorded, Sequence[Recorded]], Reasons]
] = {
    LeadOpened: _lead,
    CaseOpened: _case,
    WatchPutOn: _watch,
}
