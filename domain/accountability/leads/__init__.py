"""Leads (线索): what may be somebody's fault, and what was decided about looking into it (M29)."""
