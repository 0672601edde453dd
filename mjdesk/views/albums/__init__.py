"""Collections on screen: chosen, filled by dragging, named. The code calls one an album."""
