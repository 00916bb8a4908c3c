"""A matter handed over by the jurisdiction above or below (M39), on the side of the receiver."""
