"""Talks, as the program runs them."""

from domain.cooperation.talks.commands import HoldEarlyTalk, HoldThreePartyTalk, RouteTalk
from domain.cooperation.talks.decisions import DECISIONS
from domain.cooperation.talks.effects import CHANGES, EFFECTS
from domain.cooperation.talks.events import FACTS
from domain.cooperation.talks.state import Talk
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, TalkStage

TALK = Kind(
    name=ProceedingKind.TALK,
    plural="talks",
    blank=Talk,
    stages=TalkStage,
    opening=(HoldThreePartyTalk, HoldEarlyTalk),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.CAUSE_ROUTED: RouteTalk},
)
