"""Splits grids into the lines of the notice and the tables, each with its label and title."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Text
from xianbiao.sheets.grid import Block, Cell, Grid
from xianbiao.sheets.recognise.attachment_list import is_bare_heading, is_entry
from xianbiao.sheets.recognise.block_kinds import LEVEL1, block_kind
from xianbiao.sheets.recognise.captions import is_caption, signs
from xianbiao.sheets.recognise.labels import is_label, is_subtitle, label_number, unit_in

_PAGE = expression(r"[-—–－\s]*(?:第\s*)?\d{1,3}\s*(?:页)?[-—–－\s]*")
FIRST_WORDS = ("项目名称", "专项名称", "科目名称", "科目代码", "科目编码", "序号")
_TITLE_REACH = 6
_NAME_REACH = 16


class Outline(Record):
    """What the grids consist of: lines of text, then blocks, in reading order.

    `lines` are the lines before the first label or table, without blank ones; `loose` are
    lines after it that belong to no table.
    """

    lines: list[Text] = field(default_factory=list)
    loose: list[Text] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def outline(grids: Sequence[Grid]) -> Outline:
    """The outline of a notice that is spread over one or more grids."""
    result = Outline()
    for grid in grids:
        _Splitter(grid, result).run()
    return result


class _Splitter:
    def __init__(self, grid: Grid, result: Outline) -> None:
        self.grid = grid
        self.result = result
        self.texts: list[Text] = []
        self.label: Text | None = None
        self.subtitle: Text | None = None
        self.unit: Text | None = None
        self.rows: list[list[Cell]] = []
        self.first = 0
        self.broken = False
        self.in_attachments = bool(result.blocks)

    def run(self) -> None:
        for index, row in enumerate(self.grid.rows):
            filled = self.grid.filled(index)
            if not filled or (len(filled) == 1 and _PAGE.fullmatch(filled[0].stripped)):
                self.broken = bool(self.rows)
            elif len(filled) == 1 and self._marker(filled[0], index):
                continue
            elif len(filled) > 1 and not self.rows and is_caption(filled):
                self.texts += [c.as_text() for c in filled if not self._marker(c, index)]
            elif (self.rows or self.result.blocks) and self._is_signed(index):
                self._close()
                self.texts += [c.as_text() for c in filled]
            elif self._is_table_row(index, filled):
                self._add_row(index, row, filled)
            else:
                self._close()
                self.texts.append(filled[0].as_text())
        self._close()
        self._spill(self.texts)

    def _add_row(self, index: int, row: list[Cell], filled: list[Cell]) -> None:
        """A row after a blank one goes on with the table, unless it begins another.

        Pages break tables: the header may be printed again, which adds nothing.
        """
        if self.broken and not self.grid.is_one_table:
            if _same_words(row, self.rows[0]):
                self.broken = False
                return
            if _begins_table(filled, self.rows) and not self._goes_on_to_form(index):
                self._close()
        self.broken = False
        if not self.rows:
            self.first = index
        self.rows.append(row)

    def _goes_on_to_form(self, index: int) -> bool:
        """Whether the rows so far are the money above indicators, with words of its own inside."""
        words = [plain(c.text) for row in self.rows[1:] for c in row]
        below = self.grid.rows[index : index + _TITLE_REACH]
        return any("执行数" in word for word in words) and any(
            plain(c.text) == LEVEL1 for row in below for c in row
        )

    def _is_signed(self, index: int) -> bool:
        """Whether a row is the signatures below a table: 制表人：…, 审核：…, and no row follows."""
        if self.grid.is_one_table or not signs(self.grid.filled(index)[0]):
            return False
        for below in range(index + 1, len(self.grid.rows)):
            filled = self.grid.filled(below)
            if not filled:
                break
            if len(filled) > 1 and not signs(filled[0]):
                return False
        return True

    def _heads_list(self, index: int) -> bool:
        """Whether 附件： stands above a numbered list of attachments, not above one of them.

        The title of a table may bear a number as well, but is the only one and close to it.
        """
        below = [f for i in range(index + 1, len(self.grid.rows)) if (f := self.grid.filled(i))]
        kinds = ["table" if len(f) > 1 else _kind_of(f[0].stripped) for f in below]
        listed = next((n for n, kind in enumerate(kinds) if kind != "entry"), len(kinds))
        after = next((kind for kind in kinds[listed:] if kind != "mark"), "")
        return listed > 1 or (listed == 1 and after != "table")

    def _marker(self, cell: Cell, index: int) -> bool:
        text = cell.stripped
        if is_bare_heading(text) and self._heads_list(index):
            return False
        if is_label(text):
            self._close()
            self._spill(self.texts)
            self.texts = []
            self.label, self.subtitle, self.unit = cell.as_text(), None, None
            self.in_attachments = True
        elif is_subtitle(text):
            self._close()
            self.subtitle = cell.as_text()
        elif unit_in(text) is not None:
            self._close()
            self.unit = cell.as_text()
        else:
            return False
        return True

    def _is_table_row(self, index: int, filled: list[Cell]) -> bool:
        """In a sheet a row with one cell belongs to the table that goes on around it."""
        if self.grid.is_text:
            return len(self.grid.rows[index]) > 1
        if self.grid.is_one_table and self.rows:
            return True
        if len(filled) > 1 or not self.rows:
            return len(filled) > 1
        text = plain(filled[0].text)
        goes_on = index + 1 < len(self.grid.rows) and len(self.grid.filled(index + 1)) > 1
        return filled[0].ref.column != 1 or (
            goes_on and len(text) < _NAME_REACH and "表" not in text
        )

    def _close(self) -> None:
        if not self.rows:
            return
        kind = block_kind(self.rows)
        title, rest = _take_title(self.texts, self.in_attachments or self.label is not None)
        self._spill(rest)
        self.result.blocks.append(
            Block(
                kind=kind,
                grid=self.grid,
                rows=self.rows,
                label=self.label,
                number=label_number(self.label.text) if self.label else None,
                title=title,
                subtitle=self.subtitle,
                unit=self.unit,
                first_row=self.first,
            )
        )
        self.in_attachments = True
        self.rows, self.texts, self.broken = [], [], False
        self.label = self.subtitle = self.unit = None

    def _spill(self, texts: list[Text]) -> None:
        target = self.result.loose if self.in_attachments else self.result.lines
        if not self.result.blocks and self.label is None:
            target = self.result.lines
        target.extend(texts)


def _kind_of(line: str) -> str:
    """What a line of its own is below 附件：: an entry, a mark above a table, or another text."""
    if is_entry(line):
        return "entry"
    return "mark" if is_subtitle(line) or unit_in(line) is not None else "text"


def _same_words(row: list[Cell], other: list[Cell]) -> bool:
    return [plain(c.text) for c in row if not c.is_blank] == [
        plain(c.text) for c in other if not c.is_blank
    ]


def _begins_table(filled: list[Cell], rows: list[list[Cell]]) -> bool:
    """Whether a row after a blank one is the head of another table than the one above it."""
    if any(plain(c.text) in FIRST_WORDS for c in filled):
        return True
    if block_kind(rows) != "allocation":
        return False
    return len(filled) > 1 and not any(c.as_amount().is_number for c in filled)


def _take_title(texts: list[Text], expected: bool) -> tuple[Text | None, list[Text]]:
    """The title above a table is the nearest line that reads like one; the rest stays text."""
    for back in range(1, min(_TITLE_REACH, len(texts)) + 1):
        text = plain(texts[-back].text)
        if "表" in text and len(text) <= 60 and not text.endswith(("。", "；", "：", ":", ";")):
            at = len(texts) - back
            return texts[at], texts[:at] + texts[at + 1 :]
    if expected and len(texts) == 1 and len(plain(texts[0].text)) <= 60:
        return texts[0], []
    return None, texts
