"""Bulletins, as the program runs them."""

from domain.accountability.bulletins.commands import PublishBulletin
from domain.accountability.bulletins.decisions import DECISIONS
from domain.accountability.bulletins.effects import CHANGES
from domain.accountability.bulletins.events import FACTS
from domain.accountability.bulletins.state import Bulletin
from domain.proceedings.kind import Kind
from domain.vocabulary import BulletinStage, ProceedingKind

BULLETIN = Kind(
    name=ProceedingKind.BULLETIN,
    plural="bulletins",
    blank=Bulletin,
    stages=BulletinStage,
    opening=(PublishBulletin,),
    decisions=DECISIONS,
    facts=FACTS,
    effects={},
    changes=CHANGES,
)
