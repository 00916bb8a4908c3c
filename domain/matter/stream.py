"""The name of a matter's stream in the log."""

PREFIX = "matter-"


def matter_stream(matter: str) -> str:
    """The stream of a matter's id."""
    return PREFIX + matter


def matter_of_stream(stream: str) -> str:
    """The id of the matter whose stream this is; the name as it is for any other stream."""
    return stream.removeprefix(PREFIX)
