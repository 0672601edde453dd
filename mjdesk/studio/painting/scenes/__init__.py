"""One module per kind of scene; each paints its subject on an easel and leaves the finish to the canvas."""
