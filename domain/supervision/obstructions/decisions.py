"""Recording an obstruction: it opens a lead, and weighs in those about the same thing (M26)."""

from domain.accountability.leads.events import LeadAggravated
from domain.accountability.leads.opening import PREFIX as LEAD
from domain.accountability.leads.opening import lead_about, lead_stream
from domain.elsewhere import Elsewhere, Led
from domain.errors import UnknownUnit
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.proceedings.kind import Decisions
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.supervision.obstructions.commands import RecordObstruction
from domain.supervision.obstructions.errors import ObstructedWhat
from domain.supervision.obstructions.events import ObstructionRecorded
from domain.supervision.obstructions.state import Obstruction
from domain.vocabulary import Ground


def decide_record(
    command: RecordObstruction, obstruction: Obstruction, situation: Situation
) -> Led:
    """Put it on record with the lead that it opens. Raises ObstructedWhat, UnknownUnit."""
    one_thing = (command.matter is None) != (command.proceeding is None)
    if not one_thing or (command.unit is None and command.person is None):
        raise ObstructedWhat()
    if command.unit is not None and command.unit not in situation.organisation.units:
        raise UnknownUnit(unit=command.unit)
    against, life = _obstructed(command, situation)
    stream = f"{LEAD}{obstruction.id}"
    leads = tuple(each.id for each in _open_leads(life, situation))
    recorded = ObstructionRecorded(
        title=command.title,
        unit=command.unit,
        person=command.person,
        against=against,
        text=command.text,
        lead=stream,
        aggravates=leads,
    )
    opened = lead_about(
        stream,
        command.title,
        Ground.OBSTRUCTION,
        situation,
        unit=command.unit,
        person=command.person,
        source=against,
    )
    weighs = LeadAggravated(obstruction=obstruction.id)
    return (recorded, opened, *(Elsewhere(each, weighs) for each in leads))


def _obstructed(
    command: RecordObstruction, situation: Situation
) -> tuple[str, Matter | Proceeding]:
    if command.matter is not None:
        return matter_stream(command.matter), situation.other(command.matter)
    against = command.proceeding or ""
    return against, situation.proceeding(against)


def _open_leads(life: Matter | Proceeding, situation: Situation) -> list[Proceeding]:
    """The open leads that hang together with something: itself, those of its breaches, and those
    that it became."""
    rounds = (each for latest in life.obligations.values() for each in latest.rounds)
    streams = [lead_stream(life.id, each) for each in rounds if each.verdict_by is not None]
    if isinstance(life, Proceeding):
        streams += [each for each in (life.id, *life.links) if each.startswith(LEAD)]
    leads = map(situation.proceeding, dict.fromkeys(streams))
    return [each for each in leads if each.exists and each.closed_at is None]


DECISIONS: Decisions = {RecordObstruction: decide_record}
