"""Why somebody is not shown what they asked for."""

from domain.errors import UnfitError


class NothingToReveal(UnfitError):
    code = "nothing-to-reveal"
    zh = "该事项没有记载投诉人的姓名和联系方式。分办件请查原件。"
    en = "No name or contact is on record here. For a part, ask of the matter it is a part of."
