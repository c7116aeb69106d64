"""A county's package kept so that the next county of the same shape changes only its cells.

The files of one export differ in a few dozen texts and amounts. The first of a shape is written
and computed from the ground up; for the next ones the cells that differ are exchanged in its
XML, and the formula engine computes anew what the formulas show. The bytes are those that
writing from the ground up would give, so that it does not matter which county came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from operator import is_not

from xianbiao.export.package.archive import Member, archive, pack
from xianbiao.export.package.pieces import in_pieces, pieces, text_pieces
from xianbiao.export.package.xml_text import MAIN, escaped
from xianbiao.export.stored_values import Place, Stored, StoredValues
from xianbiao.export.workbook import written_parts
from xianbiao.model.expressions import expression
from xianbiao.model.remembered import Remembered
from xianbiao.sheets.plan import Formula, SheetPlan, Value, address

_STRINGS = "xl/sharedStrings.xml"
_STRINGS_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}"'
).encode()
_CELL = expression(
    rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)(?: t="\w+")?'
    rb"(?:/>|>(<f\b[^>]*?(?:/>|>[^<]*</f>))?(?:<v>[^<]*</v>|<v/>)?</c>)"
)
_ITEM = expression(rb"<si>.*?</si>", re.DOTALL)
_LONGEST = 16000
_KEPT = 64
_ODD = expression("^$|[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9a-fA-F]{4}_|^<r>")
"""Texts that a package writes in a way of their own."""
_FRAME = [name for name in SheetPlan.__struct_fields__ if name != "cells"]


class NoStencil(Exception):
    """A formula of a package has no proper value, or more rests on cells than formulas."""


class Stencil:
    """The package of one county, and how others of its shape are made from it."""

    def __init__(self, plans: Sequence[SheetPlan]) -> None:
        """Raises NoStencil where a package of these plans is not all text and numbers."""
        self._plans = list(plans)
        parts = written_parts(plans)
        stored = [Member.stored(name, content) for name, content in parts.items()]
        self._data = archive(pack(stored))
        self._parts = {
            plan.name: f"xl/worksheets/sheet{number}.xml"
            for number, plan in enumerate(plans, start=1)
        }
        order = [(plan.name, *at) for plan in plans for at in sorted(plan.cells)]
        cells = {plan.name: plan.cells for plan in plans}
        self._values: dict[Place, Value] = {p: cells[p[0]][p[1], p[2]].value for p in order}
        self._texts = [p for p, value in self._values.items() if isinstance(value, str)]
        self._stored_texts = [self._values[p] for p in self._texts]
        self._numbers, texts = _numbered(self._stored_texts)
        self._text_at = {p: at for at, p in enumerate(self._texts)}
        self._items = dict(zip(texts, _ITEM.findall(parts.get(_STRINGS, b"")), strict=True))
        self._engine: StoredValues | None = self._loaded()
        self._made = Remembered[object, bytes | None](_KEPT)
        cut = {part: pieces(content) for part, content in parts.items()}
        self._pieces = {name: cut[part] for name, part in self._parts.items()}
        self._spans = {name: _cells_in(enumerate(c)) for name, c in self._pieces.items()}
        self._compute()
        self._members = [in_pieces(part, content) for part, content in cut.items()]

    def _loaded(self) -> StoredValues:
        """The engine with the package as it was written."""
        formulas = [p for p, v in self._values.items() if isinstance(v, Formula)]
        return StoredValues(self._data, formulas)

    def _compute(self) -> None:
        """Give the formulas of the package their values."""
        shown = self._engine.first if self._engine is not None else None
        stored = {place: _stored(value) for place, value in (shown or {}).items()}
        values = {place: value for place, value in stored.items() if value is not None}
        if shown is None or len(values) < len(shown) or any(p.charts for p in self._plans):
            raise NoStencil
        for sheet, exchanges in self._by_piece(values).items():
            cut = self._pieces[sheet]
            for at, exchanged in exchanges.items():
                cut[at] = _exchanged(cut[at], exchanged)
            self._spans[sheet] |= _cells_in((at, cut[at]) for at in exchanges)

    def own(self) -> bytes:
        """The package of the plans themselves."""
        return archive(pack(self._members))

    def cut(self, plans: Sequence[SheetPlan]) -> bytes | None:
        """The package of other plans; None where their shape or a value needs one of its own."""
        changed = self._changed(plans)
        if changed is None:
            return None
        return self._made.of(frozenset(changed.items()), lambda: self._cut(changed))

    def _cut(self, changed: dict[Place, Value]) -> bytes | None:
        if self._engine is None:
            self._engine = self._loaded()
        before = self._engine.first
        try:
            shown = self._engine.after(changed, self._values)
        except BaseException:
            self._engine = None
            raise
        if shown is None or before is None:
            return None
        written = {p: _number(v) for p, v in changed.items() if not isinstance(v, str)}
        for place, value in shown.items():
            if value != before[place]:
                stored = _stored(value)
                if stored is None:
                    return None
                written[place] = stored
        stored_texts = list(self._stored_texts)
        for place, entered in changed.items():
            if isinstance(entered, str):
                stored_texts[self._text_at[place]] = entered
        numbers, texts = _numbered(stored_texts)
        for place, old, new in zip(self._texts, self._numbers, numbers, strict=True):
            if old != new:
                written[place] = b' t="s">', b"<v>%d</v></c>" % new
        return self._written(written, texts)

    def _changed(self, plans: Sequence[SheetPlan]) -> dict[Place, Value] | None:
        """The cells that hold something else, None where more than that differs."""
        if [p.name for p in plans] != [p.name for p in self._plans]:
            return None
        changed: dict[Place, Value] = {}
        for mine, other in zip(self._plans, plans, strict=True):
            if mine.charts or mine.cells.keys() != other.cells.keys():
                return None
            if any(getattr(mine, name) != getattr(other, name) for name in _FRAME):
                return None
            theirs = other.cells
            if list(mine.cells) != list(theirs):
                theirs = {at: theirs[at] for at in mine.cells}
            differing = map(is_not, mine.cells.values(), theirs.values())
            for at in compress(mine.cells, differing):
                cell, new = mine.cells[at], theirs[at]
                if new.style is not cell.style:
                    return None
                if new.value is not cell.value and new.value != cell.value:
                    if not _exchangeable(cell.value, new.value):
                        return None
                    changed[mine.name, *at] = new.value
        return changed

    def _written(self, cells: dict[Place, tuple[bytes, bytes]], texts: Sequence[str]) -> bytes:
        contents = {_STRINGS: self._strings(texts)}
        for sheet, exchanges in self._by_piece(cells).items():
            content = list(self._pieces[sheet])
            for at, exchanged in exchanges.items():
                content[at] = _exchanged(content[at], exchanged)
            contents[self._parts[sheet]] = content
        return archive(
            pack(
                in_pieces(m.name, contents[m.name]) if m.name in contents else m
                for m in self._members
            )
        )

    def _by_piece(
        self, cells: Mapping[Place, tuple[bytes, bytes]]
    ) -> dict[str, dict[int, list[_Exchange]]]:
        """New values of cells by their sheets and the pieces that these cells stand in."""
        found: dict[str, dict[int, list[_Exchange]]] = {}
        for (sheet, row, column), parts in cells.items():
            at, match = self._spans[sheet][address(row, column).encode()]
            exchange = match.span(), match, parts
            found.setdefault(sheet, {}).setdefault(at, []).append(exchange)
        return found

    def _strings(self, texts: Sequence[str]) -> list[bytes]:
        items = [self._items.get(text) or _item(text) for text in texts]
        counts = len(self._texts), len(texts)
        head = b'%b count="%d" uniqueCount="%d">' % (_STRINGS_HEAD, *counts)
        return text_pieces(head, items, b"</sst>")


_Exchange = tuple[tuple[int, int], re.Match[bytes], tuple[bytes, bytes]]
"""Where a cell stands in a piece, the cell, and its new type and value."""


def _cells_in(cut: Iterable[tuple[int, bytes]]) -> dict[bytes, tuple[int, re.Match[bytes]]]:
    """The cells in numbered pieces of a sheet by their address, each with that number."""
    return {m[1]: (at, m) for at, piece in cut for m in _CELL.finditer(piece)}


def _exchanged(piece: bytes, exchanges: list[_Exchange]) -> bytes:
    """A piece of a sheet with other values in some cells."""
    found: list[bytes] = []
    at = 0
    for (start, stop), match, (head, tail) in sorted(exchanges, key=lambda e: e[0]):
        found += [piece[at:start], b'<c r="%b"%b' % (match[1], match[2])]
        found += [head, match[3] or b"", tail]
        at = stop
    return b"".join([*found, piece[at:]])


def _exchangeable(old: Value, new: Value) -> bool:
    """Whether a value can stand in the place of another without more changing than the cell."""
    if isinstance(old, str) and isinstance(new, str):
        return old.isdigit() == new.isdigit() and len(new) < _LONGEST and not _ODD.search(new)
    return isinstance(old, int | Decimal) and isinstance(new, int | Decimal)


def _numbered(texts: Sequence[Value]) -> tuple[list[int], list[str]]:
    """The number of each text in the order in which they first occur, and the texts."""
    numbers: dict[Value, int] = {}
    return [numbers.setdefault(t, len(numbers)) for t in texts], [str(t) for t in numbers]


def _number(value: Value) -> tuple[bytes, bytes]:
    assert isinstance(value, int | Decimal)
    return b">", b"<v>%b</v></c>" % f"{float(value):.16G}".encode()


def _stored(value: Stored) -> tuple[bytes, bytes] | None:
    """The type and the value of a formula's cell; None for a text of a way of its own."""
    if isinstance(value, bool):
        return b' t="b">', b"<v>%d</v></c>" % value
    if isinstance(value, str):
        if value and _ODD.search(value):
            return None
        text = escaped(value).replace(b'"', b"&quot;").replace(b"'", b"&apos;")
        return b' t="str">', b"<v>%b</v></c>" % text
    number = f"{Decimal(repr(value)):f}".removesuffix(".0") if value else "0"
    return b">", b"<v>%b</v></c>" % number.encode()


@lru_cache(maxsize=4096)
def _item(text: str) -> bytes:
    space = b' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else b""
    return b"<si><t%b>%b</t></si>" % (space, escaped(text))
