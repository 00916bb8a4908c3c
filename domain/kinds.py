"""Every kind of proceeding there is, and what lives in the log: matters and proceedings alike."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.accountability.bulletins.kind import BULLETIN
from domain.accountability.cases.kind import CASE
from domain.accountability.clearings.kind import CLEARING
from domain.accountability.leads.kind import LEAD
from domain.accountability.records.kind import RECORD
from domain.assessment.evaluations.kind import EVALUATION
from domain.assessment.period_duties.kind import PERIOD_DUTY
from domain.assessment.pledges.kind import PLEDGE
from domain.assessment.reports.kind import PERIODIC_REPORT
from domain.assessment.scores.kind import SCORE
from domain.assessment.settlements.kind import SETTLEMENT
from domain.cooperation.referrals.kind import REFERRAL
from domain.cooperation.reports_upward.kind import REPORT_UPWARD
from domain.cooperation.takeovers.kind import TAKEOVER
from domain.cooperation.talks.kind import TALK
from domain.cooperation.transfers.kind import TRANSFER
from domain.envelope import Command, Fact, Recorded
from domain.instruction.kind import INSTRUCTION
from domain.matter import history as matters
from domain.matter import next_action
from domain.matter.state import Matter
from domain.matter.stream import PREFIX as MATTER
from domain.obligations import Effect
from domain.proceedings import history as proceedings
from domain.proceedings.kind import Kind
from domain.proceedings.state import Proceeding
from domain.supervision.campaigns.kind import CAMPAIGN
from domain.supervision.inspection_duties.kind import INSPECTION_DUTY
from domain.supervision.inspections.kind import INSPECTION
from domain.supervision.key_works.kind import KEY_WORK
from domain.supervision.obstructions.kind import OBSTRUCTION
from domain.supervision.rectifications.kind import RECTIFICATION
from domain.supervision.watchlist.kind import WATCH
from domain.vocabulary import Duty, ProceedingKind

KINDS: Mapping[ProceedingKind, Kind] = {
    kind.name: kind
    for kind in (
        LEAD,
        CASE,
        RECORD,
        CLEARING,
        BULLETIN,
        REFERRAL,
        TALK,
        REPORT_UPWARD,
        TRANSFER,
        TAKEOVER,
        INSTRUCTION,
        INSPECTION,
        INSPECTION_DUTY,
        RECTIFICATION,
        KEY_WORK,
        WATCH,
        CAMPAIGN,
        OBSTRUCTION,
        SCORE,
        SETTLEMENT,
        PLEDGE,
        PERIODIC_REPORT,
        PERIOD_DUTY,
        EVALUATION,
    )
}

FACTS: tuple[type[Fact], ...] = tuple(fact for kind in KINDS.values() for fact in kind.facts)

KIND_OF_COMMAND: Mapping[type[Command], Kind] = {
    command: kind for kind in KINDS.values() for command in kind.decisions
}
"""Which kind a command belongs to; each command belongs to one."""

Life = Matter | Proceeding

_BY_PREFIX: Mapping[str, Kind] = {kind.name.value: kind for kind in KINDS.values()}
_EFFECTS: Mapping[type[Fact], Callable[[Any], Iterable[Effect]]] = {
    **proceedings.OF_EVERY_KIND,
    **{fact: does for kind in KINDS.values() for fact, does in kind.effects.items()},
}


def action_for(duty: Duty) -> str | None:
    """The name of the command by which a duty is usually done, of a matter or of a proceeding; None
    where there is none of its own."""
    for kind in KINDS.values():
        if (command := kind.next_actions.get(duty)) is not None:
            return command.ACTION
    return next_action.action_for(duty)


def opens(command: type[Command]) -> bool:
    """Whether the command opens a proceeding, rather than being about one that is there."""
    kind = KIND_OF_COMMAND.get(command)
    return kind is not None and command in kind.opening


def kind_of(stream: str) -> Kind | None:
    """The kind of proceeding a stream is of; None for a matter's, and every other stream."""
    return _BY_PREFIX.get(stream.partition("-")[0])


def is_life(stream: str) -> bool:
    """Whether the stream is a matter's or a proceeding's."""
    return stream.startswith(MATTER) or kind_of(stream) is not None


def blank(stream: str) -> Life:
    """The state before the first event of a matter's or a proceeding's stream."""
    kind = kind_of(stream)
    return Matter(id=life_id(stream)) if kind is None else kind.blank(id=stream)


def life_id(stream: str) -> str:
    """The id under which lists and ledger keep a matter, or a proceeding: that of its state."""
    return stream.removeprefix(MATTER)


def stream_of(life: str) -> str:
    """The stream of a matter or a proceeding, by its id."""
    return life if kind_of(life) is not None else MATTER + life


def fold(stream: str, history: Iterable[Recorded]) -> Life:
    """A matter or a proceeding after these events, in log order."""
    life = blank(stream)
    for recorded in history:
        life = evolve(life, recorded)
    return life


def evolve(life: Life, recorded: Recorded) -> Life:
    """The state after one more event."""
    if isinstance(life, Matter):
        return matters.evolve(life, recorded)
    return proceedings.evolve(_BY_PREFIX[life.id.partition("-")[0]], life, recorded)


def effects(fact: Fact) -> Iterable[Effect]:
    """What one event does in the obligation ledger; nothing for those that touch no obligation."""
    does = _EFFECTS.get(type(fact))
    return matters.effects(fact) if does is None else does(fact)
