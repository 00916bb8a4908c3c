"""A matter: filing a matter in which everything owed has been done."""
