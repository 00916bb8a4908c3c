"""What can have happened: mending a mistaken registration."""

from typing import ClassVar

from domain.envelope import Code, Fact, Line, Moment, Personal, Value
from domain.obligations import Deadline, Key
from domain.vocabulary import Channel, Conduct, Nature, Urgency


class Moved(Value):
    """Something owed that is due at another time now."""

    key: Key
    by: Deadline


class RegistrationCorrected(Fact):
    """A mistake of the registration was mended; what stood there before stays in history."""

    TYPE: ClassVar[str] = "matter.registration_corrected"

    reason: Personal
    channel: Channel | None = None
    nature: Nature | None = None
    conduct: tuple[Conduct, ...] | None = None
    place: Line | None = None
    address: Personal | None = None
    receiving_unit: Code | None = None
    hands_over: tuple[Key, ...] = ()
    """What the receiving unit before still owed, and ``receiving_unit`` owes from now on."""
    about_units: tuple[Code, ...] | None = None
    about_persons: tuple[Code, ...] | None = None
    assigned_by: Code | None = None
    received_at: Moment | None = None
    urgency: Urgency | None = None
    moves: tuple[Moved, ...] = ()
    """What is owed on orders, where another grade of urgency moves it."""
    register_by: Deadline | None = None
    final_answer_by: Deadline | None = None
    outcome_by: Deadline | None = None
    interim_reply_by: Deadline | None = None
    acceptance_notice_by: Deadline | None = None
    feedback_to_leader_by: Deadline | None = None
    feedback_unit: Code | None = None
    """With ``feedback_person``: who owes the feedback to a leader who is named only now."""
    feedback_person: Code | None = None
    withdraws: tuple[Code, ...] = ()
    """Units whose order this withdraws, because the matter turned out to be about them (M04)."""
    back_to: Code | None = None
    """Where the lead's order is among them: the unit that has the matter again.

    What the lead had found out goes with its order: ``outcome_by`` says until when an outcome is
    owed, the very date of the first one.
    """
    dispatch_by: Deadline | None = None
    """Where ``back_to`` is given, by when that unit has to give a new order."""
    takes_back: tuple[Key, ...] = ()
    """Where ``back_to`` is given, what is owed about the matter as a whole, and by it again."""


FACTS: tuple[type[Fact], ...] = (RegistrationCorrected,)
