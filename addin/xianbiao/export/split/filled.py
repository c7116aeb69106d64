"""Whether a cell of a table shows an amount, in whatever way it is stored."""

from __future__ import annotations

from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.model.amounts import read_amount
from xianbiao.model.refs import Ref

_NOWHERE = Ref("")


def is_amount(cell: CellXml, strings: SharedStrings) -> bool:
    """Whether a cell shows an amount: as a number, by a formula, or as a text that is one."""
    if cell.formula is not None or cell.number() is not None:
        return True
    text = cell.text(strings)
    return bool(text) and read_amount(text, _NOWHERE).value is not None
