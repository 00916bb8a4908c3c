"""The commands by their names, and how they end."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

from typer.core import TyperGroup

from service.cli.command_groups import Made, group
from service.cli.failures import FAILED, WRONG_USAGE, failure, report_bug
from service.cli.language import OPTION, choose, say
from service.cli.leaving import Told
from service.cli.output import tell
from service.logs import log_what_matters

HELP = (
    "回音：事事有反馈，件件有回音 · Huiyin: every matter gets an answer. "
    f"{OPTION} zh-CN|en 选择语言 · chooses the language."
)


COMMANDS: Mapping[str, str] = {
    "serve": "operating.serve",
    "demo": "operating.demo",
    "migrate": "operating.migrate",
    "import": "taking_over.import_messages",
    "status": "figures.status",
    "overdue": "lists.overdue",
    "worklist": "lists.worklist",
    "morning": "morning.morning",
    "matters": "lists.matters",
    "search": "lists.search",
    "feedback-status": "figures.feedback_status",
    "coverage": "figures.coverage",
    "statistics": "figures.statistics",
    "manifests": "manifests.manifests",
    "self-inspection": "figures.self_inspection",
    "exceptions": "auditing.exceptions",
    "patterns": "auditing.patterns",
    "changes": "comparing.changes",
    "jurisdictions": "jurisdictions.jurisdictions",
    "courier": "jurisdictions.courier",
    "roll-up": "jurisdictions.roll_up",
    "timeline": "histories.timeline",
    "why": "histories.why",
    "hand-over": "hands.hand_over",
    "absences": "hands.absences",
    "custody": "hands.custody",
    "waits": "hands.waits",
    "proceedings": "proceedings.proceedings",
    "proceeding": "proceedings.proceeding",
    "campaign": "campaigns.campaign",
    "accountability-register": "accountability.accountability_register",
    "comparables": "accountability.comparables",
    "scores": "scores.scores",
    "settlement": "scores.frozen",
    "report": "scores.frozen",
    "slips": "slips.slips",
    "repeats": "repeats.repeats",
    "reveal": "reading.reveal",
    "find-by-contact": "reading.find_by_contact",
    "readings": "reading.readings",
    "erase": "erasing.erase",
    "hold": "erasing.hold",
    "lift-hold": "erasing.lift_hold",
    "rulebook": "rules.rulebook",
    "adopt": "rules.adopt",
    "whatif": "rules.whatif",
    "rebuild": "operating.rebuild",
    "checkpoint": "proving.checkpoint",
    "rotate-key": "proving.rotate_key",
    "verify": "proving.verify",
    "dossier": "dossiers.dossier",
    "witness": "witnessing.witness",
    "watch": "tending.watch",
    "outbox": "tending.outbox",
    "token": "operating.token",
    "do": "doing.do",
}
"""Each command, with the module of this folder and the function in it that carry it out."""


def program() -> TyperGroup:
    """``huiyin``, with every command."""
    return group("huiyin", HELP, COMMANDS, _loaded)


def _loaded(name: str) -> Made:
    """The function that carries out a command; only now is its module imported."""
    module, function = COMMANDS[name].split(".")
    loaded: Any = getattr(import_module(f"service.cli.{module}"), function)
    made: Made = loaded() if name == "do" else loaded
    return made


def run() -> NoReturn:
    """Run what ``sys.argv`` says and exit: 0 done, 1 failed, 2 wrong usage, 130 interrupted.

    A reader of the output that goes away (``| head``) ends it quietly. SIGTERM and SIGHUP end it
    with 143 and 129.
    """
    told = Told()
    told.listen()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    log_what_matters()
    arguments = choose(sys.argv[1:])
    if any("\ud800" <= character <= "\udfff" for each in arguments for character in each):
        tell(say("命令行不是有效的 UTF-8。", "The command line is not valid UTF-8."))
        sys.exit(WRONG_USAGE)
    try:
        try:
            program()(args=arguments, prog_name="huiyin")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered has nowhere to go; without this the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:  # noqa: BLE001 - the last place that can tell people what happened
        if told.status is not None:
            sys.exit(told.status)
        known = failure(error)
        if known is None:
            report_bug(error)
            sys.exit(FAILED)
        tell(known.sentence)
        sys.exit(known.status)
    sys.exit(0)
