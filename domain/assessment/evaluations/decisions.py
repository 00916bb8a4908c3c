"""An evaluation from its opening to its result (M35)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from domain.assessment.closing import UNDER_WAY, half_for
from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.evaluations.commands import (
    CloseVoting,
    DeclareResult,
    IssueSlips,
    OpenEvaluation,
    RecordRoster,
    ReleaseBallots,
    Tally,
)
from domain.assessment.evaluations.errors import (
    BallotsDoNotAddUp,
    DaysDoNotFit,
    DrawDoesNotFit,
    NoEvaluationRules,
    NoRoster,
    OwnEvaluation,
    RosterFixed,
    RosterFromEvaluated,
    TooManySlips,
    VotingNotOver,
)
from domain.assessment.evaluations.events import (
    BallotsReleased,
    EvaluationOpened,
    ResultDeclared,
    RosterRecorded,
    SlipsIssued,
    VotingClosed,
)
from domain.assessment.evaluations.ranking import Ranking, ranked
from domain.assessment.evaluations.state import Evaluation
from domain.assessment.scores.entries import ledger_of_unit
from domain.assessment.scores.events import ScoreEntered
from domain.elsewhere import Elsewhere, Led
from domain.errors import UnknownUnit
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import DrawMethod
from domain.working_days import SHANGHAI, shanghai_day

HUNDREDTH = Decimal("0.01")


def decide_open(command: OpenEvaluation, _evaluation: Evaluation, situation: Situation) -> Led:
    """Open a campaign. Raises NoEvaluationRules, UnknownUnit, OwnEvaluation, DaysDoNotFit."""
    rulebook = situation.rules.rulebook
    if rulebook.evaluation is None:
        raise NoEvaluationRules()
    for unit in command.units:
        if unit not in situation.organisation.units:
            raise UnknownUnit(unit=unit)
    _refuse_own(command.units, situation)
    today = shanghai_day(situation.now)
    if command.first_day > command.last_day or command.last_day < today:
        raise DaysDoNotFit(on=command.last_day.isoformat())
    until = datetime.combine(command.last_day + timedelta(days=1), time.min, SHANGHAI)
    return (
        EvaluationOpened(
            title=command.title,
            units=tuple(sorted(set(command.units))),
            first_day=command.first_day,
            last_day=command.last_day,
            voting_from=datetime.combine(command.first_day, time.min, SHANGHAI),
            voting_until=until,
            closes_at=until + UNDER_WAY,
            minimum_sample=max(command.minimum_sample or 0, rulebook.evaluation.minimum_sample),
            rulebook=rulebook.id,
            unit=situation.actor.unit,
            result_by=situation.rules.on_date("evaluation_result", command.last_day, situation.now),
        ),
    )


def decide_roster(command: RecordRoster, evaluation: Evaluation, situation: Situation) -> Led:
    """Record the roster, once. Raises OwnEvaluation, UnknownUnit, RosterFromEvaluated, DrawDoesNotFit,
    RosterFixed."""
    organisation = situation.organisation
    _refuse_own(evaluation.rated, situation)
    if command.supplied_by not in organisation.units:
        raise UnknownUnit(unit=command.supplied_by)
    if any(organisation.same_body(command.supplied_by, each) for each in evaluation.rated):
        raise RosterFromEvaluated(unit=command.supplied_by)
    drawn_too_many = any(each.drawn > each.frame for each in command.strata)
    not_all = any(each.drawn != each.frame for each in command.strata)
    everybody = command.method is DrawMethod.EVERYBODY
    if drawn_too_many or (everybody and not_all) or (not everybody and command.seed is None):
        raise DrawDoesNotFit()
    if evaluation.drawn:
        raise RosterFixed()
    return (
        RosterRecorded(
            supplied_by=command.supplied_by,
            method=command.method,
            seed=command.seed,
            strata=command.strata,
            frame=sum(each.frame for each in command.strata),
            drawn=sum(each.drawn for each in command.strata),
        ),
    )


def decide_slips(command: IssueSlips, evaluation: Evaluation, situation: Situation) -> Led:
    """Put slips on record, no more than people drawn. Raises OwnEvaluation, NoRoster, TooManySlips."""
    _refuse_own(evaluation.rated, situation)
    if not evaluation.drawn:
        raise NoRoster()
    hashes = set(command.hashes)
    if hashes <= evaluation.hashes:
        return ()
    together = len(hashes) + len(evaluation.hashes)
    if len(hashes) < len(command.hashes) or hashes & evaluation.hashes:
        raise TooManySlips(maximum=evaluation.drawn)
    if together > evaluation.drawn:
        raise TooManySlips(maximum=evaluation.drawn)
    return (SlipsIssued(hashes=tuple(sorted(hashes))),)


def _refuse_own(units: Iterable[str], situation: Situation) -> None:
    """Whoever is evaluated neither draws the voters nor has the slips in hand. Raises OwnEvaluation."""
    own = situation.actor.unit
    if own and any(situation.organisation.same_body(own, each) for each in units):
        raise OwnEvaluation(unit=own)


def decide_close(_command: CloseVoting, evaluation: Evaluation, situation: Situation) -> Led:
    """End the voting once its time is over; nothing before that."""
    if evaluation.wakes_at is None or situation.now < evaluation.wakes_at:
        return ()
    return (VotingClosed(),)


def decide_release(command: ReleaseBallots, evaluation: Evaluation, _situation: Situation) -> Led:
    """Put on record what all ballots say together, once; of too few only how many there were.

    Raises VotingNotOver, BallotsDoNotAddUp: there are more ballots than slips.
    """
    if evaluation.released:
        return ()
    if evaluation.wakes_at is not None:
        raise VotingNotOver()
    if max(command.used, command.ballots) > len(evaluation.hashes):
        raise BallotsDoNotAddUp()
    tallies = tuple(
        each if each.ballots >= evaluation.minimum_sample else _number_alone(each)
        for each in command.tallies
    )
    return (BallotsReleased(used=command.used, ballots=command.ballots, tallies=tallies),)


def decide_result(_command: DeclareResult, evaluation: Evaluation, situation: Situation) -> Led:
    """Rank those rated often enough, and give those first and last their points.

    Raises VotingNotOver, BallotsDoNotAddUp.
    """
    if not evaluation.released:
        raise VotingNotOver()
    if evaluation.used != evaluation.ballots:
        raise BallotsDoNotAddUp()
    rules = _rules(evaluation, situation)
    ranking = ranked(evaluation.tallies, rules, evaluation.minimum_sample)
    part = Decimal(100 * evaluation.ballots) / max(evaluation.drawn, 1)
    declared = ResultDeclared(
        places=ranking.places,
        drawn=evaluation.drawn,
        issued=len(evaluation.hashes),
        ballots=evaluation.ballots,
        response=f"{part:.1f}",
        first=ranking.first,
        last=ranking.last,
    )
    return (declared, *_into_scores(evaluation, ranking, rules, situation))


def _into_scores(
    evaluation: Evaluation, ranking: Ranking, rules: EvaluationRules, situation: Situation
) -> Iterator[Elsewhere]:
    """The points that the rulebook gives for being first or last."""
    scores = situation.rules.rulebook.scores
    for units, name in ((ranking.first, rules.first), (ranking.last, rules.last)):
        if scores is None or name is None or name not in scores.rows:
            continue
        row = scores.rows[name]
        for unit in units:
            entered = ScoreEntered(
                unit=unit,
                row=name,
                title=row.title,
                rule=f"{situation.rules.rulebook.id} scores.rows.{name}",
                points=Decimal(row.points).quantize(HUNDREDTH),
                half=half_for(situation.now, situation),
                source=evaluation.id,
            )
            yield Elsewhere(ledger_of_unit(unit), entered)


def _number_alone(tally: Tally) -> Tally:
    """A tally without its answers."""
    return Tally(unit=tally.unit, ballots=tally.ballots)


def _rules(evaluation: Evaluation, situation: Situation) -> EvaluationRules:
    """The rules under which it was opened. Raises NoEvaluationRules."""
    rulebook = situation.rulebooks.get(evaluation.rulebook, situation.rules.rulebook)
    if rulebook.evaluation is None:
        raise NoEvaluationRules()
    return rulebook.evaluation


DECISIONS: Decisions = {
    OpenEvaluation: decide_open,
    RecordRoster: decide_roster,
    IssueSlips: decide_slips,
    CloseVoting: decide_close,
    ReleaseBallots: decide_release,
    DeclareResult: decide_result,
}
