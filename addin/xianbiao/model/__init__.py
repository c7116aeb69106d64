"""Floor 1: the words of the field, with no third-party library."""
