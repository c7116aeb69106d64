"""Places, texts and figures as an inspection shows them."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.refs import Ref, Text


def place(ref: Ref) -> str:
    """A place as short as can be: the cell, or the line."""
    return ref.cell or (f"第{ref.line}行" if ref.line else "")


def plain_number(value: Decimal | None) -> int | float | None:
    """A figure for JSON, null for none."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def located(text: Text | None) -> dict[str, str] | None:
    """A text with its place for JSON, null for none."""
    return {"cell": place(text.ref), "text": text.text} if text is not None else None
