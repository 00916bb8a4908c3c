"""Who was shown what: events for what reveals a person, a log of its own for ordinary reading."""
