"""A matter: deadlines that move: extensions."""
