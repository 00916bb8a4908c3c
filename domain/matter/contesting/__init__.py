"""A matter: an answer disputed, done again once, then reviewed and reviewed again (M15)."""
