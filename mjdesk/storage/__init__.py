"""What is kept on disk: library, originals, thumbnails, keys and settings; knows no Qt."""
