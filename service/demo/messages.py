"""Some messages of an older board, taken over as a file: answered and not, and one of nowhere."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from domain.matter.stream import matter_stream
from service.importing.mapping import COLUMNS
from service.importing.recording import matter_of

SOURCE = "demo-board"

OLDEST = "message-100"
"""The story of a message so old that its writer may ask for it to be erased."""

_MESSAGES = (
    ("100", "D-0", "dongjie", "巷口积水", 1500, "下雨就积水。", "已加雨箅。", 9),
    ("101", "D-1", "xizhen", "路口标线模糊", 140, "斑马线已看不清。", "标线已重划。", 8),
    ("102", "D-2", "dongjie", "健身器材损坏", 120, "两件器材断裂。", "器材已更换，感谢反映。", 30),
    ("103", "D-1", "xizhen", "村道照明", 95, "村口到学校一段没有路灯。", "", 0),
    ("104", "D-3", "", "不知该问谁", 70, "希望公开办事电话。", "", 0),
)
"""id, citizen, place, subject, days before the demo's first day, text,
reply, days until it."""


def imported() -> dict[str, str]:
    """The streams of the matters that the file makes, by the names of their stories."""
    numbers = (number for number, *_ in _MESSAGES)
    return {f"message-{each}": matter_stream(matter_of(SOURCE, each)) for each in numbers}


@contextmanager
def message_file(first_day: datetime) -> Iterator[Path]:
    """The file, while it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for number, user, place, subject, days, body, reply, after in _MESSAGES:
                at = first_day - timedelta(days=days)
                replied = (at + timedelta(days=after)).isoformat() if reply else ""
                row = (number, user, place, subject, at.isoformat(), body, reply, replied)
                writer.writerow(row)
        yield path
