"""Ties between two tables: what each side gives a recipient, matched by name with aliases."""

from __future__ import annotations

import re
from decimal import Decimal

from xianbiao.functions.answers import PENDING, Answer, Answers, attempt, text_numbers
from xianbiao.functions.blocks import CellBlock, size_words
from xianbiao.functions.inputs import CellInput, CellProblem
from xianbiao.functions.units import UnitTable, read_units
from xianbiao.model.amounts import same
from xianbiao.model.indicators import plain
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record, field

_NAME_HEAD = re.compile(
    r"(?:接收|收款|受援|项目|资金)?(?:单位|县市?|县\(市\)|县\(市、区\)|县市区|市县|区县|地区|地州市|区划)(?:名称)?|名称"
)
_CODE = 6
"""How many digits a code has: shorter numbers in place of names are running numbers."""

_HEADER: list[Answer] = ["单位", "左表", "右表", "差额"]


class _Side(Record):
    """What one table says of one recipient: a row for every time that it stands there."""

    title: str
    rows: list[tuple[CellInput, CellInput]] = field(default_factory=list)
    faults: list[CellInput] = field(default_factory=list)
    """Error values in the columns between name and amount."""

    @property
    def name(self) -> str:
        return self.rows[0][0].text() if self.rows else ""

    def shown(self) -> Answer:
        """The amount, the sum of several rows, or the text that is no amount."""
        if not self.rows:
            return None
        try:
            return self.sum()
        except CellProblem:
            return "；".join(amount.error or amount.text() for _, amount in self.rows)

    def sum(self) -> Decimal | None:
        """The sum of its rows, None where all are blank. Raises CellProblem."""
        amounts = [a for _, cell in self.rows if (a := cell.amount()) is not None]
        return sum(amounts, Decimal(0)) if amounts else None


def tie(left: CellBlock, right: CellBlock, units: CellBlock) -> Answers:
    """XB_TIE: recipient | left | right | difference, under a header, in the order of the left.

    The first column of each table holds the names, its last column the amounts; wholly blank
    rows are left out. The difference is left − right, or tells which side lacks the recipient,
    is blank or lists it twice; amounts stored as text are noted behind the recipient.
    """
    table = read_units(units)
    pairs: dict[str, tuple[_Side, _Side]] = {}
    for side, block in enumerate((left, right)):
        for name, *between, amount in _rows(block):
            sides = pairs.setdefault(_key(name, table), (_Side(left.title), _Side(right.title)))
            sides[side].rows.append((name, amount))
            sides[side].faults += [cell for cell in between if cell.error]
    return [list(_HEADER), *(_row(*sides) for sides in pairs.values())]


def _rows(block: CellBlock) -> list[tuple[CellInput, ...]]:
    if block.shape[1] < 2:
        raise CellProblem(f"{block.title}至少要两列（单位、金额），实际是 {size_words(block)}")
    if block.is_blank:
        raise CellProblem(f"{block.title}是空的")
    filled = [
        row
        for row in block.rows
        if not (row[0].is_blank and row[-1].is_blank) or any(cell.error for cell in row)
    ]
    if filled and _is_header(filled[0][0], filled[0][-1]):
        filled = filled[1:]
    names = [row[0] for row in filled if not row[0].is_blank]
    if names and all(not isinstance(n.value, str) and len(n.text()) < _CODE for n in names):
        raise CellProblem(f"{block.title}第 1 列是数，不是单位名称；请选从单位列到金额列的区域")
    return filled


def _is_header(name: CellInput, amount: CellInput) -> bool:
    """Whether a row is the header: the word for a unit, and no digit where the amount stands."""
    if name.error or amount.error or not _NAME_HEAD.fullmatch(plain(name.text())):
        return False
    return isinstance(amount.value, str) and not any(c.isdigit() for c in amount.value)


def _key(name: CellInput, table: UnitTable) -> str:
    """What is the same for every name of a recipient; a row without a name stands alone."""
    if name.is_blank or name.error:
        return name.where
    text = squeeze(name.text())
    unit = table.find(text)
    return unit.key if unit else text


def _row(left: _Side, right: _Side) -> list[Answer]:
    return [
        attempt(_name, left, right),
        attempt(left.shown),
        attempt(right.shown),
        attempt(_difference, left, right),
    ]


def _name(left: _Side, right: _Side) -> Answer:
    first, second = left.name, right.name
    note = text_numbers(amount for side in (left, right) for _, amount in side.rows)
    if not (left.rows or right.rows) or not (first or second):
        cell = (left.rows or right.rows)[0][0]
        return f"（{cell.where}没有单位名称）{note}"
    if first and second and squeeze(first) != squeeze(second):
        return f"{first}（{right.title}：{second}）{note}"
    return f"{first or second}{note}"


def _difference(left: _Side, right: _Side) -> Answer:
    for side in (left, right):
        for name, amount in side.rows:
            name.refuse_error()
            amount.refuse_error()
        for cell in side.faults:
            cell.refuse_error()
    sums = left.sum(), right.sum()
    gap = (sums[0] or Decimal(0)) - (sums[1] or Decimal(0))
    for side in (left, right):
        if not side.rows:
            return f"✘{side.title}没有此单位"
        if not side.name:
            return "✘没有单位名称"
    double = [f"{s.title}列了 {len(s.rows)} 行" for s in (left, right) if len(s.rows) > 1]
    if double:
        level = "合计相符" if same(gap, Decimal(0)) else "合计也不符"
        return f"✘{'，'.join(double)}，{level}"
    if sums == (None, None):
        return PENDING
    blank = [s.title for s, a in zip((left, right), sums, strict=True) if a is None]
    if blank:
        return f"✘{blank[0]}空白"
    return gap
