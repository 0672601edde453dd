"""Painting the area of a picture that is to be made anew."""
