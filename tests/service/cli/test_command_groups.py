"""Of a group's commands, only what is asked for is made."""

from collections.abc import Callable

import pytest
import typer

from service.cli.command_groups import group


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def greetings(made: list[str]) -> Callable[..., object]:
    def make(name: str) -> Callable[..., None]:
        made.append(name)

        def greet(to: str = "world") -> None:
            """Greets."""
            typer.echo(f"{name} {to}")

        return greet

    return group("greet", "Greets in two ways.", {"hello": 1, "good-day": 2}, make)


def test_running_a_command_makes_no_other(
    greetings: Callable[..., object], made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    greetings(["good-day", "--to", "you"], standalone_mode=False)
    assert (made, capsys.readouterr().out) == (["good-day"], "good-day you\n")


def test_help_shows_every_command(
    greetings: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    greetings(["--help"], standalone_mode=False)
    shown = capsys.readouterr().out
    assert "hello" in shown and "good-day" in shown and shown.count("Greets.") == 2


def test_a_wrong_name_is_answered_with_the_nearest_and_makes_none(
    greetings: Callable[..., object], made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        greetings(["helo"])
    assert left.value.code == 2 and made == []
    assert "'hello'" in capsys.readouterr().err
