"""Several jurisdictions in one database: their tree, the roll-up of those below, the hand-over."""
