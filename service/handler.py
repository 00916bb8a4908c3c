"""Commands by what they are about: whose history is loaded, who may, and which decision it is put to.
Makes the ids. ``service/executing.py`` records what was decided."""

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.adopting import AdoptRulebook, decide_adopt
from domain.announcing import RecordNotice, RecountDuties, decide_recount
from domain.announcing import decide_record as decide_record_notice
from domain.assessment.figures import Counting
from domain.calendar_events import STREAM as CALENDAR
from domain.elsewhere import Led
from domain.envelope import Actor, Command, Recorded
from domain.erasure.decisions import decide as decide_erasure
from domain.erasure.events import person_stream
from domain.erasure.state import fold as fold_person
from domain.errors import HuiyinError
from domain.jurisdictions.decisions import Around
from domain.jurisdictions.decisions import decide as decide_jurisdictions
from domain.jurisdictions.state import STREAM as JURISDICTIONS
from domain.jurisdictions.state import fold as fold_ties
from domain.kinds import KIND_OF_COMMAND, Life, kind_of, stream_of
from domain.kinds import fold as fold_life
from domain.manifests.commands import RecordManifest
from domain.manifests.decisions import decide_record
from domain.manifests.state import fold as fold_manifest
from domain.manifests.state import manifest_stream
from domain.matter.decisions import decide as decide_matter
from domain.matter.history import fold as fold_matter
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.stream import matter_stream
from domain.organisation.decisions import decide as decide_organisation
from domain.organisation.state import STREAM as ORGANISATION
from domain.organisation.state import Organisation
from domain.organisation.state import fold as fold_organisation
from domain.proceedings.decisions import OF_OBLIGATIONS
from domain.proceedings.decisions import decide as decide_proceeding
from domain.proceedings.history import fold as fold_proceeding
from domain.proceedings.kind import Kind
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted
from domain.situation import Situation
from domain.vocabulary import Role
from domain.working_days import shanghai_day
from service.access import permissions
from service.adoption import Adoption
from service.executing import Decide, Done, Executor, ToDecide, check_version
from service.ids import time_ordered_id
from service.jurisdictions.tree import Tree
from service.others import Others
from service.reference import Reference
from service.rulebooks import rulebook_of


class Handler:
    """Carries out commands for one jurisdiction."""

    def __init__(
        self,
        executor: Executor,
        reference: Reference,
        adoption: Adoption,
        counting: Counting,
        tree: Tree,
    ) -> None:
        self._executor = executor
        self._reference = reference
        self._adoption = adoption
        self._counting = counting
        self._tree = tree

    def receive(self, command: ReceiveMatter, actor: Actor, key: str | None = None) -> Done:
        """Take in a new matter. ``key`` makes a repeat find the first instead of making another.

        Raises a HuiyinError naming the broken rule, DatabaseUnavailable.
        """
        return self._matter(command, actor, time_ordered_id(), key, None)

    def matter(
        self,
        command: Command,
        actor: Actor,
        matter: str,
        key: str | None = None,
        if_match: int | None = None,
    ) -> Done:
        """Carry out a command on a matter; ``if_match``: only at this version of it.

        Raises a HuiyinError naming the broken rule, VersionChanged, DatabaseUnavailable.
        """
        return self._matter(command, actor, matter, key, if_match)

    def matters(
        self, steps: Sequence[tuple[Command, str, str]], actor: Actor
    ) -> list[bool | HuiyinError]:
        """Carry out several commands of one actor, each on a matter, by its id, and under a key of its
        own that was not found in the log a moment ago; in one append.

        What became of each, in order: whether something was recorded, or why it was refused. What
        comes to nothing like this, as where somebody else was quicker, is carried out by itself, like
        ``matter``. Raises DatabaseUnavailable.
        """
        recorded = self._executor.execute_together(
            [
                ToDecide(
                    stream := matter_stream(matter),
                    actor,
                    key,
                    self._executor.hash(command, stream, None),
                    self._deciding(command, actor, matter, None),
                )
                for command, matter, key in steps
            ]
        )
        return [
            done or self._by_itself(step, actor) for done, step in zip(recorded, steps, strict=True)
        ]

    def _by_itself(self, step: tuple[Command, str, str], actor: Actor) -> bool | HuiyinError:
        command, matter, key = step
        try:
            return bool(self.matter(command, actor, matter, key).recorded)
        except HuiyinError as refusal:
            return refusal

    def _matter(
        self, command: Command, actor: Actor, matter: str, key: str | None, if_match: int | None
    ) -> Done:
        stream = matter_stream(matter)
        named = "" if isinstance(command, ReceiveMatter) else stream
        request_hash = self._executor.hash(command, named, if_match)
        decide = self._deciding(command, actor, matter, if_match)
        return self._executor.execute(stream, actor, key, request_hash, decide)

    def _deciding(
        self, command: Command, actor: Actor, matter: str, if_match: int | None
    ) -> Decide:
        new = isinstance(command, ReceiveMatter)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_matter(matter, history)
            acting_for = getattr(command, "receiving_unit" if new else "unit", None)
            organisation = self._reference.organisation()
            permissions.check_matter(actor, command.ACTION, state, acting_for, organisation)
            if command.OTHER:
                other = others.matter(getattr(command, command.OTHER))
                if not other.exists:
                    raise permissions.NotYourMatter()
                permissions.check_matter(actor, command.ACTION, other, None, organisation)
            check_version(history, if_match)
            complainant = state.complainant or time_ordered_id()
            situation = self._situation(actor, now, others, complainant)
            return decide_matter(command, state, situation), complainant

        return decide

    def open(
        self, command: Command, actor: Actor, key: str | None = None, stream: str | None = None
    ) -> Done:
        """Open a proceeding; ``stream`` where it is told which. Raises like ``matter``."""
        kind = KIND_OF_COMMAND[type(command)]
        natural = kind.natural_key(command) if kind.natural_key is not None else None
        stream = stream or kind.prefix + (natural or time_ordered_id())
        request_hash = self._executor.hash(command, kind.prefix, None)
        return self._proceeding(kind, command, actor, stream, key, None, request_hash)

    def proceeding(
        self,
        command: Command,
        actor: Actor,
        stream: str,
        key: str | None = None,
        if_match: int | None = None,
    ) -> Done:
        """Carry out a command on a proceeding that is there. Raises like ``matter``."""
        kind = kind_of(stream)
        if kind is None:
            raise permissions.NotYourMatter()
        request_hash = self._executor.hash(command, stream, if_match)
        return self._proceeding(kind, command, actor, stream, key, if_match, request_hash)

    def _proceeding(
        self,
        kind: Kind,
        command: Command,
        actor: Actor,
        stream: str,
        key: str | None,
        if_match: int | None,
        request_hash: bytes,
    ) -> Done:
        area = "obligation" if type(command) in OF_OBLIGATIONS else kind.name.value

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_proceeding(kind, stream, history)
            organisation = self._reference.organisation()
            situation = self._situation(actor, now, others, stream)
            try:
                permissions.check_proceeding(actor, area, command.ACTION, state, organisation)
            except permissions.NotYourMatter:
                if type(command) in kind.opening:  # refused as if it were not there
                    decide_proceeding(kind, command, kind.blank(id=stream), situation)
                raise
            self._check_named(command, actor, others, organisation)
            check_version(history, if_match)
            return decide_proceeding(kind, command, state, situation), stream

        return self._executor.execute(stream, actor, key, request_hash, decide)

    def _check_named(
        self, command: Command, actor: Actor, others: Others, organisation: Organisation
    ) -> None:
        """Raises NotYourMatter where the command names what the actor may not know of."""
        lives: list[Life] = []
        if command.OTHER and (other := getattr(command, command.OTHER)) is not None:
            lives.append(others.matter(other))
        named = (getattr(command, field) for field in command.PROCEEDINGS)
        lives += [others.proceeding(each) for each in named if each is not None]
        if lives and actor.role is not Role.SYSTEM:
            view = permissions.view(actor, organisation)
            if not all(view.sees(each) for each in lives):
                raise permissions.NotYourMatter()

    def _situation(
        self, actor: Actor, now: datetime, others: Others, complainant: str
    ) -> Situation:
        return Situation(
            actor,
            now,
            self._reference.rules(now),
            self._reference.organisation(),
            complainant,
            self._reference.rulebooks(),
            others.matter,
            others.new_matter,
            others.proceeding,
            others.history,
            self._reference.calendars(),
            others.event,
            self._counting,
            self._reference.ties(),
            others.acted_for,
        )

    def person(
        self,
        command: Command,
        actor: Actor,
        person: str,
        matters: Sequence[str],
        pending: Collection[str],
        key: str | None = None,
    ) -> Done:
        """Carry out a command on a person's data; ``matters`` are those that hold it, ``pending``
        those of them that something still hangs together with. Raises like ``matter``."""
        permissions.scope(actor, "person", command.ACTION)
        stream = person_stream(person)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            view = permissions.view(actor, self._reference.organisation())
            lives = [others.matter(each) for each in matters]
            if not all(view.sees(each) for each in lives):
                raise permissions.NotYourMatter()
            situation = self._situation(actor, now, others, "")
            state = fold_person(history)
            return decide_erasure(command, state, lives, pending, situation), ""

        return self._executor.execute(
            stream, actor, key, self._executor.hash(command, stream, None), decide
        )

    def organisation(
        self, command: Command, actor: Actor, key: str | None = None, if_match: int | None = None
    ) -> Done:
        """Carry out a command on the organisation. Raises like ``matter``."""
        permissions.scope(actor, "organisation", command.ACTION)

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            organisation = fold_organisation(history)
            permissions.check_organisation(actor, command, organisation, shanghai_day(now))
            check_version(history, if_match)
            return decide_organisation(command, organisation), ""

        request_hash = self._executor.hash(command, ORGANISATION, if_match)
        return self._executor.execute(ORGANISATION, actor, key, request_hash, decide)

    def jurisdictions(
        self, command: Command, actor: Actor, key: str | None = None, if_match: int | None = None
    ) -> Done:
        """Carry out a command on the place in the tree of jurisdictions. Raises like ``matter``."""
        permissions.scope(actor, "jurisdiction", command.ACTION)

        def decide(history: list[Recorded], _now: datetime, _others: Others) -> tuple[Led, str]:
            check_version(history, if_match)
            around = Around(self._tree.own, self._tree.above)
            organisation = self._reference.organisation()
            return decide_jurisdictions(command, fold_ties(history), around, organisation), ""

        request_hash = self._executor.hash(command, JURISDICTIONS, if_match)
        return self._executor.execute(JURISDICTIONS, actor, key, request_hash, decide)

    def manifest(self, command: RecordManifest, actor: Actor, key: str | None = None) -> Done:
        """Record or correct a channel's manifest of a day. Raises like ``matter``."""
        permissions.scope(actor, "manifest", command.ACTION)
        stream = manifest_stream(command.channel, command.day)

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            return decide_record(command, fold_manifest(history), actor, now), ""

        return self._executor.execute(
            stream, actor, key, self._executor.hash(command, stream, None), decide
        )

    def adopt(self, command: AdoptRulebook, actor: Actor, key: str | None = None) -> Done:
        """Adopt a rulebook. Raises like ``matter``, and what ``rulebook_of`` raises."""
        permissions.scope(actor, "rulebook", command.ACTION)
        rulebook = rulebook_of(command.name, command.text)
        self._reference.refresh()
        self._adoption.ensure()

        def decide(history: list[Recorded], now: datetime, _others: Others) -> tuple[Led, str]:
            adopted = [
                as_adopted(each.fact.content)
                for each in history
                if isinstance(each.fact, RulebookAdopted)
            ]
            return decide_adopt(command, rulebook, adopted, now), ""

        request_hash = self._executor.hash(command, RULEBOOK, None)
        return self._executor.execute(RULEBOOK, actor, key, request_hash, decide)

    def notice(self, command: RecordNotice, actor: Actor, key: str | None = None) -> Done:
        """Put a year's arrangement of holidays on record. Raises like ``matter``."""
        permissions.scope(actor, "rulebook", command.ACTION)

        def decide(history: list[Recorded], _now: datetime, _others: Others) -> tuple[Led, str]:
            return decide_record_notice(command, self._reference.calendar(), len(history)), ""

        return self._executor.execute(
            CALENDAR, actor, key, self._executor.hash(command, CALENDAR, None), decide
        )

    def recount(self, actor: Actor, life: str, key: str) -> Done:
        """Have what one matter or proceeding owes counted by the calendar of now. Raises like
        ``matter``."""
        command, stream = RecountDuties(), stream_of(life)
        permissions.scope(actor, "obligation", command.ACTION)

        def decide(history: list[Recorded], now: datetime, others: Others) -> tuple[Led, str]:
            state = fold_life(stream, history)
            return decide_recount(command, state, self._situation(actor, now, others, "")), ""

        return self._executor.execute(
            stream, actor, key, self._executor.hash(command, stream, None), decide
        )
