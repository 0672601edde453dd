"""What was spent, and what was charged for nothing."""
