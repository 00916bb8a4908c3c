"""Periodic reports (热点跟踪、定期通报): figures of a month or a quarter, frozen (M38)."""
