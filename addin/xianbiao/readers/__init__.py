"""Floor 4: files in."""
