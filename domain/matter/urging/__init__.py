"""A matter: pressing for what is owed: reminders, urgings, supervision slips, proposals of more."""
