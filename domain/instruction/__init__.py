"""Instructions (批示、指示): signed, or authorised by phone and signed afterwards (M17)."""
