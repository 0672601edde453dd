"""Pieces that could serve any application; they know the theme and nothing of pictures or tasks."""
