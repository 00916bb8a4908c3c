"""Workbooks read back by their own XML, with nothing that could hide what is in them."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = list[list[tuple[str, str]]]
"""Rows of cells; each is its kind (``inlineStr``, ``n``, ``f`` for a formula) and its content."""


def sheets(content: bytes) -> dict[str, Cells]:
    """Each sheet of a workbook by its name."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        return {
            name: _cells(book.read(f"xl/worksheets/sheet{number}.xml"))
            for number, name in enumerate(names, start=1)
        }


def links(content: bytes) -> list[str]:
    """Everything in a workbook that leads out of it, and every formula."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    return re.findall(r"<hyperlink |TargetMode=\"External\"|<f>|<f ", text)


def _cells(xml: bytes) -> Cells:
    rows = ElementTree.fromstring(xml).iter(f"{NS}row")  # noqa: S314 - made by ourselves
    return [[_cell(each) for each in row.iter(f"{NS}c")] for row in rows]


def _cell(cell: ElementTree.Element) -> tuple[str, str]:
    if cell.find(f"{NS}f") is not None:
        return "f", "".join(cell.itertext())
    return cell.get("t", "n"), "".join(cell.itertext())
