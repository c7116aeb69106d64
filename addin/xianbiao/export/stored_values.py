"""What the formulas of a package show after some of its cells changed, by the formula engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from xianbiao.sheets.plan import Value

Place: TypeAlias = tuple[str, int, int]
"""A sheet, a row and a column, from 0."""

Stored: TypeAlias = str | float | bool
"""What a formula shows: a text, a number or a truth value."""


class StoredValues:
    """One loaded package whose inputs change; everything is computed by the engine."""

    def __init__(self, data: bytes, formulas: Iterable[Place]) -> None:
        import formualizer

        self._engine: Any = formualizer.load_workbook_bytes(data)
        self._engine.evaluate_all()
        self._formulas = tuple(formulas)
        self._inputs: dict[Place, Value] = {}
        self.first = self._read()
        """The values of the package as it was loaded; None where one is no proper value."""

    def after(
        self, entered: Mapping[Place, Value], before: Mapping[Place, Value]
    ) -> dict[Place, Stored] | None:
        """The values of all formulas when some cells hold others, `before` what all hold else.

        None when a formula has no proper value then.
        """
        wanted = {place: before[place] for place in self._inputs} | dict(entered)
        for place, value in wanted.items():
            if place not in self._inputs or self._inputs[place] != value:
                sheet, row, column = place
                content = float(value) if isinstance(value, int | Decimal) else value
                self._engine.set_value(sheet, row + 1, column + 1, content)
        self._inputs = wanted
        self._engine.evaluate_all()
        return self._read()

    def _read(self) -> dict[Place, Stored] | None:
        read = self._engine.get_value
        values = {p: read(p[0], p[1] + 1, p[2] + 1) for p in self._formulas}
        if all(isinstance(v, str | float | bool) for v in values.values()):
            return values
        return None
