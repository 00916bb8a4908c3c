"""Clearing the wrongly accused (澄清正名): owed wherever an accusation turns out to be unfounded (M33, M37)."""
