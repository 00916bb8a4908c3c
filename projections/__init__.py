"""What can be asked: read tables that events change, and the queries on them.

Everything here is deterministic (no clock, no random ids) and disposable: ``huiyin rebuild`` makes
it again from the log.
"""
