"""The append-only log of one jurisdiction: one order, no gaps, nothing changed or removed."""
