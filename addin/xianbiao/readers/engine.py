"""The formula engine with the workbook that it computed last, ready for the next saving of it.

Loading and computing a workbook takes many times as long as computing anew what rests on a few
typed numbers. So the last workbook stays loaded, and where another differs from it in typed
numbers and plain texts alone, these are entered and the engine computes what they change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.readers.package import WORKBOOK, Package
from xianbiao.readers.sheet_contents import SheetCell, SheetContents
from xianbiao.readers.sheet_xml import Sheet, SheetReader

_APART = expression(r"docProps/|xl/(?:charts|drawings|media|theme)/|xl/(?:sharedStrings|calcChain)")
"""Parts on which no formula rests: the strings are compared where cells hold them."""

_VOLATILE = expression(
    r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|INFO|CELL)\s*\(", re.IGNORECASE
)
_PLAIN = expression(r"(?![=#'])(?!.*_x)\S(?:.*\S)?")
"""Texts that every program takes from a cell as they are written there."""

_MOST_CELLS = 200_000
"""Workbooks with more cells are not kept loaded."""

Change = tuple[str, int, int, str | float]
"""A sheet, a row and a column from 0, and what is typed there now."""


class Basis(Record, frozen=True):
    """All that the values of a workbook's formulas rest on: its parts, and its sheets by title."""

    parts: dict[str, object]
    sheets: dict[str, SheetContents]

    @property
    def size(self) -> int:
        """How many cells the sheets have."""
        return sum(len(contents.cells) for contents in self.sheets.values())

    def changes_to(self, other: Basis) -> list[Change] | None:
        """What is typed otherwise in another workbook; None where more than that differs."""
        if self.parts != other.parts or self.sheets.keys() != other.sheets.keys():
            return None
        changes: list[Change] = []
        for title, mine in self.sheets.items():
            theirs = other.sheets[title]
            if mine is theirs:
                continue
            if len(mine.cells) != len(theirs.cells) or mine.attributes != theirs.attributes:
                return None
            for old, new in zip(mine.cells, theirs.cells, strict=True):
                if old is new or (old == new and type(old.value) is type(new.value)):
                    continue
                if not _is_exchange(old, new):
                    return None
                if new.formula is None:
                    assert isinstance(new.value, str | float | int)
                    changes.append((title, new.row, new.column, new.value))
        return changes

    def is_steady(self) -> bool:
        """Whether its formulas give other values only where something else is typed."""
        names = self.parts.get(WORKBOOK, b"")
        assert isinstance(names, bytes)
        formulas = (c.formula for s in self.sheets.values() for c in s.cells if c.formula)
        return not any(map(_is_volatile, (names.decode("utf-8", "replace"), *formulas)))


def basis_of(
    package: Package, reader: SheetReader, sheets: Sequence[Sheet], emptied: Collection[str]
) -> Basis | None:
    """The basis of a workbook some of whose sheets are empty for the engine.

    None where a sheet was not read, or its rows could not be told from the rest of it.
    """
    read = {s.title: s.contents for s in sheets if s.title not in emptied}
    parts: dict[str, object] = {}
    for title, contents in read.items():
        if contents.frame is None:
            return None
        parts[reader.part_of(title)] = title, contents.frame
    apart = {reader.part_of(title) for title in emptied}
    for name in package.names:
        if name in apart:
            parts[name] = None
        elif name not in parts and not _APART.match(name):
            parts[name] = package.part(name)
    return Basis(parts, read)


_LAST: list[tuple[Basis, Any]] = []
"""The engine that computed last with what it computed, at most one."""


def computed_engine(basis: Basis | None, data: Callable[[], bytes]) -> Any:
    """An engine with every formula computed, None when it refuses the workbook as a whole.

    `data` gives the package for an engine that has to load it.
    """
    kept = _LAST.pop() if _LAST and basis is not None else None
    if kept is not None and basis is not None:
        before, engine = kept
        changes = before.changes_to(basis)
        if changes is not None:
            try:
                for sheet, row, column, value in changes:
                    content = value if isinstance(value, str) else float(value)
                    engine.set_value(sheet, row + 1, column + 1, content)
                engine.evaluate_all()
            except (OSError, ValueError, RuntimeError):
                return loaded(data())
            return engine
    return loaded(data())


def keep(basis: Basis | None, engine: Any) -> None:
    """Leave an engine that computed everything without a fault for the next workbook."""
    if basis is not None and basis.size <= _MOST_CELLS and basis.is_steady():
        _LAST[:] = [(basis, engine)]


def loaded(data: bytes) -> Any:
    """A workbook with every formula computed, None when the engine refuses it as a whole."""
    import formualizer

    try:
        engine: Any = formualizer.load_workbook_bytes(data)
        engine.evaluate_all()
    except (formualizer.ExcelEvaluationError, OSError, ValueError, RuntimeError):
        return None
    return engine


def _is_exchange(old: SheetCell, new: SheetCell) -> bool:
    """Whether two cells hold the same formula, or one a number or text for the other's."""
    if old[:2] != new[:2] or old.formula != new.formula or old.number_format != new.number_format:
        return False
    return old.formula is not None or all(map(_is_typed, (old.value, new.value)))


@lru_cache(maxsize=8192)
def _is_volatile(formula: str) -> bool:
    return _VOLATILE.search(formula) is not None


def _is_typed(value: object) -> bool:
    if isinstance(value, str):
        return value.isprintable() and _PLAIN.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)
