"""What a filler knows of a working workbook: its grids, what was entered, and _meta's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area, address, position, quoted
from xianbiao.sheets.fill.findings import LIST_HEAD
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.register import SUBJECT
from xianbiao.sheets.patch import Patch, patch_at


class TableLine(Record, frozen=True):
    """One table of _meta: sheet, kind, region."""

    sheet: str
    kind: str
    region: str


class Workbook(Record, frozen=True):
    """The grids by sheet, and of some sheets what was entered: a Formula or a constant."""

    file: str
    sheet_names: Sequence[str]
    grids: Mapping[str, Grid]
    entries: Mapping[str, Sequence[Sequence[object]]]

    def grid(self, sheet: str) -> Grid:
        """The grid of a sheet; raises UnreadableTable where the workbook lacks it."""
        if sheet not in self.grids:
            raise UnreadableTable(
                f"找不到工作表“{sheet}”",
                ref=Ref(self.file),
                todo=f"把改了名的表改回“{sheet}”；已删除的从备份恢复",
            )
        return self.grids[sheet]

    def entered(self, sheet: str) -> Sequence[Sequence[object]]:
        """What was entered into a sheet, row by row."""
        self.grid(sheet)
        return self.entries[sheet]

    def places(self, *kinds: str) -> list[TableLine]:
        """The tables of some kinds, in the order of _meta."""
        rows = [row for row in self.grid(keys.META_SHEET).rows if len(row) > 4]
        lines = [TableLine(r[1].stripped, r[2].stripped, r[4].stripped) for r in rows]
        return [line for line in lines if line.kind in kinds]

    def check_rows(self) -> list[int]:
        """The rows of the native checks on 校验; raises UnreadableTable where there is none."""
        grid = self.grid(keys.REGISTER_SHEET)
        rows = [
            at
            for at, row in enumerate(grid.rows)
            if row and keys.CHECK_NUMBER.fullmatch(row[0].stripped)
        ]
        if not rows:
            raise UnreadableTable("“校验”表里没有核对项", ref=Ref(self.file, keys.REGISTER_SHEET))
        return rows

    def without_list(self) -> Iterator[Patch]:
        """The patch that removes the list of findings from 校验, where there is one."""
        grid = self.grid(keys.REGISTER_SHEET)
        heads = (i for i, row in enumerate(grid.rows) if row and row[0].text.startswith(LIST_HEAD))
        start = next(heads, None)
        if start is None:
            return
        height = len(grid.rows) - start
        blank = [[None] * (SUBJECT + 1)] * height
        look = (len(grid.rows) + 1, 0)
        yield patch_at(keys.REGISTER_SHEET, start, 0, blank, look, "清单移去，待重新核对")

    def parameter(self, key: str) -> str:
        """The address of a parameter as formulas write it."""
        grid = self.grid(keys.PARAMETERS_SHEET)
        for at, row in enumerate(grid.rows):
            if len(row) > 1 and row[0].stripped == key:
                return f"{quoted(keys.PARAMETERS_SHEET)}!{address(at, 1, absolute=True)}"
        raise UnreadableTable(
            f"“参数”表里没有“{key}”", ref=Ref(self.file, keys.PARAMETERS_SHEET), todo="恢复这一行"
        )

    @staticmethod
    def area(a1: str) -> Area:
        """The area of an address such as A4:S24."""
        first, _, last = a1.partition(":")
        return Area(*position(first), *position(last or first))
