"""What every proceeding besides a matter has in common: instructions, inspections, cases and so on."""
