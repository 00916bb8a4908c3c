"""Secret ballots: taken without an actor, kept sealed, released together (docs/evaluation.md)."""
