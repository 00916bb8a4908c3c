"""Erasing a person: what it needs to know, the record of it, and the key's end."""
