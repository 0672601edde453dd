"""What tests share: builders, a fake clock, a fake gateway, waiting."""
