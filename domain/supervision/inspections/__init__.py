"""Inspections open and undercover, and what becomes of their findings (明查暗访, M22)."""
