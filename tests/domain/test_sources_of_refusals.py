"""Every refusal names the rule that it stands on, or is of a kind that stands on none."""

import re
from collections.abc import Mapping

import pytest

from domain.errors import HuiyinError
from tests.domain.test_words import REFUSALS

SOURCE = re.compile(r"M\d\d|rules\.md: .|公职人员政务处分法|监察法|政府督查工作条例")
"""A mechanism, a row of the rules, or a statute."""

WITHOUT: Mapping[str, frozenset[str]] = {
    "there is no such thing, or not for this person": frozenset(
        {
            "NotALead",
            "NoSuchEntry",
            "NoSuchEvent",
            "NoSuchSubject",
            "NoSuchTie",
            "NotYourMatter",
            "UnknownMatter",
            "UnknownPerson",
            "UnknownPost",
            "UnknownProceeding",
            "UnknownUnit",
        }
    ),
    "nothing of the kind waits to be done": frozenset(
        {
            "NoAppeal",
            "NoAssigningLeader",
            "NobodyAccused",
            "NoObjectionPending",
            "NoReviewPending",
            "NothingDone",
            "NothingOwed",
            "NothingOwedThere",
            "NothingReported",
            "NothingToAnnul",
            "NothingToContest",
            "NothingToDecide",
            "NothingToExplain",
            "NothingToHandOver",
            "NothingToRate",
            "NothingToReveal",
            "NothingToSettle",
            "NotMerged",
            "NotWaiting",
            "NotWithdrawn",
            "ReceiptNotMissing",
        }
    ),
    "it is done, or over": frozenset(
        {
            "AlreadyAnswered",
            "AlreadyClosed",
            "AlreadyOrdered",
            "AlreadyRegistered",
            "AlreadyThere",
            "ProceedingClosed",
        }
    ),
    "what was given cannot be": frozenset(
        {
            "DayHasPassed",
            "DaysDoNotFit",
            "DueInThePast",
            "EndsTooEarly",
            "GroundOfTheProgram",
            "MatterItself",
            "NothingCorrected",
            "NothingToRefer",
            "PostNotHeld",
            "PromiseInThePast",
            "TimeInFuture",
            "UnitInsideItself",
        }
    ),
}
"""Refusals of the rules of work that need no source, by what they have in common."""

OF_THE_RULES = ("domain.", "service.access.")
"""Where the rules of work are refused; what else refuses speaks of files, keys, clocks, addresses."""

NEED_NONE = frozenset().union(*WITHOUT.values())


def of_the_rules(refusal: type[HuiyinError]) -> bool:
    return refusal.__module__.startswith(OF_THE_RULES)


@pytest.mark.parametrize(
    "refusal", [e for e in REFUSALS if of_the_rules(e)], ids=lambda each: each.__name__
)
def test_a_refusal_names_its_rule_or_is_of_a_kind_that_stands_on_none(
    refusal: type[HuiyinError],
) -> None:
    assert bool(refusal.source) != (refusal.__name__ in NEED_NONE)


@pytest.mark.parametrize(
    "refusal", [e for e in REFUSALS if e.source], ids=lambda each: each.__name__
)
def test_a_source_is_a_mechanism_or_a_row_of_the_rules(refusal: type[HuiyinError]) -> None:
    assert SOURCE.match(refusal.source), refusal.source


def test_the_kinds_that_stand_on_no_rule_name_what_there_is_each_once() -> None:
    assert {each.__name__ for each in REFUSALS} >= NEED_NONE
    assert sum(map(len, WITHOUT.values())) == len(NEED_NONE)
