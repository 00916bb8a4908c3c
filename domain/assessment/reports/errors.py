"""Why something is refused: periodic reports."""

from domain.errors import ConflictError


class PeriodNotOver(ConflictError):
    code = "period-not-over"
    zh = "{what} 尚未结束，不能通报。请在 {due} 之后办理。"
    en = "{what} is not over yet; its report can be drawn from {due} on."
    source = "M38 定期通报"
