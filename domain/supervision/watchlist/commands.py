"""What can be asked: putting on the watchlist, by rule or by hand, reviewing, taking off."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Prose
from domain.supervision.watchlist.signs import Reached
from domain.vocabulary import WatchSubject


class PutOnWatch(Command):
    """Put a unit, a post or an official on the watchlist (列入重点督查、重点监控)."""

    ACTION: ClassVar[str] = "put-on-watch"

    subject: WatchSubject
    code: Code = Field(description="the unit's, the post's or the official's code")
    reason: Prose


class WatchAgain(Command):
    """Put somebody on the watchlist again who was taken off (再次列入重点)."""

    ACTION: ClassVar[str] = "watch-again"

    reason: Prose


class WatchByRule(Command):
    """Put somebody on the watchlist who fulfils a row of the rulebook; the program's own."""

    ACTION: ClassVar[str] = "watch-by-rule"

    subject: WatchSubject
    code: Code
    reached: Reached


class WatchAgainByRule(Command):
    """The same for somebody who was taken off; the program's own."""

    ACTION: ClassVar[str] = "watch-again-by-rule"

    reached: Reached


class ReviewWatch(Command):
    """Record what watching has shown; it is watched on (重点对象复查)."""

    ACTION: ClassVar[str] = "review-watch"

    text: Prose


class TakeOffWatch(Command):
    """Take somebody off the watchlist, for a reason (移出重点)."""

    ACTION: ClassVar[str] = "take-off-watch"

    reason: Prose
