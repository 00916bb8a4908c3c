"""Bulletins, as the program runs them."""

from domain.accountability.bulletins.commands import PublishBulletin, WithdrawBulletin
from domain.accountability.bulletins.decisions import DECISIONS
from domain.accountability.bulletins.effects import CHANGES, EFFECTS
from domain.accountability.bulletins.events import FACTS
from domain.accountability.bulletins.state import Bulletin
from domain.proceedings.kind import Kind
from domain.vocabulary import BulletinStage, Duty, ProceedingKind

BULLETIN = Kind(
    name=ProceedingKind.BULLETIN,
    plural="bulletins",
    blank=Bulletin,
    stages=BulletinStage,
    opening=(PublishBulletin,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.BULLETIN_AMENDED: WithdrawBulletin},
)
