"""Which ordinary reads are kept, and on what ground."""

from domain.envelope import Actor
from domain.kinds import Life
from domain.matter.state import Matter
from domain.vocabulary import Nature, ReadingGround, Role
from service.access import permissions


def grounds_of(actor: Actor, life: Life) -> tuple[ReadingGround, ...]:
    """Why it is kept that somebody read a matter or a proceeding; nothing where it is not.

    Kept are complaints about conduct, what is about somebody, whatever an auditor reads, and what
    the reader can see in the clear.
    """
    conduct = isinstance(life, Matter) and life.nature is Nature.CONDUCT
    every = {
        ReadingGround.CONDUCT: conduct,
        ReadingGround.ABOUT: bool(life.about_units or life.about_persons),
        ReadingGround.TEXT: permissions.may(actor, "read", "text"),
        ReadingGround.AUDITOR: actor.role is Role.AUDITOR,
    }
    return tuple(ground for ground, holds in every.items() if holds)


def grounds_of_list(actor: Actor, *, shows_texts: bool) -> tuple[ReadingGround, ...]:
    """The same for a list; ``shows_texts``: it shows gists or passages in the clear."""
    every = {
        ReadingGround.TEXT: shows_texts and permissions.may(actor, "read", "text"),
        ReadingGround.AUDITOR: actor.role is Role.AUDITOR,
    }
    return tuple(ground for ground, holds in every.items() if holds)
