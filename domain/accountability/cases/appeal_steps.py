"""Which appeals there are on which legal basis, in their order; their limits are the rulebook's."""

from domain.accountability.cases.state import Case
from domain.vocabulary import AppealBasis, Duty

STEPS = {
    AppealBasis.SUPERVISORY: (Duty.SUPERVISORY_APPEAL, Duty.SECOND_SUPERVISORY_APPEAL),
    AppealBasis.CONCLUSION: (Duty.CONCLUSION_APPEAL,),
    AppealBasis.OTHER: (Duty.OTHER_APPEAL,),
}


def steps_left(case: Case) -> tuple[Duty, ...]:
    """The appeals that were not filed yet."""
    return () if case.basis is None else STEPS[case.basis][len(case.appealed) :]


def window(step: Duty) -> str:
    """The rulebook's row that says how long that appeal can be filed."""
    return f"{step.value}_application"
