"""Fillers: from a notice and its findings to the patches that a button applies."""
