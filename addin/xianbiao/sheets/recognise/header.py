"""Reads the header of a table of amounts: which column is what, by words from top to bottom."""

from __future__ import annotations

import re

from xianbiao.model.allocation import Column, ColumnRole
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.places import Places
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Text
from xianbiao.sheets.grid import Block, Cell
from xianbiao.sheets.recognise.changes import is_comparison

_SEQUENCE = expression(r"序号|编号|顺序号?")
_AREA = expression(r"地[(]?州|地州市|市[(]州|市州|州市|地区|设区市")
_NAME = expression(
    r"县[(]|县市|市县|区县|县区|市区|旗县|单位|名称|地区|区划|县别|项目县|乡镇|街道|地[(]?州|市州"
)
_COUNT = expression(
    r"人数|户数|人次|标准|比例|系数|因素|得分|权重|占比|人口|面积"
    r"|[(](?:台套?|套|[万千]?亩|公顷|张|床|所|辆|件|[千公]米|平方米|立方米|[万千]?吨)[)]$"
)
_RATIO = expression(
    r"幅度?(?:[(]|$)|率(?:[(]|$)|(?<![\d.])%[)]?$|百分比|增幅|比重|占比|[人户亩]均(?!衡)"
)
_NOTE = expression(r"备注|说明|文号|科目|编码|代码|标识")
_TOTAL_NAME = expression(r".{0,10}?(合计|总计|小计|共计|总计数|合计数|总数)")
_FEW_WORDS = 3
_TOTAL = expression(r"合计|总计|小计|共计|总额|合计数|总数")


class Header(Record):
    """The parts of a header: its rows as printed, the special columns, the amount columns."""

    rows: list[list[Text]]
    height: int
    width: int
    name: int
    area: int | None = None
    sequence: int | None = None
    columns: list[Column] = field(default_factory=list)
    notes: list[Column] = field(default_factory=list)


def is_total_word(name: str) -> bool:
    """Whether a name without blanks says that its row is a total or a subtotal."""
    return bool(_TOTAL_NAME.fullmatch(name))


def read_header(block: Block, places: Places) -> Header | None:
    """The header of a table of amounts, None where no column of names or of amounts is found."""
    height = _height(block.rows, places)
    width = max(len(row) for row in block.rows)
    body = block.rows[height:]
    if not body or height == 0:
        return None
    paths = _paths(block, height, width)
    words = [plain("".join(path)) for path in paths]
    sequence = next((c for c in range(width) if _SEQUENCE.fullmatch(words[c])), None)
    texty = [c for c in range(width) if c != sequence and _texts(body, c) > _numbers(body, c)]
    named = [c for c in texty if _NAME.search(words[c])] or texty[:1]
    if not named:
        return None
    area = named[0] if len(named) > 1 and _AREA.search(words[named[0]]) else None
    name = named[1] if area is not None else named[0]
    header = Header(
        rows=[[_cell(row, c).as_text() for c in range(width)] for row in block.rows[:height]],
        height=height,
        width=width,
        name=name,
        area=area,
        sequence=sequence,
    )
    for c in range(width):
        if c in {sequence, area, name}:
            continue
        if not words[c] and not _numbers(body, c) and c not in texty:
            continue
        column = _column(block, paths[c], c, height)
        is_note = c in texty or column.role is ColumnRole.NOTE
        (header.notes if is_note else header.columns).append(column)
    _settle_totals(header)
    return header if header.columns else None


def _height(rows: list[list[Cell]], places: Places) -> int:
    """The header ends before the first row with a number, a total word, a place or an error.

    A row whose amounts are blank or unreadable is no part of the header for that.
    """
    for index, row in enumerate(rows):
        if index and (_has_figures(row) or _begins_body(row, places)):
            return index
    return 0


def _has_figures(row: list[Cell]) -> bool:
    return any(c.as_amount().is_number or c.stripped.startswith("#") for c in row)


def _begins_body(row: list[Cell], places: Places) -> bool:
    first = next((squeeze(c.stripped) for c in row if not c.is_blank), "")
    words = sum(1 for c in row if not c.is_blank)
    return words <= _FEW_WORDS and (is_total_word(first) or places.find(first) is not None)


def _cell(row: list[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else Cell(None, row[0].ref)


def _texts(body: list[list[Cell]], column: int) -> int:
    return sum(
        1
        for row in body
        if column < len(row) and not row[column].is_blank and not row[column].as_amount().is_number
    )


def _numbers(body: list[list[Cell]], column: int) -> int:
    return sum(1 for row in body if column < len(row) and row[column].as_amount().is_number)


def _paths(block: Block, height: int, width: int) -> list[tuple[str, ...]]:
    """The header words above each column; a word spreads right over blanks that it merges."""
    texts = [[_cell(row, c).stripped for c in range(width)] for row in block.rows[:height]]
    merged = _merged(block, height)
    spread = [row[:] for row in texts]
    for r in range(height):
        for c in range(1, width):
            if spread[r][c]:
                continue
            if (r, c) in merged:
                top, left = merged[r, c]
                spread[r][c] = texts[top][left] if top == r else ""
            elif not block.grid.merges and any(texts[k][c] for k in range(r + 1, height)):
                spread[r][c] = spread[r][c - 1] if _below(texts, r, c - 1) else ""
    return [tuple(_once(spread[r][c] for r in range(height))) for c in range(width)]


def _below(texts: list[list[str]], row: int, column: int) -> bool:
    return any(texts[k][column] for k in range(row + 1, len(texts)))


def _merged(block: Block, height: int) -> dict[tuple[int, int], tuple[int, int]]:
    result: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in block.grid.merges:
        top = merge.top - block.first_row
        if not 0 <= top < height:
            continue
        for r in range(top, min(merge.bottom - block.first_row + 1, height)):
            for c in range(merge.left, merge.right + 1):
                if (r, c) != (top, merge.left):
                    result[r, c] = (top, merge.left)
    return result


def _once(words: object) -> list[str]:
    result: list[str] = []
    for word in words:  # type: ignore[attr-defined]
        if word and (not result or result[-1] != word):
            result.append(word)
    return result


def _column(block: Block, path: tuple[str, ...], index: int, height: int) -> Column:
    leaf = plain(path[-1]) if path else ""
    group = "·".join(path[:-1])
    cells = [_cell(row, index) for row in reversed(block.rows[:height])]
    ref = next((c.ref for c in cells if not c.is_blank), cells[-1].ref)
    return Column(index, path, _role(leaf, plain("".join(path))), group, ref)


def _role(leaf: str, whole: str) -> ColumnRole:
    if _NOTE.search(leaf):
        return ColumnRole.NOTE
    if _RATIO.search(leaf):
        return ColumnRole.COUNT
    if leaf.endswith(("调整前", "变更前", "原下达")) or leaf.startswith(("调整前", "原下达")):
        return ColumnRole.BEFORE if "计" not in leaf else ColumnRole.SUBTOTAL_BEFORE
    if "调整后" in leaf:
        return ColumnRole.TOTAL if "计" in leaf else ColumnRole.AFTER
    if re.search(r"调整|增减|调增|调减|变动", leaf) and not is_comparison(leaf):
        if "合计" in leaf:
            return ColumnRole.TOTAL
        return ColumnRole.SUBTOTAL_CHANGE if "计" in leaf else ColumnRole.CHANGE
    if _TOTAL.search(leaf):
        return ColumnRole.TOTAL
    if _COUNT.search(whole):
        return ColumnRole.COUNT
    return ColumnRole.AMOUNT


def _settle_totals(header: Header) -> None:
    """In a table with changes, a total column before the first document adds what was before."""
    roles = [c.role for c in header.columns]
    if ColumnRole.CHANGE not in roles and ColumnRole.SUBTOTAL_CHANGE not in roles:
        return
    first = next((i for i, r in enumerate(roles) if r is ColumnRole.BEFORE), 0)
    header.columns = [
        Column(c.index, c.path, ColumnRole.SUBTOTAL_BEFORE, c.group, c.ref)
        if c.role is ColumnRole.TOTAL and i < first
        else c
        for i, c in enumerate(header.columns)
    ]
