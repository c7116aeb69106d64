"""Which sheets are the same in all files of an export, so that a workbook of all has them once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from xianbiao.export.package.bind import tables_on
from xianbiao.export.package.bound_names import own_names
from xianbiao.export.package.bound_parts import unselected
from xianbiao.export.package.renames import Renames
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.tables import table_names
from xianbiao.model.records import replace


def steady_sheets(files: Iterable[SourceBook], candidates: Sequence[str]) -> list[str]:
    """The candidates that are alike in every file and read nothing of the other sheets."""
    first: SourceBook | None = None
    known: dict[str, bytes] = {}
    for book in files:
        here = {s.entry.name for s in book.sheets}
        digests = {name: _digest(book, name) for name in candidates if name in here}
        if first is None:
            first, known = book, digests
        known = {name: d for name, d in known.items() if digests.get(name) == d}
    steady = list(known)
    while first is not None:
        others = [s.entry.name for s in first.sheets if s.entry.name not in steady]
        moving = _calls_of(first, others)
        left = [n for n in steady if not any(map(moving.calls, _formulas(first, n, moving)))]
        if left == steady:
            break
        steady = left
    return steady


def _calls_of(book: SourceBook, sheets: Sequence[str]) -> Renames:
    """By what formulas call these sheets, their tables, and names that lead to them."""
    tables = {
        name.lower(): name
        for sheet in sheets
        for part in tables_on(book, sheet)
        for name in table_names(book.content(part), part)
    }
    renames = Renames({name.lower(): name for name in sheets}, tables)
    return replace(renames, own=own_names(book, renames))


def _formulas(book: SourceBook, sheet: str, renames: Renames) -> Iterator[str]:
    for part in _parts(book, sheet):
        if part.endswith((".xml", ".vml")):
            yield from renames.formulas_in(book.content(part))


def _digest(book: SourceBook, sheet: str) -> bytes:
    """What a sheet and all that it leads to hold, but for whether its tab is the open one."""
    digest = hashlib.sha256()
    for part in _parts(book, sheet):
        digest.update(part.encode() + b"\0" + unselected(book.content(part)))
    return digest.digest()


def _parts(book: SourceBook, sheet: str) -> list[str]:
    found = [book.part_of(sheet).part]
    for part in found:
        related = book.relationships(part)
        found += [
            r.part
            for r in related
            if r.part is not None and r.part in book.members and r.part not in found
        ]
    return found
