"""A matter: the complainant takes it back, which ends no inquiry into conduct (M01)."""
