"""What an efficiency office owes for each period that ends: settlements and reports (M34, M38)."""
