"""A matter's key nodes, and whether it is an emergency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class KeyNode:
    """A key node: its name, and the day on which it is due."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Nodes:
    """Key nodes by their codes, and since when it has been an emergency; None: it is none."""

    milestones: Mapping[str, KeyNode] = field(default_factory=dict)
    emergency_since: datetime | None = None


NO_NODES = Nodes()
