"""Floor 6: the demonstration on two real notices."""
