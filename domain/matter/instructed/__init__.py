"""A matter: what leaders instructed about it (M17)."""
