"""The structure of a table: headers and totals shown or not, rows and columns added and removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.formulas import shifted
from xianbiao.engines.libreoffice.guarded import expect_unprotected
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.ranges import Range
    from xianbiao.engines.libreoffice.table import Table

TOTAL = "Total"


def toggle_headers(table: Table) -> None:
    """Show or hide the row of headers; hidden, its cells are blank and its names remembered."""
    expect_unprotected(table.range)
    look, area = table.look, table.range
    if table.show_headers:
        _expect_no_column_references(table)
        header = area.at(area.row, area.column, area.row, area.last_column)
        look.headers = list(header.cells.getFormulaArray()[0])
        table.api.ContainsHeader = False
        table.set_area(area.at(area.row + 1, area.column, area.last_row, area.last_column))
        header.clear_contents()
        return
    if area.row == 1:
        raise XianbiaoError("表格上面没有放标题行的地方", ref=area.ref())
    header = area.at(area.row - 1, area.column, area.row - 1, area.last_column)
    names = look.headers or [f"Column{number + 1}" for number in range(area.shape[1])]
    header.cells.setFormulaArray((tuple(names[: area.shape[1]]),))
    table.set_area(area.at(area.row - 1, area.column, area.last_row, area.last_column))
    table.api.ContainsHeader = True


def _expect_no_column_references(table: Table) -> None:
    """Refuse to hide headers by which formulas find columns: LibreOffice would make them errors."""
    texts = table.range.cells.getFormulaArray()
    if any(text.startswith("=") and "[[#This Row]" in text for row in texts for text in row):
        todo = "先把公式里的 [@列名] 改成单元格地址"
        raise XianbiaoError(
            "公式按列名引用这个表格，标题行不能隐藏", ref=table.range.ref(), todo=todo
        )


def toggle_totals(table: Table) -> None:
    """Show or hide the row of totals: a word first, the sum of the last column at the end."""
    expect_unprotected(table.range)
    area, body = table.range, table.body
    if table.show_totals:
        totals = table.totals_row_range
        assert totals is not None
        table.api.TotalsRow = False
        table.set_area(area.at(area.row, area.column, area.last_row - 1, area.last_column))
        totals.clear_contents()
        return
    below = area.at(area.last_row + 1, area.column, area.last_row + 1, area.last_column)
    if any(text != "" for text in below.cells.getFormulaArray()[0]):
        below.insert("down")
    table.set_area(area.at(area.row, area.column, area.last_row + 1, area.last_column))
    table.api.TotalsRow = True
    below(1, 1).raw_value = TOTAL
    if area.shape[1] > 1:
        column = body.at(body.row, area.last_column, body.last_row, area.last_column)
        numeric = all(isinstance(row[0], float) for row in column.cells.getDataArray())
        kind = 109 if numeric else 103
        below(1, area.shape[1]).raw_value = f"=SUBTOTAL({kind},{column.get_address(False, False)})"


class TableRow(base_classes.TableRow):
    """One row between headers and totals."""

    def __init__(self, table: Table, index: int) -> None:
        self.table = table
        self._index = index

    @property
    def index(self) -> int:
        """The position, from 1."""
        return self._index

    @property
    def range(self) -> Range:
        """The cells of the row."""
        body = self.table.body
        row = body.row + self._index - 1
        return body.at(row, body.column, row, body.last_column)

    async def get_range(self) -> Range:
        """The cells of the row, for scripts that wait."""
        return self.range

    def delete(self) -> None:
        """Remove the row; what is below the table in its columns goes up."""
        table, area, cells = self.table, self.table.range, self.range
        if len(table.rows) == 1:
            cells.clear_contents()
            return
        cells.delete("up")
        table.set_area(area.at(area.row, area.column, area.last_row - 1, area.last_column))


class TableRows(base_classes.TableRows):
    """The rows between headers and totals; a single blank one does not count."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def column_count(self) -> int:
        """The number of columns of the table."""
        return self.table.range.shape[1]

    def __len__(self) -> int:
        return 0 if self.table.is_blank else self.table.body.shape[0]

    async def get_count(self) -> int:
        """The number of rows, for scripts that wait."""
        return len(self)

    def __iter__(self) -> Iterator[TableRow]:
        return iter([TableRow(self.table, number + 1) for number in range(len(self))])

    def __call__(self, key: int) -> TableRow:
        return TableRow(self.table, key)

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        """A new row at a position, last without one; calculated columns fill themselves."""
        table, count = self.table, len(self)
        position = count + 1 if index is None else index
        if count:
            body, area = table.body, table.range
            formulas = _calculated(body)
            row = body.row + position - 1
            body.at(row, body.column, row, body.last_column).insert("down")
            table.set_area(area.at(area.row, area.column, area.last_row + 1, area.last_column))
            added = TableRow(table, position).range
            for column, (origin, formula) in formulas.items():
                added(1, column).raw_value = shifted(formula, row - origin, 0)
        added = TableRow(table, position).range
        if values is not None:
            added.raw_value = [values]
        return TableRow(table, position)


def _calculated(body: Range) -> dict[int, tuple[int, str]]:
    """Columns, from 1, whose every row holds the same formula: a row of it, and the formula."""
    formulas = body.formula
    lines = [[formulas]] if isinstance(formulas, str) else formulas
    found = {}
    for column, first in enumerate(lines[0]):
        alike = all(line[column] == shifted(first, number, 0) for number, line in enumerate(lines))
        if first.startswith("=") and alike and len(lines) > 1:
            found[column + 1] = (body.row, first)
    return found


class TableColumn(base_classes.TableColumn):
    """One column with its header."""

    def __init__(self, table: Table, index: int) -> None:
        self.table = table
        self._index = index

    @property
    def name(self) -> str:
        """The header."""
        return self.table.column_names[self._index - 1]

    @property
    def index(self) -> int:
        """The position, from 1."""
        return self._index

    @property
    def range(self) -> Range:
        """Header, rows and total."""
        area = self.table.range
        column = area.column + self._index - 1
        return area.at(area.row, column, area.last_row, column)

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and total."""
        if self.table.is_blank:
            return None
        body = self.table.body
        column = body.column + self._index - 1
        return body.at(body.row, column, body.last_row, column)

    async def get_range(self) -> Range:
        """Header, rows and total, for scripts that wait."""
        return self.range

    async def get_data_body_range(self) -> Range | None:
        """The rows, for scripts that wait."""
        return self.data_body_range

    def delete(self) -> None:
        """Remove the column; what stands right of the table in its rows goes left."""
        area = self.table.range
        if area.shape[1] == 1:
            raise XianbiaoError("表格至少要有一列，不能删", ref=area.ref())
        self.range.delete("left")
        self.table.set_area(area.at(area.row, area.column, area.last_row, area.last_column - 1))


class TableColumns(base_classes.TableColumns):
    """The columns from left to right."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __len__(self) -> int:
        return self.table.range.shape[1]

    async def get_count(self) -> int:
        """The number of columns, for scripts that wait."""
        return len(self)

    def __iter__(self) -> Iterator[TableColumn]:
        return iter([TableColumn(self.table, number + 1) for number in range(len(self))])

    def __contains__(self, name: str) -> bool:
        return name.casefold() in (known.casefold() for known in self.table.column_names)

    def __call__(self, key: int | str) -> TableColumn:
        if isinstance(key, int):
            return TableColumn(self.table, key)
        for column in self:
            if column.name.casefold() == key.casefold():
                return column
        raise KeyError(key)

    def add(self, name: str | None, index: int | None) -> TableColumn:
        """A new column at a position, last without one; cells right of the table make room."""
        table, area = self.table, self.table.range
        position = len(self) + 1 if index is None else index
        column = area.column + position - 1
        room = area.at(area.row, column, area.last_row, column)
        room.insert("right")
        table.set_area(area.at(area.row, area.column, area.last_row, area.last_column + 1))
        if table.show_headers:
            taken = {known.casefold() for known in table.column_names}
            fresh, number = name, position
            while fresh is None or (name is None and fresh.casefold() in taken):
                fresh, number = f"Column{number}", number + 1
            room(1, 1).cells.getCellByPosition(0, 0).setString(fresh)
        return TableColumn(table, position)
