"""The duty of each efficiency office: one undercover inspection in each calendar month (M22)."""
