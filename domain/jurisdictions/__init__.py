"""Jurisdictions in a tree (县乡联动, M39): each says in its own log who is above it and below it."""
