"""Properties of cells as one value for a whole range."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.bridge import enum


def common(cells: Any, name: str) -> Any:
    """The value of a property; None where the cells differ in it."""
    ambiguous = enum("beans.PropertyState", "AMBIGUOUS_VALUE")
    if cells.getPropertyState(name) == ambiguous:
        return None
    return cells.getPropertyValue(name)
