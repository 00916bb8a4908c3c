"""The commands by their names, and how they end."""

import os
import sys
from typing import NoReturn

import typer

from service.cli import (
    accountability,
    auditing,
    campaigns,
    comparing,
    doing,
    dossiers,
    erasing,
    figures,
    hands,
    histories,
    jurisdictions,
    lists,
    manifests,
    morning,
    operating,
    proceedings,
    proving,
    reading,
    repeats,
    rules,
    scores,
    slips,
    taking_over,
    tending,
    witnessing,
)
from service.cli.failures import FAILED, WRONG_USAGE, failure, report_bug
from service.cli.language import OPTION, choose, say
from service.cli.leaving import Told
from service.cli.output import tell
from service.logs import log_what_matters

HELP = (
    "回音：事事有反馈，件件有回音 · Huiyin: every matter gets an answer. "
    f"{OPTION} zh-CN|en 选择语言 · chooses the language."
)


def program() -> typer.Typer:
    """Every command of ``huiyin``."""
    app = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.command("serve")(operating.serve)
    app.command("demo")(operating.demo)
    app.command("migrate")(operating.migrate)
    app.command("import")(taking_over.import_messages)
    app.command("status")(figures.status)
    app.command("overdue")(lists.overdue)
    app.command("worklist")(lists.worklist)
    app.command("morning")(morning.morning)
    app.command("matters")(lists.matters)
    app.command("search")(lists.search)
    app.command("feedback-status")(figures.feedback_status)
    app.command("coverage")(figures.coverage)
    app.command("statistics")(figures.statistics)
    app.command("manifests")(manifests.manifests)
    app.command("self-inspection")(figures.self_inspection)
    app.command("exceptions")(auditing.exceptions)
    app.command("patterns")(auditing.patterns)
    app.command("changes")(comparing.changes)
    app.command("jurisdictions")(jurisdictions.jurisdictions)
    app.command("courier")(jurisdictions.courier)
    app.command("roll-up")(jurisdictions.roll_up)
    app.command("timeline")(histories.timeline)
    app.command("why")(histories.why)
    app.command("hand-over")(hands.hand_over)
    app.command("absences")(hands.absences)
    app.command("custody")(hands.custody)
    app.command("waits")(hands.waits)
    app.command("proceedings")(proceedings.proceedings)
    app.command("proceeding")(proceedings.proceeding)
    app.command("campaign")(campaigns.campaign)
    app.command("accountability-register")(accountability.accountability_register)
    app.command("comparables")(accountability.comparables)
    app.command("scores")(scores.scores)
    app.command("settlement")(scores.frozen)
    app.command("report")(scores.frozen)
    app.command("slips")(slips.slips)
    app.command("repeats")(repeats.repeats)
    app.command("reveal")(reading.reveal)
    app.command("find-by-contact")(reading.find_by_contact)
    app.command("readings")(reading.readings)
    app.command("erase")(erasing.erase)
    app.command("hold")(erasing.hold)
    app.command("lift-hold")(erasing.lift_hold)
    app.command("rulebook")(rules.rulebook)
    app.command("adopt")(rules.adopt)
    app.command("whatif")(rules.whatif)
    app.command("rebuild")(operating.rebuild)
    app.command("checkpoint")(proving.checkpoint)
    app.command("rotate-key")(proving.rotate_key)
    app.command("verify")(proving.verify)
    app.command("dossier")(dossiers.dossier)
    app.command("witness")(witnessing.witness)
    app.command("watch")(tending.watch)
    app.command("outbox")(tending.outbox)
    app.command("token")(operating.token)
    app.add_typer(doing.commands(), name="do")
    return app


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
