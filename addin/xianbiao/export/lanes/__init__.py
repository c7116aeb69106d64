"""Sheets on which recipients stand side by side, reduced to the columns of one: its lane."""
