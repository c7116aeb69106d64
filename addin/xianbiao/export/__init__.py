"""Floor 4: files out."""
