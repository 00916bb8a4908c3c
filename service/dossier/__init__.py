"""Evidence dossiers: one matter's events with everything that proves them, to be checked offline."""
