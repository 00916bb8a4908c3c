"""A lead by rule: which breaches open one, about whom, and who decides it (M29, 无为也是过)."""

from domain.accountability.leads.events import LeadOpened, LeadPutUpForReview
from domain.elsewhere import Elsewhere
from domain.obligations import Obligation
from domain.organisation.offices import deciding_office
from domain.situation import Situation
from domain.vocabulary import Ground, ProceedingKind
from domain.working_days import shanghai_day

PREFIX = f"{ProceedingKind.LEAD.value}-"


def lead_stream(life: str, owed: Obligation) -> str:
    """The stream of the lead of a breach: one for each round of each duty of each thing."""
    return f"{PREFIX}{life}:{owed.key}:{owed.nth}"


def lead_of_breach(
    life: str, owed: Obligation, answerable: tuple[str, ...], situation: Situation
) -> Elsewhere | None:
    """The lead that a breach opens under the rulebook of its deadline; None where no row says so,
    or nobody owed it."""
    owner = owed.owner
    if owner.unit is None and owner.person is None:
        return None
    rulebook = situation.rules_of(owed.deadline).rulebook
    rows = enumerate(rulebook.leads, 1)
    place, row = next((each for each in rows if owed.key.duty in each[1].duties), (0, None))
    if row is None:
        return None
    opened = LeadOpened(
        title=f"逾期：{owed.key.duty.zh}",
        ground=row.ground,
        unit=owner.unit,
        person=owner.person,
        answerable=answerable,
        source=life,
        duty=owed.key.duty,
        of=owed.key.of,
        nth=owed.nth,
        due_at=owed.deadline.at,
        rule=f"{rulebook.id} leads.{place}",
        owed_by=deciding_office(situation.organisation, owner.unit),
        decide_by=situation.rules.deadline("lead_decided", situation.now),
    )
    return Elsewhere(lead_stream(life, owed), opened)


def put_up_for_review(life: str, owed: Obligation, situation: Situation) -> Elsewhere | None:
    """That the lead of a breach is looked at again; None where there is none."""
    lead = situation.proceeding(lead_stream(life, owed))
    if not lead.exists:
        return None
    review = LeadPutUpForReview(
        owed_by=deciding_office(situation.organisation, owed.owner.unit),
        decide_by=situation.rules.deadline("lead_decided", situation.now),
    )
    return Elsewhere(lead.id, review)


def lead_about(
    stream: str,
    title: str,
    ground: Ground,
    situation: Situation,
    *,
    unit: str | None,
    person: str | None,
    source: str,
    reason: str | None = None,
) -> Elsewhere:
    """A lead of this stream that something else than a breach opens, about a unit or an official;
    whoever answers for the unit now, and an office outside its line decides about it."""
    chain = situation.organisation.chain(unit, shanghai_day(situation.now)) if unit else ()
    opened = LeadOpened(
        title=title,
        ground=ground,
        unit=unit,
        person=person,
        answerable=tuple(dict.fromkeys(e.person for e in chain if e.person is not None)),
        source=source,
        reason=reason,
        owed_by=deciding_office(situation.organisation, unit),
        decide_by=situation.rules.deadline("lead_decided", situation.now),
    )
    return Elsewhere(stream, opened)
