"""Everything that turns the checkout into installers; `build.py` is the command, `mjdesk.spec` the recipe."""
