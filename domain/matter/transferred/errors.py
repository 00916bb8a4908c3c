"""Why something is refused: between two jurisdictions."""

from domain.errors import ConflictError


class BetweenJurisdictions(ConflictError):
    code = "between-jurisdictions"
    zh = "事项正在辖区之间移交（{what}），退回、收回或承接之前不能进行这一步。"
    en = (
        "The matter is being handed over between jurisdictions ({what}); this step waits until it is"
        " back, or taken on."
    )
    source = "M39 县乡联动"
