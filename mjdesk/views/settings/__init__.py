"""What a person may change."""
