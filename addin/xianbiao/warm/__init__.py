"""A process that stays ready between clicks, so that only the first click waits for Python."""
