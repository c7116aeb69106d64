"""Remembers a clerk's corrections: the sheet 认表, what stands on it, and how it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xianbiao.model.money_units import WAN_OF
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref
from xianbiao.model.tables import FINAL, Doubt, Meaning, RecognisedTable, RowKind, TableKind
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.side_sheets import MEMORY_SHEET

SHEET = MEMORY_SHEET
"""The sheet that shows what was recognised and keeps the corrections."""

HEADINGS = ("工作表", "单元格", "原文", "对象", "认作", "可信", "依据", "改为")
TABLE, UNIT, HEIGHT, COLUMN, ROW, DOUBT = "表", "金额单位", "表头层数", "列", "行", "没认清"
NO_TABLE = "不是表"
CHOICES: dict[str, tuple[str, ...]] = {
    TABLE: (*(k.value for k in TableKind if k is not TableKind.UNKNOWN), NO_TABLE),
    UNIT: tuple(WAN_OF),
    HEIGHT: tuple("123456789"),
    COLUMN: (*(m.value for m in Meaning if m is not Meaning.UNKNOWN), FINAL),
    ROW: tuple(k.value for k in RowKind),
}
"""What may be written under 改为, by the kind of thing (对象) that a line is about."""


class Correction(Record, frozen=True):
    """One line of 认表 that a clerk has filled in: for which cell, what stood there, what it is."""

    sheet: str
    cell: str
    text: str
    target: str
    value: str
    ref: Ref


class Corrections(Record):
    """All corrections of a workbook, and the lines that cannot be followed."""

    items: list[Correction] = field(default_factory=list)
    faults: list[Doubt] = field(default_factory=list)
    _used: set[Correction] = field(default_factory=set)

    def value(self, target: str, ref: Ref, text: str) -> str | None:
        """What a clerk noted for a cell; found by its words where rows or columns moved since."""
        here = [c for c in self.items if c.target == target and c.sheet == (ref.sheet or "")]
        found = [c for c in here if c.cell == cell_of(ref) and c.text == text]
        if not found:
            alike = [c for c in here if c.text == text and text]
            found = alike if len(alike) == 1 and alike[0] not in self._used else []
        if not found:
            return None
        self._used.add(found[-1])
        return found[-1].value

    def unused(self) -> Iterator[Doubt]:
        """Corrections whose cell is not there any more."""
        for c in self.items:
            if c not in self._used:
                yield Doubt(c.ref, f"“{c.text}”（{c.cell}）已不在表里，改为“{c.value}”没有用上")


def cell_of(ref: Ref) -> str:
    """The address of a cell of a sheet, or line and column of a text."""
    return ref.cell or f"第{ref.line}行第{ref.column or 1}格"


def review_rows(tables: Iterable[RecognisedTable]) -> list[list[str]]:
    """The rows of 认表, headings first: what is shown beside the sheet and may be corrected.

    The last column is blank, or holds the correction that was followed.
    """
    result = [list(HEADINGS)]
    for table in tables:
        result.extend(_table_rows(table))
    return result


def _table_rows(table: RecognisedTable) -> Iterator[list[str]]:
    def line(ref: Ref, text: str, target: str, now: str, sure: float, why: str) -> list[str]:
        done = now if why.startswith(FOLLOWED) else ""
        return [table.sheet or "", cell_of(ref), text, target, now, f"{sure:.0%}", why, done]

    decided = {d.what: d for d in table.decisions}
    first = _first_text(table)
    kind = decided.get("类型")
    sure, why = (kind.confidence, kind.reason) if kind else (0.0, "")
    yield line(table.ref, first, TABLE, table.kind.value, sure, f"{why}；范围 {table.area}")
    if unit := decided.get("金额单位"):
        yield line(table.ref, first, UNIT, table.unit or "", unit.confidence, unit.reason)
    if header := decided.get("表头"):
        height = str(table.header_height)
        yield line(table.ref, first, HEIGHT, height, header.confidence, header.reason)
    for c in table.columns:
        now = FINAL if c.is_final else c.meaning.value
        yield line(c.ref, c.path[-1] if c.path else "", COLUMN, now, c.confidence, c.reason)
    for r in table.rows:
        yield line(r.ref, r.name.stripped, ROW, r.kind.value, r.confidence, r.reason)
    for doubt in table.doubts:
        yield [table.sheet or "", cell_of(doubt.ref), "", DOUBT, "", "", doubt.text, ""]


FOLLOWED = "经办人改定"
"""How the reason of a decision begins that follows a correction."""


def _first_text(table: RecognisedTable) -> str:
    return next((t.stripped for t in table.header if t), "")


def first_text(table: RecognisedTable) -> str:
    """The words by which a table is found again: its first header cell."""
    return _first_text(table)


def corrections_in(grids: Sequence[Grid]) -> Corrections:
    """The corrections that stand on the sheet 认表 of a workbook; none where it has no such sheet.

    A line whose 改为 is none of the choices is not followed and named among the faults.
    """
    result = Corrections()
    grid = next((g for g in grids if g.sheet == SHEET), None)
    if grid is None:
        return result
    head = next((i for i, r in enumerate(grid.rows) if _is_head([c.stripped for c in r])), None)
    if head is None:
        ref = grid.rows[0][0].ref if grid.rows else Ref(grid.file, grid.sheet)
        result.faults.append(Doubt(ref, f"“{SHEET}”没有表头“{'、'.join(HEADINGS)}”，没有用上"))
        return result
    place = {c.stripped: i for i, c in enumerate(grid.rows[head])}
    for row in grid.rows[head + 1 :]:
        sheet, cell, text, target, value = (
            row[place[h]].stripped for h in ("工作表", "单元格", "原文", "对象", "改为")
        )
        if not value:
            continue
        ref = row[place["改为"]].ref
        if value not in CHOICES.get(target, ()):
            choices = "、".join(CHOICES.get(target, ("（这一行不能改）",)))
            result.faults.append(Doubt(ref, f"“改为”写了“{value}”，只能写：{choices}"))
            continue
        result.items.append(Correction(sheet, cell, text, target, value, ref))
    return result


def _is_head(texts: Sequence[str]) -> bool:
    return set(HEADINGS) <= set(texts)
