"""The command line, ``huiyin``: the same words as the API, for people at a terminal."""

import gc
from importlib import import_module


def main() -> None:
    """Run what the command line says, and leave with its exit status."""
    gc.disable()  # nothing that is loaded is garbage: looking for some takes a tenth of the start
    program = import_module("service.cli.program")
    gc.freeze()
    gc.enable()
    program.run()
