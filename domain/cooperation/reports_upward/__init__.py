"""Disciplinary reports about officials of a higher authority: sent up, here a numbered stub (M27)."""
