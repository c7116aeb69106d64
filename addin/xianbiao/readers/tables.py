"""Reads the tables of any shape that stand in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xianbiao.model.places import load_places
from xianbiao.model.tables import RecognisedTable
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables import read_tables
from xianbiao.sheets.recognise.tables.memory import corrections_in
from xianbiao.sheets.side_sheets import without_side_sheets


def tables_in(path: Path) -> tuple[list[RecognisedTable], list[str]]:
    """The tables of a file, corrected as the clerk noted in it, and its hidden sheets.

    Hidden sheets are not read. Raises UnreadableFile for a file that cannot be read.
    """
    return tables_among(read_grids(path))


def tables_among(grids: Sequence[Grid]) -> tuple[list[RecognisedTable], list[str]]:
    """The tables in these grids, wherever they come from, and the hidden sheets among them."""
    theirs = without_side_sheets(grids)
    shown = [g for g in theirs if not g.is_hidden]
    hidden = [g.sheet for g in theirs if g.is_hidden and g.sheet and g.rows]
    notes = corrections_in(grids)
    return read_tables(shown, load_places(), corrections=notes), hidden
