"""Opening sealed personal text for whoever asks and may read it."""

from service.api.callers import Caller
from service.texts import OpenTexts


class Texts(OpenTexts):
    """What one caller may read in the clear."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller.app.vault, caller.actor)
