"""The library's sheet, writing formulas as they are, and columns of them filled down as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from xianbiao.sheets.plan import Formula


class FilledFormula(str):
    """The text of a formula that is the same all down an area, seen from each of its cells."""

    key: str
    is_first: bool

    @classmethod
    def of(cls, formula: Formula, row: int, column: int) -> Self:
        """The formula of one cell of its area."""
        assert formula.filled is not None
        text = cls(formula.text.removeprefix("="))
        text.key = formula.filled.a1
        text.is_first = (row, column) == (formula.filled.top, formula.filled.left)
        return text


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas need no new names, for none holds a function later than 2007.

    A filled area keeps its formula once, as spreadsheet programs write it themselves.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula if isinstance(formula, FilledFormula) else formula.removeprefix("=")

    def _xml_formula_element(
        self, formula: str, result: object, attributes: Sequence[tuple[str, Any]] = ()
    ) -> None:
        if not isinstance(formula, FilledFormula):
            super()._xml_formula_element(formula, result, attributes)
            return
        numbers: dict[str, int] = self.__dict__.setdefault("_filled", {})
        number = numbers.setdefault(formula.key, len(numbers))
        area = f' ref="{formula.key}"' if formula.is_first else ""
        text = self._escape_data(formula) if formula.is_first else ""
        shown = "".join(f' {key}="{value}"' for key, value in attributes)
        shared = f'<f t="shared"{area} si="{number}">{text}</f>'
        self.fh.write(f"<c{shown}>{shared}<v>{self._escape_data(result)}</v></c>")


class Book(Workbook):  # type: ignore[misc]
    """The library's workbook, which leaves its parts as they are instead of packing them."""

    def written(self) -> dict[str, bytes]:
        """Every part of the finished workbook by its name."""
        packager = _Unpacked()
        self._get_packager = lambda: packager
        self.close()
        return packager.parts


class _Unpacked(Packager):  # type: ignore[misc]
    """Keeps the parts that it is to pack, and hands none of them over."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, bytes] = {}

    def _create_package(self) -> list[object]:
        for stream, name, is_binary in super()._create_package():
            content = stream.getvalue()
            self.parts[name] = content if is_binary else content.encode("utf-8")
        return []
