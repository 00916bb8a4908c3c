"""Rectification ordered with a deadline, reported, and verified by an outsider (责令限期改正, M24)."""
