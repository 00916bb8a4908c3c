"""Filing a matter in which everything owed has been done."""

from domain.envelope import Fact
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import HandlerCannotClose, NotAnswered, StillOwed
from domain.matter.closing.events import MatterClosed
from domain.matter.errors import NotRegistered, OutcomeMissing
from domain.matter.outsiders import of_a_handling_unit, together
from domain.matter.part import Decisions
from domain.matter.splitting.errors import PartsUnfinished
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty


def decide_close(command: CloseMatter, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """File the matter; by somebody other than whoever handled it (rules.md, "Who may").

    Raises NotRegistered (an imported message that nobody here has taken up has no finding, M01),
    NotAnswered (M01: a matter ends only with an answered complainant, or a lawful exemption),
    OutcomeMissing (the answer was spared, the inquiry was not), PartsUnfinished, StillOwed naming
    what is open, HandlerCannotClose.
    """
    if matter.closed_at is not None:
        return ()
    if not matter.registered:
        raise NotRegistered()
    inquired = matter.finding is not None or (
        matter.withdrawing.confirmed and not matter.about_conduct
    )
    if matter.answered_at is None and matter.answer_spared and not inquired:
        raise OutcomeMissing()
    if matter.answered_at is None and not matter.answer_spared:
        raise NotAnswered()
    if matter.finding is not None and matter.splitting.unfinished:
        raise PartsUnfinished(numbers=tuple(map(situation.number_of, matter.splitting.unfinished)))
    still = tuple(
        each.key.duty for each in matter.open_obligations() if each.key.duty is not Duty.CLOSE
    )
    if still:
        raise StillOwed(duties=still)
    person, unit = situation.actor.person, situation.actor.unit or ""
    handled = any(person in each.handlers for each in together(matter, situation))
    received = situation.organisation.same_body(unit, matter.receiving_unit or "")
    if handled or (not received and of_a_handling_unit(unit, matter, situation)):
        raise HandlerCannotClose()
    return (MatterClosed(remark=command.remark),)


DECISIONS: Decisions = {
    CloseMatter: decide_close,
}
