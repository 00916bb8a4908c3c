"""Every word a user meets has its Chinese, and every refusal says in two languages what to do."""

import ast
import string
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import domain
import projections
import service
from domain.codec import FACTS
from domain.envelope import Value
from domain.errors import ConflictError, ForbiddenError, HuiyinError, NotFoundError, UnfitError
from domain.kinds import KIND_OF_COMMAND
from domain.labels import ACTIONS, CHANGES, EVENTS, change_label, event_label
from domain.matter.decisions import COMMANDS
from domain.matter.handling.errors import FindingDoesNotFit
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import Task
from domain.vocabulary import FINDINGS_FOR, SILENT_FAILURES, Ending, Finding, Nature, Term
from service.access import permissions

KINDS = (NotFoundError, ForbiddenError, ConflictError, UnfitError)
CODES = {
    "part",
    "whole",
    "into",
    "other",
    "item",
    "matter",
    "unit",
    "post",
    "person",
    "leader",
    "lead",
    "who",
    "what",
    "own",
}
COUNTS = {"days", "maximum", "times", "current", "expected", "version", "position", "numbers"}
TIMES = {"now", "given", "due", "on"}
TERMS = {
    "urgency",
    "obstacle",
    "duties",
    "duty",
    "known",
    "nature",
    "finding",
    "allowed",
    "role",
    "roles",
    "action",
}


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def everything_loaded() -> None:
    for package in (domain, projections, service):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)


everything_loaded()
TERM_CLASSES = sorted(below(Term), key=lambda each: each.__name__)
REFUSALS: list[type[HuiyinError]] = sorted(
    (each for each in below(HuiyinError) if hasattr(each, "code")),
    key=lambda each: (each.__name__, each.__module__),
)
OF_THE_DOMAIN = [each for each in REFUSALS if each.__module__.startswith("domain.")]


def placeholders(sentence: str) -> set[str]:
    """What is filled into a sentence; ``x_zh`` is what a Chinese one says for ``x``."""
    parsed = string.Formatter().parse(sentence)
    return {name.removesuffix("_zh") for _, name, _, _ in parsed if name is not None}


@pytest.mark.parametrize("terms", TERM_CLASSES, ids=lambda each: each.__name__)
def test_every_term_has_a_chinese_label_of_its_own(terms: type[Term]) -> None:
    labels = [member.zh for member in terms]
    assert all("一" <= label[0] <= "鿿" for label in labels)
    assert len(set(labels)) == len(labels)


def test_a_term_is_the_string_it_is_stored_as_and_speaks_two_languages() -> None:
    finding = Finding.PARTLY_MET
    assert finding == "partly_met"
    assert finding.label("zh-CN") == "部分解决"
    assert finding.label("en") == "partly met"


def test_every_nature_has_findings_that_end_it_and_not_recorded_ends_none() -> None:
    assert set(FINDINGS_FOR) == set(Nature)
    fitting = frozenset().union(*FINDINGS_FOR.values())
    assert fitting == set(Finding) - {Finding.NOT_RECORDED}
    assert len(SILENT_FAILURES) == 3


@pytest.mark.parametrize("refusal", OF_THE_DOMAIN, ids=lambda each: each.__name__)
def test_no_other_refusal_has_the_code_of_one_of_the_domain(refusal: type[HuiyinError]) -> None:
    assert [each for each in REFUSALS if each.code == refusal.code] == [refusal]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.__name__)
def test_a_refusal_reads_as_a_whole_sentence_in_both_languages(
    refusal: type[HuiyinError],
) -> None:
    assert refusal.code == refusal.code.lower().replace("_", "-").replace(" ", "-")
    assert placeholders(refusal.zh) == placeholders(refusal.en)
    assert refusal.zh[-1] in "。}" and refusal.en[-1] in ".}"


@pytest.mark.parametrize("refusal", OF_THE_DOMAIN, ids=lambda each: each.__name__)
def test_a_refusal_is_said_with_its_facts_in_both_languages(refusal: type[HuiyinError]) -> None:
    said = refusal(**dict.fromkeys(placeholders(refusal.en), "X"))
    assert str(said) == said.sentence("en")
    assert "{" not in said.sentence("zh-CN") + said.sentence("en")


@pytest.mark.parametrize("refusal", OF_THE_DOMAIN, ids=lambda each: each.__name__)
def test_a_refusal_of_the_domain_is_of_exactly_one_kind(refusal: type[HuiyinError]) -> None:
    assert sum(issubclass(refusal, kind) for kind in KINDS) == 1


def test_terms_and_lists_in_a_refusal_are_said_in_the_language_of_the_sentence() -> None:
    refusal = FindingDoesNotFit(
        nature=Nature.QUESTION,
        finding=Finding.MET,
        allowed=(Finding.QUESTION_ANSWERED, Finding.OUTSIDE_POLICY),
    )
    assert "“咨询”的事项不能以“已解决”办结。可用：已解答、政策不允许。" in refusal.sentence("zh-CN")
    assert "outside policy, question answered" in refusal.sentence("en")


@pytest.mark.parametrize("refusal", OF_THE_DOMAIN, ids=lambda each: each.__name__)
def test_a_refusal_of_the_domain_carries_codes_numbers_times_and_terms_only(
    refusal: type[HuiyinError],
) -> None:
    assert placeholders(refusal.en) <= CODES | COUNTS | TIMES | TERMS


def prose_fields() -> set[str]:
    """The names under which commands carry, and facts seal, text that may name people."""
    fields = set()
    models: list[type[Value]] = [ReceiveMatter, Task, *COMMANDS, *KIND_OF_COMMAND]
    for model in (*models, *FACTS.values()):
        for name, field in model.model_fields.items():
            told = f"{field.metadata}{field.annotation}"
            if "20000" in told or "_seal_before_writing" in told:
                fields.add(name)
    return fields


def test_no_decision_puts_personal_text_into_a_refusal() -> None:
    personal = prose_fields()
    assert {"text", "body", "subject", "name", "contact", "reason", "policy", "task"} <= personal
    files = [*Path(domain.__file__).parent.rglob("decisions.py")]
    assert len(files) > 3
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                used = {n.attr for n in ast.walk(node.exc) if isinstance(n, ast.Attribute)}
                assert not used & personal, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("refusal", OF_THE_DOMAIN, ids=lambda each: each.__name__)
def test_every_refusal_of_the_domain_is_raised_by_some_decision(
    refusal: type[HuiyinError],
) -> None:
    places = [m.name for m in walk_packages(domain.__path__, "domain.") if not m.ispkg]
    raised = f"raise {refusal.__name__}("
    assert any(raised in getsource(import_module(place)) for place in places)


def test_every_event_and_every_change_to_the_ledger_has_its_chinese_name() -> None:
    assert set(EVENTS) == set(FACTS)
    changes = {"opened", "moved", "handed_over", "resumed", "judged", "counted_from"}
    assert set(CHANGES) == changes | {each.value for each in Ending}
    assert len(set(EVENTS.values())) == len(EVENTS)
    assert event_label("matter.order_signed", "en") == "order signed"
    assert change_label("handed_over", "en") == "handed over"


def test_every_action_of_the_permission_table_has_its_chinese_name() -> None:
    named = {action for actions in permissions._table().values() for action in actions}
    assert set(ACTIONS) == named
    assert len(set(ACTIONS.values())) == len(ACTIONS)
