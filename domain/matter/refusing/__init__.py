"""A matter: not taken on (不予受理), for a lawful reason told to the complainant."""
