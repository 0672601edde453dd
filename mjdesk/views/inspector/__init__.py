"""The right panel: everything about the task in the light, and what it offers."""
