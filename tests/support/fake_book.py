"""A workbook in memory with the members of xlwings that the buttons use; it counts calls.

It computes nothing: a formula keeps the value that the file held, or none. It behaves as a
spreadsheet does where the buttons depend on it: copied formulas move their references, a text
that looks like a number becomes one unless an apostrophe guards it, locked cells of a protected
sheet refuse to be written, and a range with several number formats answers None.
"""

import copy
import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


@dataclass
class FakeCell:
    """What was entered, what is shown, and everything about its look as one number."""

    entered: object = None
    value: object = None
    style: int = 0
    number_format: str = "General"
    locked: bool = True
    is_text: bool = False
    """Whether a text was entered, which may begin with =."""

    @property
    def has_formula(self) -> bool:
        return isinstance(self.entered, str) and self.entered.startswith("=") and not self.is_text


@dataclass
class FakeApi:
    """The part of Excel's object model that protection needs, and dialogs."""

    ProtectContents: bool = False
    ProtectDrawingObjects: bool = True
    ProtectScenarios: bool = True
    Visible: int = -1
    options: dict[str, bool] = field(default_factory=dict)

    @property
    def Protection(self) -> Any:
        return type("Protection", (), {"__getattr__": lambda _, n: self.options.get(n, False)})()

    def Unprotect(self, password: str) -> None:
        if self.options.get("password"):
            raise RuntimeError("wrong password")
        self.ProtectContents = False

    def Protect(self, Password: str, Contents: bool, **options: bool) -> None:
        self.ProtectContents, self.options = Contents, options


@dataclass
class FakeApp:
    """The settings of an application."""

    screen_updating: bool = True
    enable_events: bool = True
    display_alerts: bool = True
    calculation: str = "automatic"
    status_bar: object = False
    said: list[object] = field(default_factory=list)
    api: Any = field(default_factory=object)
    opened: list[tuple[str, bool]] = field(default_factory=list)
    """Workbooks that were opened to be read alone, and whether they are still open."""

    @property
    def books(self) -> Any:
        """Opens workbooks by their files."""
        return SimpleNamespace(open=self._open)

    def _open(self, path: str, update_links: bool, read_only: bool) -> "FakeBook":
        assert read_only
        assert not update_links
        at, name = len(self.opened), Path(path).name
        self.opened.append((name, True))
        book = FakeBook(Path(path))
        book.app = self
        book.close = lambda: self.opened.__setitem__(at, (name, False))
        return book

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)
        if name == "status_bar" and "said" in vars(self):
            self.said.append(value)


class FakeRange:
    """A rectangle, counted from 1."""

    def __init__(self, sheet: "FakeSheet", top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.row, self.column = sheet, top, left
        self.shape = (bottom - top + 1, right - left + 1)
        self._options: dict[str, Any] = {}

    def options(self, **options: Any) -> "FakeRange":
        self._options = options
        return self

    def _cells(self) -> list[list[FakeCell]]:
        height, width = self.shape
        return [
            [self.sheet.cell(self.row + r, self.column + c) for c in range(width)]
            for r in range(height)
        ]

    @property
    def value(self) -> Any:
        self.sheet.count("read")
        return [[c.value for c in row] for row in self._cells()]

    @value.setter
    def value(self, block: list[list[object]]) -> None:
        self.sheet.count("write")
        for row, values in zip(self._cells(), block, strict=True):
            for cell, value in zip(row, values, strict=True):
                if self.sheet.api.ProtectContents and cell.locked:
                    raise RuntimeError("the cell is locked")
                self.sheet.book.fail_if_asked()
                cell.entered = cell.value = _parsed(value)
                cell.is_text = isinstance(value, str) and value.startswith("'")
                if cell.has_formula:
                    cell.value = None

    @property
    def formula(self) -> Any:
        self.sheet.count("read")
        block = tuple(tuple(_as_entered(c.entered) for c in row) for row in self._cells())
        return block if self.shape != (1, 1) else block[0][0]

    @property
    def number_format(self) -> str | None:
        self.sheet.count("format")
        found = {c.number_format for row in self._cells() for c in row}
        return found.pop() if len(found) == 1 else None

    def copy(self, target: "FakeRange") -> None:
        self.sheet.count("copy")
        height, width = self.shape
        source = copy.deepcopy(self._cells())
        for r in range(height):
            for c in range(width):
                cell, place = source[r][c], (target.row + r, target.column + c)
                if cell.has_formula:
                    here = f"{get_column_letter(self.column + c)}{self.row + r}"
                    there = f"{get_column_letter(place[1])}{place[0]}"
                    cell.entered = Translator(str(cell.entered), here).translate_formula(there)
                target.sheet.cells[place] = cell

    @property
    def merge_area(self) -> "FakeRange":
        self.sheet.count("read")
        return self

    merge_cells = False

    def clear_contents(self) -> None:
        self.sheet.count("write")
        for row in self._cells():
            for cell in row:
                cell.entered, cell.value, cell.is_text = None, None, False

    @property
    def api(self) -> Any:
        self.sheet.count("read")
        return FakeCellsApi(self)

    def delete(self, shift: str) -> None:
        self.sheet.count("write")
        assert shift == "up"
        height, width = self.shape
        moved = {}
        for (row, column), cell in self.sheet.cells.items():
            if not self.column <= column < self.column + width or row < self.row:
                moved[row, column] = cell
            elif row >= self.row + height:
                moved[row - height, column] = cell
        self.sheet.cells = moved

    def select(self) -> None:
        self.sheet.book.selected = (self.sheet.name, self.row, self.column)

    color: Any = None
    column_width: Any = None


class FakeCellsApi:
    """What Excel's own object of a range tells; each answer is found when it is asked for."""

    def __init__(self, cells: FakeRange) -> None:
        self._cells = cells

    @property
    def HasFormula(self) -> bool | None:
        return _one(cell.has_formula for row in self._cells._cells() for cell in row)

    @property
    def EntireRow(self) -> Any:
        first, height = self._cells.row, self._cells.shape[0]
        hidden = self._cells.sheet.hidden_rows
        return SimpleNamespace(Hidden=_one(r in hidden for r in range(first, first + height)))

    @property
    def EntireColumn(self) -> Any:
        first, width = self._cells.column, self._cells.shape[1]
        hidden = self._cells.sheet.hidden_columns
        return SimpleNamespace(Hidden=_one(c in hidden for c in range(first, first + width)))

    @property
    def Areas(self) -> Any:
        return SimpleNamespace(Count=1)


class FakeSheet:
    """One sheet: cells by row and column, counted from 1."""

    def __init__(self, book: "FakeBook", name: str) -> None:
        self.book, self.name, self.visible = book, name, True
        self.cells: dict[tuple[int, int], FakeCell] = {}
        self.hidden_rows, self.hidden_columns = set[int](), set[int]()
        self.api = FakeApi()

    def count(self, kind: str) -> None:
        self.book.calls[kind] += 1

    def cell(self, row: int, column: int) -> FakeCell:
        return self.cells.setdefault((row, column), FakeCell())

    @property
    def used_range(self) -> FakeRange:
        self.count("read")
        filled = [p for p, c in self.cells.items() if c.entered is not None or c.style]
        bottom = max((r for r, _ in filled), default=1)
        return FakeRange(self, 1, 1, bottom, max((c for _, c in filled), default=1))

    def range(self, first: Any, last: Any = None) -> FakeRange:
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            return FakeRange(self, top, left, bottom, right)
        last = last or first
        return FakeRange(self, *first, *last)

    def activate(self) -> None:
        self.book.sheets.active = self

    def delete(self) -> None:
        self.book.sheets.all.remove(self)


class FakeSheets:
    """The sheets of a book, in order."""

    def __init__(self, book: "FakeBook") -> None:
        self.book, self.all = book, list[FakeSheet]()
        self.active: Any = None

    def __iter__(self) -> Any:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, key: int | str) -> FakeSheet:
        if isinstance(key, int):
            return self.all[key]
        return next(sheet for sheet in self.all if sheet.name == key)

    def __contains__(self, name: str) -> bool:
        return any(sheet.name == name for sheet in self.all)

    def add(self, name: str, after: FakeSheet) -> FakeSheet:
        if self.book.structure_is_protected:
            raise RuntimeError("the structure is protected")
        sheet = FakeSheet(self.book, name)
        self.all.insert(self.all.index(after) + 1, sheet)
        self.active = sheet
        return sheet


class FakeBook:
    """A workbook as read from a file; `calls` counts what was asked of its ranges."""

    def __init__(self, path: Path) -> None:
        self.app: Any = FakeApp()
        self.impl: Any = object()
        self.api: Any = SimpleNamespace(SaveCopyAs=self._save_copy)
        self.fullname, self.name = str(path), path.name
        self.calls: Counter[str] = Counter()
        self.selected: tuple[str, int, int] | None = None
        self.structure_is_protected = False
        self.activate = lambda: None
        self.close = lambda: None
        self.writes_until_failure: int | None = None
        self.failure: BaseException = RuntimeError("the application gave up")
        self.sheets = FakeSheets(self)
        shown = openpyxl.load_workbook(path, data_only=True)
        for source in openpyxl.load_workbook(path).worksheets:
            sheet = FakeSheet(self, source.title)
            sheet.visible = source.sheet_state == "visible"
            sheet.api.ProtectContents = bool(source.protection.sheet)
            sheet.hidden_rows = {r for r, d in source.row_dimensions.items() if d.hidden}
            sheet.hidden_columns = {
                c
                for d in source.column_dimensions.values()
                if d.hidden
                for c in range(d.min, d.max + 1)
            }
            self.sheets.all.append(sheet)
            values = shown[source.title]
            for row in source.iter_rows():
                for cell in row:
                    if cell.value is None and not cell.has_style:
                        continue
                    value = values.cell(cell.row, cell.column).value
                    sheet.cells[cell.row, cell.column] = FakeCell(
                        _number(cell.value),
                        _number(value),
                        cell._style.xfId + 1000 * cell._style.fontId,
                        cell.number_format,
                        cell.protection.locked,
                        cell.data_type == "s",
                    )
        self.sheets.active = self.sheets[0]

    def fail_if_asked(self) -> None:
        """Raise after so many written cells as the test set."""
        if self.writes_until_failure is None:
            return
        self.writes_until_failure -= 1
        if self.writes_until_failure < 0:
            self.writes_until_failure = None
            raise self.failure

    def _save_copy(self, path: str) -> None:
        """Write what the book holds now, the clerk's own file where nothing was changed."""
        shutil.copyfile(self.fullname, path)
        changed = openpyxl.load_workbook(path)
        is_same = True
        for sheet in self.sheets:
            target = changed[sheet.name]
            for (row, column), cell in sheet.cells.items():
                place = target.cell(row, column)
                if not cell.has_formula and _number(place.value) != cell.entered:
                    place.value, is_same = cell.entered, False
        if not is_same:
            changed.save(path)

    def to_pdf(
        self, path: str, exclude: list[str] | None = None, exclude_start_string: str = "#"
    ) -> None:
        """Print into a file, sheet after sheet; a failure leaves what was printed before."""
        for sheet in self.sheets:
            is_left_out = sheet.name in (exclude or ())
            if (
                sheet.visible
                and not is_left_out
                and not sheet.name.startswith(exclude_start_string)
            ):
                with Path(path).open("a", encoding="utf-8") as file:
                    file.write(f"{sheet.name}\n")
                self.fail_if_asked()

    def picture(self, without: tuple[str, ...] = ("_undo", "日志")) -> dict[str, object]:
        """Everything that a clerk can see or that formulas read, to compare before and after."""
        return {
            sheet.name: {
                place: (cell.entered, cell.has_formula, cell.style, cell.number_format, cell.locked)
                for place, cell in sheet.cells.items()
                if cell.entered is not None or cell.style
            }
            for sheet in self.sheets
            if sheet.name not in without
        } | {"order": [s.name for s in self.sheets if s.name not in without]}


def _one(answers: Iterable[bool]) -> bool | None:
    """What spreadsheets tell of many cells: the one answer, None where they differ."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _as_entered(value: object) -> object:
    """A constant as spreadsheets tell it beside formulas: as text."""
    if isinstance(value, float):
        return format(value, ".15g")
    return "" if value is None else value


def _number(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _parsed(value: object) -> object:
    """A value as a spreadsheet takes it."""
    if isinstance(value, str):
        if value.startswith("'"):
            return value[1:]
        if _NUMBER.fullmatch(value):
            return float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    if isinstance(value, dt.datetime | None):
        return value
    return _number(value)
