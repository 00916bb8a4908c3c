"""The command line, ``huiyin``: the same words as the API, for people at a terminal."""

from service.cli.program import run


def main() -> None:
    """Run what the command line says, and leave with its exit status."""
    run()
