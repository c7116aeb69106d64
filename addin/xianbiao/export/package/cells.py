"""Cells of a sheet as XML: read one by one, and written with what a file puts into them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import NamedTuple

from xianbiao.export.package.references import column_number, letters_of
from xianbiao.export.package.strings import SharedStrings, text_of
from xianbiao.export.package.xml_text import escaped, unescaped
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

CELL = expression(
    rb'<c r="([A-Z]+)(\d+)"((?: s="\d+")?)(?: t="(\w+)")?'
    rb"(?:/>|>(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>)?</c>)"
    rb"|<c\b([^>]*?)(?:/>|>(.*?)</c>)",
    re.DOTALL,
)
"""A cell as nearly every program writes it, or else any cell with its attributes and content."""
_NUMBERS = expression(
    rb'<c r="([A-Z]++)\d++"(?: s="\d++")?+(?: t="([ns])")?+>(?:<f>[^<]*+</f>)?+<v>([^<]*+)</v></c>'
    rb"|(<c\b[^>]*?(?:/>|>.*?</c>))",
    re.DOTALL,
)
"""A cell with a number or a shared text as nearly every program writes it, or else any cell."""
_EXACT = 15
"""Digits of a whole number that a binary one holds, and a spreadsheet shows."""
_FORMULA = expression(rb"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_VALUE = expression(rb"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_INLINE = expression(rb"<is\b[^>]*>(.*?)</is>", re.DOTALL)
_ADDRESS = expression(rb"\br=[\"']([A-Za-z]+)(\d+)[\"']")
_TYPE = expression(rb"\bt=[\"'](\w+)[\"']")


class Recomputed(Record, frozen=True):
    """A total of the rows that stay; its formula stays where it still says the same."""

    value: Decimal


class Replaced(Record, frozen=True):
    """A piece of a cell's text exchanged for another, the looks of its runs kept."""

    old: str
    new: str


Put = Decimal | str | None | Recomputed | Replaced
"""What a file puts into a cell: a number, a text, nothing, a total, or a change of its text."""


class CellXml(NamedTuple):
    """One cell as stored.

    `attributes` are those besides address and type, with a blank before each. `value` is the
    content of `v` as written; `inline` what stands inside `is`. `formula` is None where there
    is none, and "" in a cell that shares the formula of another.
    """

    column: bytes
    row: int
    attributes: bytes
    type: bytes
    value: bytes | None
    inline: bytes | None
    formula: str | None
    formula_attributes: bytes

    @classmethod
    def blank(cls, column: int, row: int) -> CellXml:
        """A cell that a sheet does not store: nothing in it, and no looks of its own."""
        return cls(letters_of(column).encode(), row, b"", b"", None, None, None, b"")

    def text(self, strings: SharedStrings) -> str:
        """What the cell holds, as text."""
        if self.type == b"s" and self.value is not None:
            return strings.text(int(self.value))
        if self.inline is not None:
            return text_of(self.inline)
        return "" if self.value is None else unescaped(self.value)

    def number(self) -> Decimal | None:
        """The number that the cell stores, to the 15 digits that a spreadsheet shows."""
        if self.type not in (b"", b"n") or self.value is None:
            return None
        return _number(self.value)

    @property
    def column_index(self) -> int:
        """The column, from 1."""
        return column_of(self.column)


@cache
def column_of(letters: bytes) -> int:
    """The number of a column, from 1."""
    return column_number(letters.decode())


def read_figures(
    row: bytes, columns: Container[int]
) -> tuple[list[tuple[int, Decimal]], list[CellXml]]:
    """The numbers in a row, each with its column from 1, and what else some columns hold."""
    numbers: list[tuple[int, Decimal]] = []
    others: list[CellXml] = []
    for letters, kind, value, other in _NUMBERS.findall(row):
        if not letters:
            more, odd = _read_figures(other, columns)
            numbers += more
            others += odd
            continue
        if kind == b"s":
            if column_of(letters) in columns:
                return _read_figures(row, columns)
        elif (found := _number(value)) is not None:
            numbers.append((column_of(letters), found))
        else:
            return _read_figures(row, columns)
    return numbers, others


def _read_figures(
    row: bytes, columns: Container[int]
) -> tuple[list[tuple[int, Decimal]], list[CellXml]]:
    cells = [(cell, cell.number()) for cell in read_cells(row)]
    numbers = [(c.column_index, number) for c, number in cells if number is not None]
    held = [c for c, number in cells if number is None and (c.value or c.inline)]
    return numbers, [c for c in held if c.column_index in columns]


@lru_cache(maxsize=16_384)
def _number(value: bytes) -> Decimal | None:
    """A stored number, to the 15 digits that a spreadsheet shows; most are asked for again."""
    if value.isdigit() and len(value) <= _EXACT:
        return Decimal(value.decode())
    try:
        return Decimal(format(float(value), ".15g"))
    except (ValueError, InvalidOperation):
        return None


def read_cells(row: bytes) -> Iterator[CellXml]:
    """The cells of a row."""
    for match in CELL.finditer(row):
        column, number, attributes, kind, formula, value, odd, inner = match.groups()
        if column is None:
            yield _read_cell(odd, inner)
        else:
            text = None if formula is None else unescaped(formula)
            yield CellXml(column, int(number), attributes, kind or b"", value, None, text, b"")


def _read_cell(attributes: bytes, inner: bytes | None) -> CellXml:
    """A cell from what stands in its tag and between its tags."""
    address = _ADDRESS.search(attributes)
    assert address is not None
    kind = _TYPE.search(attributes)
    rest = attributes.replace(address[0], b"", 1)
    if kind is not None:
        rest = rest.replace(kind[0], b"", 1)
    value = formula = inline = None
    if inner:
        value = _VALUE.search(inner) if b"<v" in inner else None
        formula = _FORMULA.search(inner) if b"<f" in inner else None
        inline = _INLINE.search(inner) if b"<is" in inner else None
    words = rest.split()
    return CellXml(
        column=address[1],
        row=int(address[2]),
        attributes=b" " + b" ".join(words) if words else b"",
        type=kind[1] if kind else b"",
        value=value[1] if value else None,
        inline=inline[1] if inline else None,
        formula=unescaped(formula[2] or b"") if formula else None,
        formula_attributes=formula[1].strip() if formula else b"",
    )


def written(
    cell: CellXml, row: int, inline: bytes | None, formula: str | None, attributes: bytes = b""
) -> bytes:
    """A cell in its new row: its text inline, its formula as given or none, its value kept."""
    head = b'<c r="%b%d"%b' % (cell.column, row, cell.attributes)
    if formula is not None:
        kind = b' t="%b"' % cell.type if cell.type else b""
        value = b"" if cell.value is None else b"<v>%b</v>" % cell.value
        inside = b" " + attributes if attributes else b""
        return b"%b%b><f%b>%b</f>%b</c>" % (head, kind, inside, escaped(formula), value)
    if inline is not None:
        return b'%b t="inlineStr"><is>%b</is></c>' % (head, inline)
    if cell.value is None:
        return head + b"/>"
    kind = b' t="%b"' % cell.type if cell.type else b""
    return b"%b%b><v>%b</v></c>" % (head, kind, cell.value)


def text_item(text: str) -> bytes:
    """A text as it stands inside an inline string."""
    return b'<t xml:space="preserve">%b</t>' % escaped(text)


def number_written(cell: CellXml, row: int, value: Decimal, formula: str | None) -> bytes:
    """A cell that shows a new number, with its formula where that still holds."""
    head = number_head(cell, row, formula)
    return b"%b<v>%b</v></c>" % (head, figure(value))


def figure(value: Decimal) -> bytes:
    """A number as a cell stores it."""
    text = str(value)
    return (text if text.isdigit() else format_amount(value)).encode()


def number_head(cell: CellXml, row: int, formula: str | None) -> bytes:
    """The beginning of a cell that shows a number, up to that number."""
    inside = b"" if formula is None else b"<f>%b</f>" % escaped(formula)
    return b'<c r="%b%d"%b>%b' % (cell.column, row, cell.attributes, inside)


def blank_written(cell: CellXml, row: int) -> bytes:
    """A cell of which only the looks are left."""
    return b'<c r="%b%d"%b/>' % (cell.column, row, cell.attributes)
