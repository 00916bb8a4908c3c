"""An instruction as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.instruction.events import DoneUnder
from domain.proceedings.state import Proceeding
from domain.vocabulary import Duty, InstructionForm, InstructionStage


@dataclass(frozen=True)
class Instruction(Proceeding):
    """A leader's instruction; ``person`` is the leader, ``unit`` the lead.

    provisional  not signed by the leader so far
    done_under   the steps left out under it
    done         the lead has reported that the deliverable is there
    """

    form: InstructionForm | None = None
    recorder: str = ""
    recorder_unit: str | None = None
    by: date | None = None
    deliverable: str | None = None
    matter: str | None = None
    covers: frozenset[Duty] = frozenset()
    provisional: bool = False
    disowned: bool = False
    explained: bool = False
    done: bool = False
    done_under: tuple[DoneUnder, ...] = ()

    @property
    def leader(self) -> str:
        return self.person or ""

    @property
    def unclear(self) -> bool:
        """Whether it leaves open who, until when, or what."""
        return None in (self.unit, self.by, self.deliverable)

    @property
    def standing(self) -> InstructionStage:
        """The one stage it is in."""
        if self.disowned:
            return InstructionStage.DISOWNED
        if self.provisional:
            return InstructionStage.PROVISIONAL
        if self.unclear:
            return InstructionStage.UNCLEAR
        return InstructionStage.REPORTED if self.done else InstructionStage.IN_FORCE

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.explained or self.standing is InstructionStage.REPORTED

    @property
    def facets(self) -> Mapping[str, object]:
        return {
            "form": self.form,
            "provisional": self.provisional,
            "unclear": self.unclear,
            "recorder": self.recorder,
            "done_under": len(self.done_under),
        }
