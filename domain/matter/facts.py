"""What can have happened to a matter: every kind of event, gathered from the parts of its life.

Facts, in the past tense, never changed once recorded. A later change of shape is a new
``TYPE_VERSION`` with an upcast in ``domain/codec.py``.
"""

from domain.envelope import Fact
from domain.matter.answering import events as answering
from domain.matter.closing import events as closing
from domain.matter.contesting import events as contesting
from domain.matter.correcting import events as correcting
from domain.matter.disputing import events as disputing
from domain.matter.followup import events as followup
from domain.matter.handling import events as handling
from domain.matter.imported import events as imported
from domain.matter.instructed import events as instructed
from domain.matter.intake import events as intake
from domain.matter.joining import events as joining
from domain.matter.nodes import events as nodes
from domain.matter.papers import events as papers
from domain.matter.refusing import events as refusing
from domain.matter.rounds import events as rounds
from domain.matter.routing import events as routing
from domain.matter.splitting import events as splitting
from domain.matter.timing import events as timing
from domain.matter.transferred import events as transferred
from domain.matter.urging import events as urging
from domain.matter.waiting import events as waiting
from domain.matter.withdrawing import events as withdrawing

_PARTS = (
    intake,
    correcting,
    splitting,
    joining,
    routing,
    disputing,
    waiting,
    handling,
    answering,
    timing,
    refusing,
    papers,
    followup,
    contesting,
    withdrawing,
    urging,
    rounds,
    nodes,
    instructed,
    transferred,
    closing,
    imported,
)
FACTS: tuple[type[Fact], ...] = tuple(fact for part in _PARTS for fact in part.FACTS)
