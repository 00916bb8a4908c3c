"""A matter: handed over to another jurisdiction, or taken over from one (M39)."""
