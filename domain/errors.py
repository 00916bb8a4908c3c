"""What a broken rule is, and those that everything here may break.

One class per condition, next to what it guards; its sentence says what is wrong and what to do.

Facts put into a sentence are codes, numbers and dates, never personal data: these sentences travel
to screens, logs and other machines.
"""

from typing import ClassVar, Protocol, runtime_checkable


@runtime_checkable
class Labelled(Protocol):
    """What has a name in each language: terms and actions."""

    def label(self, language: str) -> str: ...


class HuiyinError(Exception):
    """A refusal that the person asking can understand and act upon.

    ``code`` is stable and names the condition; ``zh`` and ``en`` are the sentences; ``source`` is
    the rule it stands on, where there is one.
    """

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    source: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The sentence in ``zh-CN`` or, for any other language, in English."""
        template = self.zh if language.startswith("zh") else self.en
        return template.format(**{k: _said(v, language) for k, v in self.facts.items()})


def _said(value: object, language: str) -> str:
    if isinstance(value, Labelled):
        return value.label(language)
    if isinstance(value, tuple | list | set | frozenset):
        separator = "、" if language.startswith("zh") else ", "
        return separator.join(sorted(_said(each, language) for each in value))
    return str(value)


class NotFoundError(HuiyinError):
    """What was asked for does not exist, or not for this person."""


class ForbiddenError(HuiyinError):
    """This person may not do this."""


class ConflictError(HuiyinError):
    """What was asked no longer, or not yet, fits the state of the matter."""


class UnfitError(HuiyinError):
    """What was asked cannot be, whatever the state."""


class UnknownUnit(UnfitError):
    code = "unknown-unit"
    zh = "没有代码为 {unit} 的单位。请先登记该单位，或核对代码。"
    en = "There is no unit {unit}. Register the unit first, or check its code."


class AlreadyThere(ConflictError):
    code = "already-there"
    zh = "代码 {what} 已在使用，内容不同。请换一个代码，或用变更命令。"
    en = "The code {what} is in use for something else. Choose another code, or change what is there."


class TimeInFuture(UnfitError):
    code = "time-in-future"
    zh = "时间 {given} 晚于现在（{now}）。请填写已经发生的时间。"
    en = "The time {given} lies after now ({now}). Give a time that has already come."
