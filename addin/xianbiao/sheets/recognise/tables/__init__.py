"""Recognises tables of any shape in any grid: where they are, what they mean, what is in doubt."""

from xianbiao.sheets.recognise.tables.reading import read_grid, read_tables

__all__ = ["read_grid", "read_tables"]
