"""Whether a case is still to be decided: after that it is looked into no more."""

from domain.accountability.cases.state import OPEN_STAGES, Case
from domain.labels import Action
from domain.proceedings.errors import ProceedingClosed


def refuse_once_decided(case: Case, action: str) -> None:
    """Raises ProceedingClosed where the case is decided."""
    if case.stage not in OPEN_STAGES:
        raise ProceedingClosed(action=Action(action))
