"""Reads the tables of any shape that stand in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xianbiao.model.places import load_places
from xianbiao.model.tables import RecognisedTable
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables import read_tables
from xianbiao.sheets.recognise.tables.memory import SHEET, corrections_in


def tables_in(path: Path) -> tuple[list[RecognisedTable], list[str]]:
    """The tables of a file, corrected as the clerk noted in it, and its hidden sheets.

    Hidden sheets are not read. Raises UnreadableFile for a file that cannot be read.
    """
    return tables_among(read_grids(path))


def tables_among(grids: Sequence[Grid]) -> tuple[list[RecognisedTable], list[str]]:
    """The tables in these grids, wherever they come from, and the hidden sheets among them."""
    shown = [g for g in grids if not g.is_hidden and g.sheet != SHEET]
    hidden = [g.sheet for g in grids if g.is_hidden and g.sheet and g.rows and g.sheet != SHEET]
    notes = corrections_in(grids)
    return read_tables(shown, load_places(), corrections=notes), hidden
