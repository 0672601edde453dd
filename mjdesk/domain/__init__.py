"""Plain words and frozen values, with no I/O: what a task, a prompt, an action and a gateway are."""
