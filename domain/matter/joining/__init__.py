"""A matter: repeats of another, linked to it, or merged into it and answered each (重复、并案)."""
