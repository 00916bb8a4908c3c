"""A matter: asking the complainant after the answer, and what they say of it (M15)."""
