"""A matter: what is owed at once: feedback at key nodes, and reports in an emergency."""
