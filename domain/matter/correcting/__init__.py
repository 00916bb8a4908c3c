"""A matter: mending a mistaken registration."""
