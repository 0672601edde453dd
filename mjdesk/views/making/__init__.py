"""What is made from a finished picture by other means than its buttons: edits and films."""
