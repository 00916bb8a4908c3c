"""Evidence of absence and of gaming: each pattern a query with thresholds of the rulebook."""
