"""The sheet that leaves pictures at a gateway."""
