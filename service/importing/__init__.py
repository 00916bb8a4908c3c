"""Taking over messages and answers from another system's file."""
