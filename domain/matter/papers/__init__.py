"""A matter: papers asked of the complainant, which should be named once and all (M16)."""
