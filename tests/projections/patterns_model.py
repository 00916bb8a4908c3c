"""The patterns worked out in plain Python from the folded log: what each query must agree with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from domain.envelope import Recorded, Sealed
from domain.matter.state import Matter
from domain.thresholds import Thresholds
from domain.unusual import Unusual, unusual
from domain.vocabulary import Duty, ExceptionKind, ObligationStatus, Pattern
from projections.exceptions import told_again
from projections.patterns.near_due import CHANGING
from projections.text_form import fold, windows
from projections.text_sketch import FLOOR, alike, bands
from projections.two_axes import Axes
from tests.projections.reading import number_of, opened

ANSWERS = ("matter.complainant_answered", "matter.answer_imported", "matter.refused")
FILINGS = ("matter.received", "matter.imported")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its place: ``family`` is the position of the first text that it is like."""

    recorded: Recorded
    matter: str
    folded: str
    numbers: frozenset[int]
    family: int | None
    alike: float


def families(log: Sequence[Recorded]) -> list[Said]:
    """Every text that is compared, each held against every first text of a family before it."""
    found: list[Said] = []
    heads: list[tuple[int, Said, frozenset[int]]] = []
    for recorded in log:
        kind, name = _kind(recorded.fact.TYPE)
        if kind is None:
            continue
        sealed = getattr(recorded.fact, name)
        assert isinstance(sealed, Sealed)
        folded = fold(opened(sealed))
        numbers = frozenset(number_of(pair) for pair in windows(folded))
        own = frozenset(bands(numbers, kind)) if len(folded) >= 20 else frozenset()
        near = [
            (alike(numbers, head.numbers), -head.recorded.position)
            for of_kind, head, theirs in heads
            if of_kind == kind and own & theirs
        ]
        best = max(near, default=(0.0, 0))
        family, share = (-best[1], best[0]) if best[0] >= FLOOR else (None, 1.0)
        matter = recorded.stream.removeprefix("matter-")
        if family is None and own:
            family = recorded.position
            said = Said(recorded, matter, folded, numbers, family, share)
            heads.append((kind, said, own))
        else:
            said = Said(recorded, matter, folded, numbers, family, share)
        found.append(said)
    return found


def _kind(event: str) -> tuple[int | None, str]:
    if event in ANSWERS:
        return 0, "text"
    if event == "matter.withdrawal_recorded":
        return 1, "text"
    return (2, "body") if event in FILINGS else (None, "")


@dataclass(frozen=True, slots=True)
class Read:
    """One row of the read log."""

    stream: str
    person: str
    read_at: datetime
    protected: bool


@dataclass(frozen=True, slots=True)
class PatternModel:
    """The matters as they stood, in view; the events known; the thresholds."""

    matters: Mapping[str, Matter]
    streams: Mapping[str, Sequence[Recorded]]
    said: Sequence[Said]
    axes: Axes
    limits: Thresholds
    read: Sequence[Read] = ()

    def rows(self, pattern: Pattern) -> dict[str, tuple[object, ...]]:
        """By key: how many, of how many, near, days, matters concerned (as a set)."""
        rows: dict[str, tuple[object, ...]] = getattr(self, f"_{pattern.value}")()
        return rows

    def known(self, recorded: Recorded) -> bool:
        in_time = recorded.occurred_at <= self.axes.as_of
        return recorded.position <= self.axes.known_by and in_time

    def exceptions(self) -> Iterator[tuple[Recorded, Unusual]]:
        for matter in self.matters:
            for recorded, before in told_again(self.streams[matter]):
                if self.known(recorded):
                    for each in unusual(recorded, before):
                        yield recorded, each

    def texts(self, *events: str) -> list[Said]:
        return [
            each
            for each in self.said
            if each.recorded.fact.TYPE in events
            if each.matter in self.matters and self.known(each.recorded)
        ]

    def near(self, recorded: Recorded, each: Unusual) -> bool:
        left = each.due_at - recorded.recorded_at if each.due_at else timedelta(0)
        return timedelta(0) < left <= self.limits.near_due

    def _never_answered(self) -> dict[str, tuple[object, ...]]:
        as_of, rows = self.axes.as_of, {}
        for matter in self.matters.values():
            final = matter.obligation(Duty.FINAL_ANSWER)
            first = final.in_round(1) if final else None
            if first is None or matter.answered_at is not None:
                continue
            over = first.status(as_of) is ObligationStatus.OVERDUE
            if over and first.deadline.at <= as_of - self.limits.never_answered_days * DAY:
                days = (as_of - first.deadline.at) / DAY
                rows[matter.id] = (1, None, None, round(days, 2), {matter.number})
        return rows

    def _rerouted(self) -> dict[str, tuple[object, ...]]:
        times: defaultdict[str, int] = defaultdict(int)
        for recorded, each in self.exceptions():
            if each.kind in (ExceptionKind.REROUTED, ExceptionKind.OBJECTION_UPHELD):
                times[recorded.stream.removeprefix("matter-")] += 1
        return {
            matter: (count, None, None, None, {self.matters[matter].number})
            for matter, count in times.items()
            if count >= self.limits.rerouted_times
        }

    def _ended_near_due(self) -> dict[str, tuple[object, ...]]:
        ahead: defaultdict[str, list[tuple[timedelta, str | None]]] = defaultdict(list)
        for matter in self.matters.values():
            final = matter.obligation(Duty.FINAL_ANSWER)
            for each in final.rounds if final else ():
                if each.status(self.axes.as_of) is ObligationStatus.DONE_IN_TIME:
                    assert each.ended_at is not None
                    left = each.deadline.at - each.ended_at
                    ahead[unit_of(matter)].append((left, matter.number))
        rows: dict[str, tuple[object, ...]] = {}
        for unit, given in ahead.items():
            near = [number for left, number in given if left <= self.limits.near_due]
            if near:
                days = round(median(left / DAY for left, _ in given), 2)
                rows[unit] = (len(near), len(given), None, days, set(near))
        return rows

    def _changed_near_due(self) -> dict[str, tuple[object, ...]]:
        rows: dict[str, tuple[object, ...]] = {}
        for recorded, each in self.exceptions():
            if each.kind in CHANGING and self.near(recorded, each):
                assert each.due_at is not None
                days = round((each.due_at - recorded.recorded_at) / DAY, 2)
                key = f"{recorded.position} {each.kind}"
                rows[key] = (1, None, None, days, {self._number(recorded)})
        return rows

    def _withdrawn_after_contact(self) -> dict[str, tuple[object, ...]]:
        rows: dict[str, tuple[object, ...]] = {}
        for recorded, each in self.exceptions():
            if each.kind is ExceptionKind.WITHDRAWAL_RECORDED and each.contact_at is not None:
                since = recorded.occurred_at - each.contact_at
                if timedelta(0) <= since <= self.limits.withdrawn_within_days * DAY:
                    days = round(since / DAY, 2)
                    rows[str(recorded.position)] = (1, None, None, days, {self._number(recorded)})
        return rows

    def _read_before_withdrawn(self) -> dict[str, tuple[object, ...]]:
        found: defaultdict[str, list[timedelta]] = defaultdict(list)
        matters: dict[str, str | None] = {}
        for recorded, each in self.exceptions():
            if each.kind is not ExceptionKind.WITHDRAWAL_RECORDED:
                continue
            for read in self.read:
                before = recorded.recorded_at - read.read_at
                near = timedelta(0) < before <= self.limits.read_before_days * DAY
                other = read.person != recorded.actor.person
                if read.protected and other and near and read.stream == recorded.stream:
                    key = f"{recorded.position} {read.person}"
                    found[key].append(before)
                    matters[key] = self._number(recorded)
        return {
            key: (len(them), None, None, round(min(them) / DAY, 2), {matters[key]})
            for key, them in found.items()
        }

    def _near_copies(self) -> dict[str, tuple[object, ...]]:
        return self._copies(*ANSWERS)

    def _copied_withdrawals(self) -> dict[str, tuple[object, ...]]:
        return self._copies("matter.withdrawal_recorded")

    def _copies(self, *events: str) -> dict[str, tuple[object, ...]]:
        matters: defaultdict[str, set[str]] = defaultdict(set)
        for each in self.texts(*events):
            if self._counts(each):
                matters[str(each.family)].add(each.matter)
        return {
            family: (len(them), None, None, None, {self.matters[m].number for m in them})
            for family, them in matters.items()
            if len(them) >= self.limits.near_copy_matters
        }

    def _counts(self, each: Said) -> bool:
        # Kept in four bytes, as the table keeps it.
        long = len(each.folded) >= self.limits.near_copy_characters
        return long and each.family is not None and each.alike >= self.limits.near_copy

    def _already_forwarded(self) -> dict[str, tuple[object, ...]]:
        return {
            str(each.recorded.position): (1, None, None, None, {self.matters[each.matter].number})
            for each in self.texts(*ANSWERS)
            if any(phrase in each.folded for phrase in self.limits.forwarded)
            if len(each.folded) <= self.limits.forwarded_characters
        }

    def _back_again(self) -> dict[str, tuple[object, ...]]:
        filed = self.texts(*FILINGS)
        rows: dict[str, tuple[object, ...]] = {}
        for later in filed:
            matter = self.matters[later.matter]
            assert matter.received_at is not None
            gaps = [
                matter.received_at - ended
                for earlier in filed
                if self._same(earlier, later)
                if (ended := ended_at(self.matters[earlier.matter])) is not None
                if ended < matter.received_at
            ]
            nearest = min(gaps, default=None)
            if nearest is not None and nearest <= self.limits.back_within_days * DAY:
                rows[matter.id] = (1, None, None, round(nearest / DAY, 2), {matter.number})
        return rows

    def _same(self, one: Said, other: Said) -> bool:
        persons = {each.recorded.fact.body.person for each in (one, other)}
        alike_texts = one.family == other.family and self._counts(one) and self._counts(other)
        return len(persons) == 1 or alike_texts

    def _beyond_authority(self) -> dict[str, tuple[object, ...]]:
        refused = {
            recorded.stream.removeprefix("matter-")
            for recorded, each in self.exceptions()
            if each.kind is ExceptionKind.REFUSED and each.ground == "other_body"
        }
        ended: defaultdict[str, list[Matter]] = defaultdict(list)
        for matter in self.matters.values():
            if matter.answered_at is not None or matter.finding is not None:
                ended[unit_of(matter)].append(matter)
        rows: dict[str, tuple[object, ...]] = {}
        for unit, matters in ended.items():
            dumped = {each.number for each in matters if each.id in refused}
            enough = len(dumped) >= self.limits.beyond_authority_matters
            if enough and len(dumped) / len(matters) >= self.limits.beyond_authority_share:
                rows[unit] = (len(dumped), len(matters), None, None, dumped)
        return rows

    def _extensions_by_approver(self) -> dict[str, tuple[object, ...]]:
        by: defaultdict[str, list[tuple[Recorded, Unusual]]] = defaultdict(list)
        for recorded, each in self.exceptions():
            if each.kind is ExceptionKind.EXTENDED:
                by[each.approver or ""].append((recorded, each))
        total = sum(map(len, by.values()))
        rows: dict[str, tuple[object, ...]] = {}
        for approver, acts in by.items():
            left = [(e.due_at - r.recorded_at) / DAY for r, e in acts if e.due_at is not None]
            near = sum(self.near(*act) for act in acts)
            numbers = {self._number(recorded) for recorded, _ in acts}
            days = round(median(left), 2) if left else None
            rows[approver] = (len(acts), total, near, days, numbers)
        return rows

    def _number(self, recorded: Recorded) -> str | None:
        return self.matters[recorded.stream.removeprefix("matter-")].number


def unit_of(matter: Matter) -> str:
    return matter.lead or matter.receiving_unit or ""


def ended_at(matter: Matter) -> datetime | None:
    return matter.answered_at or matter.closed_at
