"""Pledges (公开承诺、公开述职): what is promised in public, by when, and whether it was kept (M36)."""
