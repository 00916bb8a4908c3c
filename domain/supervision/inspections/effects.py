"""What happens to an inspection, and what its office owes: to carry it out, tell it, publish it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.supervision.inspections.events import (
    FindingRecorded,
    InspectionCalledOff,
    InspectionCarriedOut,
    InspectionPlanned,
    InspectionResultPublished,
    InspectionResultTold,
)
from domain.supervision.inspections.state import Inspection
from domain.vocabulary import Duty, Ending, Party

INSPECTION = Key(Duty.INSPECTION)
RESULT = Key(Duty.INSPECTION_RESULT)
PUBLICATION = Key(Duty.RESULT_PUBLISHED)


def _planned(fact: InspectionPlanned) -> Iterable[Effect]:
    yield Opens(INSPECTION, Owner(fact.office), Party.SUPERVISORY_BODY, fact.carry_out_by)


def _carried_out(fact: InspectionCarriedOut) -> Iterable[Effect]:
    yield Ends(INSPECTION)
    yield Opens(RESULT, Owner(fact.office), Party.SUPERVISED_UNIT, fact.result_by)
    yield Opens(PUBLICATION, Owner(fact.office), Party.PUBLIC, fact.publish_by)


def _told(_fact: InspectionResultTold) -> Iterable[Effect]:
    yield Ends(RESULT)


def _published(_fact: InspectionResultPublished) -> Iterable[Effect]:
    yield Ends(PUBLICATION)


def _called_off(_fact: InspectionCalledOff) -> Iterable[Effect]:
    yield Ends(INSPECTION, Ending.VOID)


EFFECTS: Effects = {
    InspectionPlanned: _planned,
    InspectionCarriedOut: _carried_out,
    InspectionResultTold: _told,
    InspectionResultPublished: _published,
    InspectionCalledOff: _called_off,
}


def _changed(before: Inspection, recorded: Recorded, **changes: Any) -> dict[str, Any]:
    """The changes, and the stage that follows from them."""
    after = replace(before, **changes)
    closed_at = recorded.occurred_at if after.over else None
    return {**changes, "stage": after.standing, "closed_at": closed_at}


def _taken_in(before: Inspection, fact: InspectionPlanned, recorded: Recorded) -> dict[str, Any]:
    return _changed(
        before,
        recorded,
        title=fact.title,
        unit=fact.unit,
        units=frozenset((fact.office,)),
        persons=frozenset(fact.inspectors),
        about_units=(fact.unit,),
        form=fact.form,
        office=fact.office,
        on=fact.on,
    )


def _was_there(
    before: Inspection, fact: InspectionCarriedOut, recorded: Recorded
) -> dict[str, Any]:
    persons = frozenset(fact.inspectors)
    return _changed(before, recorded, carried_out_at=fact.at, persons=persons)


def _found(before: Inspection, fact: FindingRecorded, _recorded: Recorded) -> dict[str, Any]:
    return {
        "findings": (*before.findings, fact),
        "links": (*before.links, fact.stream),
    }


def _said(before: Inspection, _fact: InspectionResultTold, recorded: Recorded) -> dict[str, Any]:
    return _changed(before, recorded, told=True)


def _shown(
    before: Inspection, fact: InspectionResultPublished, recorded: Recorded
) -> dict[str, Any]:
    links = (*before.links, *filter(None, (fact.bulletin,)))
    return _changed(before, recorded, published=True, links=links)


def _dropped(before: Inspection, _f: InspectionCalledOff, recorded: Recorded) -> dict[str, Any]:
    return _changed(before, recorded, called_off=True)


CHANGES: Changes = {
    InspectionPlanned: _taken_in,
    InspectionCarriedOut: _was_there,
    FindingRecorded: _found,
    InspectionResultTold: _said,
    InspectionResultPublished: _shown,
    InspectionCalledOff: _dropped,
}
