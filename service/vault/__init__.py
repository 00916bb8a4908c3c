"""Personal data under lock and key: one key a person, apart from the log, wrapped by a master key."""
