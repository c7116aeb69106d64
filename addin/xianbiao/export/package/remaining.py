"""What of a workbook remains in one file, and what becomes of a formula there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from xianbiao.export.package.references import Formula, Reference, parse
from xianbiao.export.package.row_map import RowMap
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field

if TYPE_CHECKING:
    from xianbiao.export.package.others.whose import Whose

_POSITION = frozenset(["ROW", "ROWS", "CELL"])
_BY_TEXT = frozenset(["INDIRECT", "SHEET", "SHEETS"])
_BY_OFFSET = frozenset(["OFFSET"])
BY_PLACE = _POSITION | _BY_TEXT | _BY_OFFSET
"""Functions whose result depends on where they stand, or on what a text says."""
_ADDING = frozenset(["SUM", "SUBTOTAL"])
_ADDED_COLUMN = expression(
    r"(?:SUM\(|SUBTOTAL\(1?09,|SUBTOTAL\(9,)[^\W\d][\w.]*\[[^\[\]]*\]\)", re.I
)
_THIS_ROW = expression(r"\[\[#This Row\]", re.IGNORECASE)


class Remaining(Record, frozen=True):
    """The sheets that stay, by their names in lower case, each with the place of its rows.

    `names` and `tables` still mean the same cells as before, in capitals; `cut_tables` have
    lost rows. `changed` are the rows of each sheet whose values are no longer the source's;
    `less` tells whether some sheet is gone; `whose` is the recipient whose file it is, None where
    it may name everybody.
    """

    rows: Mapping[str, RowMap]
    names: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    cut_tables: frozenset[str] = frozenset()
    changed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    less: bool = False
    whose: Whose | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no row of any sheet that stays is removed."""
        return all(m.is_identity for m in self.rows.values())

    def sheet(self, reference: Reference, own: str) -> tuple[str, RowMap | None]:
        """The sheet that a reference means, and its rows where it stays."""
        name = (own if reference.sheet is None else reference.sheet).lower()
        return name, self.rows.get(name)

    def touches(self, name: str, reference: Reference) -> bool:
        """Whether a reference reads a cell whose value changed."""
        rows = self.changed.get(name, ())
        return any(reference.first <= row <= reference.last for row in rows)


def moved(text: str, own: str, remaining: Remaining, *, may_change: bool = False) -> str | None:
    """A cell's formula with its references moved; None where its value must stand instead.

    That is so when it reads a removed row or sheet, another file, or a cell whose value changed
    (unless `may_change`), or when it depends on where it stands.
    """
    formula = parse(text)
    if not _is_steady(formula, own, remaining):
        return None

    def change(piece: Reference) -> str | None:
        name, rows = remaining.sheet(piece, own)
        if rows is None or piece.is_elsewhere or not rows.keeps_all(piece.first, piece.last):
            return None
        if not may_change and remaining.touches(name, piece):
            return None
        return _at(piece, rows)

    return formula.rewritten(change)


def narrowed(text: str, own: str, remaining: Remaining) -> str | None:
    """The formula of a total with its ranges cut to the rows that stay; None where it adds more.

    Only a sum of one column's rows, or of cells in the total's own row, says in short what it
    said in full; that of a column of a table does so by itself.
    """
    formula = parse(text)
    references = list(formula.references())
    if not references and _ADDED_COLUMN.fullmatch(text):
        return text if formula.tables <= remaining.tables | remaining.cut_tables else None
    if not references or not formula.functions <= _ADDING or formula.names or formula.tables:
        return None

    def change(piece: Reference) -> str | None:
        name, rows = remaining.sheet(piece, own)
        if rows is None or name != own.lower() or piece.kind in ("columns", "rows"):
            return None
        cut = rows.cut(piece.first, piece.last)
        if cut is None or (piece.is_single and not rows.keeps(piece.first)):
            return None
        if len(references) > 1 and not rows.keeps_all(piece.first, piece.last):
            return None
        return piece.text_at(*cut)

    return formula.rewritten(change)


def _at(reference: Reference, rows: RowMap) -> str:
    if rows.is_identity or reference.kind == "columns":
        return reference.text
    if reference.first == reference.last:
        place = reference.first - rows.removed_to(reference.first)
        return reference.text_at(place, place)
    cut = rows.cut(reference.first, reference.last)
    assert cut is not None
    return reference.text_at(*cut)


def _is_steady(formula: Formula, own: str, remaining: Remaining) -> bool:
    if formula.leaves_file:
        return False
    if formula.functions & _BY_TEXT and (remaining.less or not remaining.is_whole):
        return False
    if formula.functions & _BY_OFFSET and not remaining.is_whole:
        return False
    if formula.functions & _POSITION and not remaining.rows[own.lower()].is_identity:
        return False
    if not formula.names <= remaining.names:
        return False
    if formula.tables - remaining.tables:
        cut_only = formula.tables <= remaining.tables | remaining.cut_tables
        brackets = len(re.findall(r"\w\[", formula.text))
        return cut_only and brackets == len(_THIS_ROW.findall(formula.text))
    return True
