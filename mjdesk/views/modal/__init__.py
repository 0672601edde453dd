"""The windows that an action opens before it goes on: custom zoom, and how its frame looks."""
