"""Groups of commands of which only the one that was asked for is made: making all takes long."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer
from typer.core import TyperGroup

Made = Callable[..., None] | TyperGroup
"""A command: a function whose signature says which options there are, or a group of others."""


class _MadeWhenAsked(Mapping[str, Any]):
    """The commands of a group by their names, in the order of a help page."""

    def __init__(self, names: Mapping[str, Any], make: Callable[[str], Made]) -> None:
        self._names = names
        self._make = make

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        made = self._make(name)
        if isinstance(made, TyperGroup):
            return made
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name)(made)
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def group(
    name: str, about: str, names: Mapping[str, Any], make: Callable[[str], Made]
) -> TyperGroup:
    """A group of commands. ``make`` is called with one of ``names`` when that command is needed: run,
    or shown on the group's help page."""
    commands: Any = _MadeWhenAsked(names, make)
    return TyperGroup(name=name, help=about, commands=commands, no_args_is_help=True)
