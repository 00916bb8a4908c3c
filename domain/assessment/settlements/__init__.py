"""Settlements (半年兑现): the scores of a period, frozen to the byte (M34)."""
