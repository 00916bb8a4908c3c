"""Handing a matter over to the jurisdiction above or below (M39), on the side of the sender."""
