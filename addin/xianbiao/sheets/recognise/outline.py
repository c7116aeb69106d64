"""Splits grids into the lines of the notice and the tables, each with its label and title."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.numerals import chinese_number
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Text
from xianbiao.sheets.grid import Block, Cell, Grid
from xianbiao.sheets.recognise.captions import is_caption, signs

_LABEL = expression(r"附(?:件|表)([0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:-\d+)?[:：.]?")
_SUBTITLE = expression(r"[(（]?\s*20\d\d\s*年度?[^()（）]*[)）]?")
_UNIT = expression(r"[(（]?(?:金额)?单位[:：](.+?)[)）]?")
_CODE = expression(r"\d{3}(?:\d{2}){0,2}")
_CODED = expression(r"科目|代码|编码|标识")
_RECIPIENT = expression(r"[县市区州旗]|单位|部门|地区|乡镇|街道|学校|机构")
_MONEY = expression(r"金额|资金|[合小总]计|下达|分配|安排|补助|经费|万元|[(]元[)]")
_PAGE = expression(r"[-—–－\s]*(?:第\s*)?\d{1,3}\s*(?:页)?[-—–－\s]*")
FIRST_WORDS = ("项目名称", "专项名称", "科目名称", "科目代码", "科目编码", "序号")
LEVEL1 = "一级指标"
"""The word in the header of every target form."""
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


def label_number(text: str) -> int | None:
    """The number of an attachment label (附件2 → 2, 附件三 → 3), None when it has none."""
    found = _LABEL.fullmatch(plain(text))
    if not found or not found.group(1):
        return None
    digits = found.group(1)
    return int(digits) if digits.isdigit() else chinese_number(digits)


def is_label(text: str) -> bool:
    """Whether a line is the label of an attachment and nothing else."""
    return bool(_LABEL.fullmatch(plain(text)))


def is_subtitle(text: str) -> bool:
    """Whether a line is the subtitle of a form: (2024年度 昌吉市)."""
    stripped = text.strip()
    return bool(stripped[:1] in "(（" and stripped[-1:] in ")）" and _SUBTITLE.fullmatch(stripped))


def unit_in(text: str) -> str | None:
    """The unit that a line states (单位：万元 → 万元), None when the line states none."""
    found = _UNIT.fullmatch(plain(text))
    return found.group(1) if found else None


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
            elif len(filled) == 1 and self._marker(filled[0]):
                continue
            elif len(filled) > 1 and not self.rows and is_caption(filled):
                self.texts += [c.as_text() for c in filled if not self._marker(c)]
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

    def _marker(self, cell: Cell) -> bool:
        text = cell.stripped
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


def block_kind(rows: list[list[Cell]]) -> str:
    """What a run of table rows is: "form", "codes", "allocation" or "other"."""
    texts = [[plain(c.text) for c in row] for row in rows]
    if any(LEVEL1 in row for row in texts) or _starts_like_form(texts):
        return "form"
    header = "".join(texts[0])
    body = [row for row in rows[1:] if any(not c.is_blank for c in row)]
    if pays_recipients(texts[0], body):
        return "allocation"
    if "科目" in header and any(word in header for word in ("代码", "编码")):
        return "codes"
    places = [i for i, word in enumerate(texts[0]) if _CODED.search(word)]
    coded = sum(1 for row in body if any(_CODE.fullmatch(plain(c.text)) for c in _at(row, places)))
    if "科目" in header and body and coded * 2 >= len(body):
        return "codes"
    numeric = sum(
        1
        for row in body
        if any(c.as_amount().is_number for c in row)
        and any(not c.as_amount().is_number and not c.is_blank for c in row)
    )
    return "allocation" if len(body) >= 2 and numeric * 2 >= len(body) else "other"


def pays_recipients(header: list[str], body: list[list[Cell]]) -> bool:
    """Whether a table with a column of codes lists recipients and amounts all the same."""
    others = [i for i, word in enumerate(header) if word and not _CODED.search(word)]
    named = [i for i in others if _RECIPIENT.search(header[i])]
    figures = [i for i in others if i not in named and _MONEY.search(header[i])]
    paid = sum(1 for row in body if any(c.as_amount().is_number for c in _at(row, figures)))
    return bool(named) and len(body) > 1 and paid * 2 > len(body)


def _at(row: list[Cell], places: Sequence[int]) -> list[Cell]:
    return [row[i] for i in places if i < len(row)]


def _starts_like_form(texts: list[list[str]]) -> bool:
    first = {text for row in texts[:4] for text in row[:1]}
    return "项目名称" in first and any("绩效" in t or "目标" in t for row in texts for t in row)
