"""What was recorded is also delivered, and what was not is listed."""
