"""The screens: they know models, widgets, theme and words; they never await, poll or hold truth."""
