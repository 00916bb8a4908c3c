"""Talks (约谈): of three parties, with a cause to be pursued; and before a breach, to remind (M28, M30)."""
