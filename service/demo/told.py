"""What the stories have brought about so far: how a step names what an earlier one made."""

from collections.abc import Iterable, Mapping

from domain.accountability.leads.opening import PREFIX as LEAD
from domain.envelope import Command, Recorded
from domain.kinds import kind_of, life_id
from domain.obligations import Key
from domain.vocabulary import Duty

BREACH = ".breach."


def made_by(story: str, kind: str, place: int = 1) -> str:
    """The name of the nth thing of a kind (``matter``, ``lead``, ...) that a story makes beside its
    own: the part of a matter, what an inspection found."""
    return f"{story}.{kind}.{place}"


def part_of(story: str, place: int) -> str:
    """The story of a part of the matter that another story splits, by its place: 1, 2, ..."""
    return made_by(story, "matter", place)


def lead_of_breach(story: str, duty: Duty, of: str = "", nth: int = 1) -> str:
    """The name of the lead that the program opened because a story's duty was missed."""
    return f"{story}{BREACH}{Key(duty, of)}:{nth}"


class Told:
    """The lives there are, by the names of their stories, and where the log has what they did."""

    def __init__(self, streams: Mapping[str, str]) -> None:
        """``streams``: what there was before any story began."""
        self._streams = dict(streams)
        self._positions: dict[tuple[str, str], int] = {}

    def note(self, story: str, recorded: Iterable[Recorded]) -> None:
        """Remember what a step recorded: the first stream is the story's own, unless it has one."""
        for each in recorded:
            self._positions[each.stream, each.fact.TYPE] = each.position
            if each.version != 1:
                continue
            name = story if story not in self._streams else self._next(story, each.stream)
            self._streams.setdefault(name, each.stream)

    def stream(self, name: str) -> str:
        """The stream of what a story is about, or made; one that is known by its name is given so."""
        story, breach, what = name.partition(BREACH)
        if breach:
            return f"{LEAD}{life_id(self.stream(story))}:{what}"
        if name in self._streams:
            return self._streams[name]
        if kind_of(name) is None:
            raise LookupError(name)
        return name

    def life(self, name: str) -> str:
        """Its id, as commands name it."""
        return life_id(self.stream(name))

    def position(self, name: str, fact: str) -> int:
        """Where the log has the last fact of a type that a step recorded in a stream."""
        return self._positions[self.stream(name), fact]

    def resolved(self, command: Command) -> Command:
        """The command, with the stories that it names in place of matters and proceedings."""
        fields = (*((command.OTHER,) if command.OTHER else ()), *command.PROCEEDINGS)
        named = {each: getattr(command, each) for each in fields}
        ids = {each: self.life(name) for each, name in named.items() if name is not None}
        return command.model_copy(update=ids)

    def _next(self, story: str, stream: str) -> str:
        """The name of a further stream; its own where it is known."""
        kind, place = stream.partition("-")[0], 1
        while self._streams.get(name := made_by(story, kind, place), stream) != stream:
            place += 1
        return name
