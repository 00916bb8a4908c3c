"""A matter: what units do: progress, difficulty, parts, outcome, word to the leader."""
