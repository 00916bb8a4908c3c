"""Supervision (督查): inspections, rectification, key works, the watchlist, campaigns, obstruction."""
