"""Why something is refused: obstructions."""

from domain.errors import UnfitError


class ObstructedWhat(UnfitError):
    code = "obstructed-what"
    zh = "须写明干扰的是哪个事项或哪项督查（只填一项），以及由哪个单位或人员所为。"
    en = "Name the one matter or proceeding that was obstructed, and the unit or official who did."
    source = "M26 干扰阻挠督查"
