"""How the built-in studio paints: light, noise, palettes and scenes; nothing here knows HTTP or jobs."""
