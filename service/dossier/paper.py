"""Paper: a PDF in Chinese, with its font inside, from headings, paragraphs and tables."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

FONT = "WenQuanYi Micro Hei"
MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN

_rendering = Lock()
"""The library keeps which letters of a font are used while it writes; one at a time does."""


@cache
def _styles() -> dict[str, ParagraphStyle]:
    file = files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc"
    pdfmetrics.registerFont(TTFont(FONT, str(file), subfontIndex=0))
    common = {"fontName": FONT, "wordWrap": "CJK"}
    return {
        "title": ParagraphStyle(
            "title", **common, fontSize=18, leading=26, alignment=TA_CENTER, spaceAfter=8
        ),
        "heading": ParagraphStyle(
            "heading", **common, fontSize=12.5, leading=18, spaceBefore=12, spaceAfter=4
        ),
        "text": ParagraphStyle("text", **common, fontSize=9.5, leading=14, spaceAfter=2),
        "cell": ParagraphStyle("cell", **common, fontSize=8, leading=10.5),
    }


class Paper:
    """A document being written, from top to bottom."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._parts: list[tuple[str, Any]] = [("title", title)]

    def heading(self, text: str) -> None:
        self._parts.append(("heading", text))

    def text(self, text: str) -> None:
        """A paragraph; it may go over pages."""
        self._parts.append(("text", text))

    def table(
        self, headings: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[object]]
    ) -> None:
        """A table with short cells; ``widths`` in proportion."""
        self._parts.append(("table", (headings, widths, rows)))

    def pdf(self, foot: str) -> bytes:
        """The finished PDF; ``foot`` stands below each page, with its number."""

        def below(canvas: Any, document: Any) -> None:
            canvas.setFont(FONT, 7.5)
            canvas.drawString(MARGIN, 9 * mm, foot)
            canvas.drawRightString(A4[0] - MARGIN, 9 * mm, str(document.page))

        made = BytesIO()
        with _rendering:
            styles = _styles()
            document = SimpleDocTemplate(
                made,
                pagesize=A4,
                title=self._title,
                author="Huiyin",
                lang="zh-CN",
                invariant=1,
                leftMargin=MARGIN,
                rightMargin=MARGIN,
                topMargin=MARGIN,
                bottomMargin=MARGIN,
            )
            story = [_flowable(styles, kind, part) for kind, part in self._parts]
            document.build(story, onFirstPage=below, onLaterPages=below)
        return made.getvalue()


def _flowable(styles: dict[str, ParagraphStyle], kind: str, part: Any) -> Any:
    if kind != "table":
        return Paragraph(_marked_up(part), styles[kind])
    headings, widths, rows = part
    if not rows:
        return Spacer(1, 1)
    cells = [[Paragraph(_marked_up(str(each)), styles["cell"]) for each in row] for row in rows]
    first = [Paragraph(_marked_up(each), styles["cell"]) for each in headings]
    total = sum(widths)
    return LongTable(
        [first, *cells],
        colWidths=[WIDTH * each / total for each in widths],
        repeatRows=1,
        style=TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        ),
    )


def _marked_up(text: str) -> str:
    """Plain text as the library's markup; control characters show as blanks."""
    lines = text.splitlines() or [""]
    plain = ("".join(c if c.isprintable() else " " for c in line) for line in lines)
    return "<br/>".join(escape(line) for line in plain)
