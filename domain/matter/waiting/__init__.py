"""A matter: one unit waits for another (互设前置条件, M08)."""
