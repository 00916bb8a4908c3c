"""Who may look into a case, and who takes over from whom (回避)."""

from domain.accountability.cases.commands import RecuseInvestigator
from domain.accountability.cases.errors import InvestigatorUnfit
from domain.accountability.cases.events import InvestigatorRecused
from domain.accountability.cases.state import Case
from domain.accountability.cases.undecided import refuse_once_decided
from domain.elsewhere import Led
from domain.obligations import Obligation
from domain.organisation.insiders import is_insider
from domain.situation import Situation


def decide_recuse(command: RecuseInvestigator, case: Case, situation: Situation) -> Led:
    """Another investigator takes over, until the case is decided; nothing where that one has already.

    Raises ProceedingClosed, InvestigatorUnfit.
    """
    refuse_once_decided(case, command.ACTION)
    if case.investigator is None or command.successor == case.investigator:
        return ()
    refuse_unfit_investigator(command.successor, case, situation)
    return (
        InvestigatorRecused(
            investigator=case.investigator,
            ground=command.ground,
            self_declared=situation.actor.person == case.investigator,
            successor=command.successor,
            owed_by=case.office,
            reason=command.reason,
        ),
    )


def refuse_unfit_successor(
    successor: str, case: Case, _owed: Obligation, situation: Situation
) -> None:
    """Who takes over from an investigator who is absent is as independent. Raises InvestigatorUnfit."""
    refuse_unfit_investigator(successor, case, situation)


def refuse_unfit_investigator(person: str, case: Case, situation: Situation) -> None:
    """Nobody investigates their own line, or what they had a hand in. Raises InvestigatorUnfit."""
    involved = {case.person, *case.answerable, *case.recused}
    if (
        person in involved
        or (case.unit is not None and is_insider(person, case.unit, situation))
        or _handled(person, case, situation)
    ):
        raise InvestigatorUnfit(person=person)


def _handled(person: str, case: Case, situation: Situation) -> bool:
    """Whether the person had a hand in one of the matters that it is about."""
    matters = (situation.other(fact.partition(":")[0]) for fact in case.facts)
    return any(person in matter.named_or_handled for matter in matters)
