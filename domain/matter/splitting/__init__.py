"""A matter: splitting one filing over several units, with one answer to the complainant (分解安排)."""
