"""Obstruction of supervision (干扰阻挠督查, M26)."""
