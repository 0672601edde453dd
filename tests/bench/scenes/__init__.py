"""What the benches of the window run, each in a process of its own that prints one line of JSON."""
