"""Several matters that hang together: split, merged, parted, in any order and with anybody at work.

Everything that holds for one matter holds for each of them, and besides: a whole has no outcome
before its parts have theirs, every complainant of a merged matter is answered, and parting restores
exactly what merging suspended.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from domain.envelope import Actor, Command
from domain.errors import HuiyinError
from domain.matter.answering.events import ComplainantAnswered
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.handling.events import OutcomeReported
from domain.matter.history import fold
from domain.matter.joining.commands import LinkRepeat, MergeMatter, UnlinkRepeat, UnmergeMatter
from domain.matter.refusing.events import MatterRefused
from domain.matter.splitting.commands import CallOffPart, PartOfMatter, SplitMatter
from domain.matter.splitting.events import CalledOff
from domain.matter.standing import standing
from domain.matter.state import Matter
from domain.obligations import Key, Obligation
from domain.vocabulary import FINDINGS_FOR, Duty, Ending, Nature, Urgency
from tests.domain.anything import ACTORS
from tests.domain.desk import Desk, outcome, receive
from tests.domain.test_matter_machine import (
    OF_SEVERAL,
    PATIENT,
    MatterMachine,
    desk_steps,
    play_until,
)
from tests.domain.ways_out import brought_to_an_end
from tests.people import CLERK, HANDLER

actors = st.sampled_from(ACTORS)
places = st.integers(0, 9)
MOST = 6


class FamilyMachine(MatterMachine):
    """One matter after another is at the desk; the others are beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.suspended: dict[str, dict[Key, Obligation]] = {}

    @property
    def family(self) -> list[Desk]:
        return list(self.desk.others.values()) or [self.desk]

    def turn_to(self, desk: Desk) -> None:
        desk.now, desk.organisation = self.desk.now, self.desk.organisation
        self.desk = desk

    @rule(which=places)
    def another_is_looked_at(self, which: int) -> None:
        self.turn_to(self.family[which % len(self.family)])

    @precondition(lambda self: len(self.family) < MOST)
    @rule(nature=st.none() | st.sampled_from(Nature), actor=actors)
    def it_is_split(self, nature: Nature | None, actor: Actor) -> None:
        part = PartOfMatter(subject="说明", body="说明", nature=nature)
        self.attempt(SplitMatter(parts=(part,)), actor)

    @precondition(lambda self: self.desk.matter.splitting.unfinished)
    @rule(urgency=st.sampled_from(Urgency), actor=actors)
    def it_is_graded_otherwise(self, urgency: Urgency, actor: Actor) -> None:
        self.attempt(CorrectRegistration(reason="说明", urgency=urgency), actor)

    @rule(which=places, actor=actors)
    def a_part_is_called_off(self, which: int, actor: Actor) -> None:
        if parts := list(self.desk.matter.splitting.parts):
            self.attempt(CallOffPart(part=parts[which % len(parts)], reason="说明"), actor)

    @precondition(lambda self: len(self.family) < MOST and self.desk.matter.exists)
    @rule(hours=st.integers(0, 40), merged=st.booleans())
    def another_says_the_same(self, hours: int, merged: bool) -> None:
        """Some hours later, and it is merged at once, or not."""
        first = self.desk
        first.wait(hours=hours)
        repeat = first.beside(f"r{len(self.family)}")
        received = first.history[0].fact
        asked = {
            name: getattr(received, name)
            for name in ("channel", "about_units", "about_persons", "assigned_by")
            if hasattr(received, name)
        }
        self.turn_to(repeat)
        self.attempt(said_again(first.matter, asked), CLERK)
        if not self.desk.matter.exists:
            del self.desk.others[repeat.matter.id]
            self.turn_to(first)
        elif merged:
            self.attempt_merger(first.matter.id, CLERK)

    @rule(which=places, actor=actors)
    def it_is_merged(self, which: int, actor: Actor) -> None:
        self.attempt_merger(self.family[which % len(self.family)].matter.id, actor)

    def attempt_merger(self, into: str, actor: Actor) -> None:
        before = self.desk.matter
        if self.attempt(MergeMatter(into=into, reason="说明"), actor):
            self.suspended[before.id] = {each.key: each for each in before.open_obligations()}

    @precondition(lambda self: self.desk.matter.joining.into is not None)
    @rule(actor=actors)
    def it_is_parted_again(self, actor: Actor) -> None:
        before = self.desk.matter
        if not self.attempt(UnmergeMatter(reason="说明"), actor):
            return
        after = self.desk.matter
        was = self.suspended[before.id]
        for key, obligation in was.items():
            now = after.obligations[key]
            if key in before.joining.suspended:
                assert now == obligation
            elif now.is_open:
                assert now.owner == obligation.owner
                assert now.nth == before.obligations[key].nth  # withdrawn and resumed, it is later
        assert (after.finding, after.joining.into) == (None, None)

    @rule(which=places, actor=actors)
    def it_is_linked_and_not(self, which: int, actor: Actor) -> None:
        other = self.family[which % len(self.family)].matter.id
        self.attempt(LinkRepeat(other=other), actor)
        self.attempt(UnlinkRepeat(other=other), actor)

    @rule(which=places, voided=st.booleans())
    def its_lead_finds_it_out(self, which: int, voided: bool) -> None:
        """It, or another; and what was found may be void, because the lead is whom it is about, or
        whom the whole is about."""
        here = self.desk
        self.turn_to(self.family[which % len(self.family)])
        if self.desk.matter.lead is None:
            self.a_lead_takes_it_in_hand(None)
        for finding in FOUND.values():
            if self.attempt(finding, HANDLER):
                break
        if voided:
            self.turn_to(self.desk.others.get(self.desk.matter.splitting.whole or "", self.desk))
            self.it_turns_out_to_be_about_somebody(("housing",), (), None)
        self.turn_to(here)

    def attempt(self, command: Command, actor: Actor) -> bool:
        lengths = {desk.matter.id: len(desk.history) for desk in self.family}
        try:
            return super().attempt(command, actor)
        except HuiyinError:
            assert lengths == {desk.matter.id: len(desk.history) for desk in self.family}
            raise

    def check_step(self, before: Matter, actor: Actor, facts: tuple[Any, ...]) -> None:
        super().check_step(before, actor, facts)
        if any(
            isinstance(fact, OutcomeReported | ComplainantAnswered | MatterRefused)
            for fact in facts
        ):
            assert before.splitting.unfinished == ()

    @invariant()
    def is_never_closed_without_a_finding_and_an_answer_or_a_lawful_exemption(self) -> None:
        """Unless it is a part that was called off: the whole has to be answered all the same."""
        if not any(isinstance(each.fact, CalledOff) for each in self.desk.history[-1:]):
            super().is_never_closed_without_a_finding_and_an_answer_or_a_lawful_exemption()

    @invariant()
    def is_always_owed_by_somebody_by_a_time(self) -> None:
        """A merged inquiry that was withdrawn is owed in the other matter alone, until a finding."""
        matter = self.desk.matter
        if matter.joining.into is None or matter.open_obligations():
            super().is_always_owed_by_somebody_by_a_time()
        elif matter.closed_at is None and matter.answered_at is None:
            assert matter.withdrawing.confirmed and matter.about_conduct and not matter.finding
            there = self.desk.others[matter.joining.into].matter
            assert {Duty.OUTCOME, Duty.REDO} & {each.key.duty for each in there.open_obligations()}

    @invariant()
    def each_of_them_is_as_it_should_be(self) -> None:
        here = self.desk
        for desk in self.family:
            if desk is not here:
                self.turn_to(desk)
                self.is_always_owed_by_somebody_by_a_time()
                self.owes_the_very_step_its_state_waits_for()
                self.is_never_owed_by_whom_it_is_about()
                self.is_what_its_history_makes_it()
                self.stands_in_exactly_one_state()
        self.turn_to(here)

    @invariant()
    def whole_and_parts_know_of_each_other(self) -> None:
        others = self.desk.others
        for desk in self.family:
            for part, known in desk.matter.splitting.parts.items():
                there = others[part].matter
                assert there.splitting.whole == desk.matter.id
                assert known.finding == there.finding
                assert not known.called_off or there.closed_at is not None

    @invariant()
    def whoever_is_merged_is_still_owed_an_answer(self) -> None:
        for desk in self.family:
            matter = desk.matter
            if matter.joining.into is None:
                continue
            assert matter.id in desk.others[matter.joining.into].matter.joining.here
            owed = matter.obligations[Key(Duty.FINAL_ANSWER)]
            assert matter.answered_at is not None or matter.answer_spared or owed.is_open
            for key in matter.joining.suspended:
                assert matter.obligations[key].ended in (Ending.VOID, Ending.EXCUSED)

    def teardown(self) -> None:
        brought = brought_to_an_end(self.desk)
        for desk in brought.others.values() or [brought]:
            assert desk.matter.open_obligations() == ()
            over = desk.matter.closed_at is not None or desk.matter.only_imported
            assert over or not desk.matter.exists


def said_again(matter: Matter, asked: dict[str, Any]) -> Command:
    return receive(nature=matter.nature or Nature.REQUEST, conduct=matter.conduct, **asked)


FOUND = {nature: outcome(min(FINDINGS_FOR[nature])) for nature in Nature}

TestFamilyMachine = FamilyMachine.TestCase
TestFamilyMachine.settings = settings(PATIENT, max_examples=150)


def test_families_of_matters_come_to_everything_that_only_several_can_come_to() -> None:
    seen: Counter[str] = Counter()

    class Counting(FamilyMachine):
        def teardown(self) -> None:
            for desk in self.family:
                seen.update(states_of(desk))
                seen.update({each.fact.TYPE for each in desk.history})
            super().teardown()

    play_until(seen, OF_SEVERAL, Counting)


def states_of(desk: Desk) -> Iterable[str]:
    matter = desk.matter.id
    return {standing(fold(matter, desk.history[:n]), desk.now).value for n in desk_steps(desk)}
