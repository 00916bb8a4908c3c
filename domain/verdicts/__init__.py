"""Verdicts: that something was missed, as a permanent fact with the rule it was judged by."""
