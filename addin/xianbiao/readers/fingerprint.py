"""Holds a returned county file against the marks that it was sent out with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xianbiao.model.county_returns import LockedChange
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.entered import Contents, EnteredBook
from xianbiao.readers.package import open_package
from xianbiao.readers.row_shifts import RowShift, find_shift
from xianbiao.sheets.addresses import column_letters, position
from xianbiao.sheets.fingerprint import Fingerprint, Seal, mark
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.plan import Formula
from xianbiao.sheets.side_sheets import is_side

_SHOWN = 30


def verify_fingerprint(path: Path) -> list[str]:
    """One sentence for every locked cell that was changed; empty when only inputs were filled."""
    return [_sentence(change) for change in locked_changes(path)]


def locked_changes(path: Path) -> list[LockedChange]:
    """Everything locked that differs from the file as sent, sheet by sheet.

    Rows that were inserted or deleted are one change, and cells are then compared where they
    moved to; formulas, which follow moved rows by themselves, are compared only in a book
    without moved rows. Raises UnreadableFile for a file that is no workbook.
    """
    file = str(path)
    book = EnteredBook(open_package(path))
    if keys.META_SHEET not in book.titles:
        what = f"缺少 {keys.META_SHEET}：不是下发的县级文件，或此表已被删除"
        return [LockedChange(Ref(file), what)]
    meta = book.contents(keys.META_SHEET)
    rows = [_row(meta, number) for number in range(1, 1 + max((r for r, _ in meta), default=0))]
    heads = {str(row[0]): str(row[1]) for row in rows if row[0] is not None}
    if heads.get(keys.META_TEMPLATE) != keys.COUNTY_TEMPLATE:
        said = heads.get(keys.META_TEMPLATE) or "空"
        return [LockedChange(Ref(file), f"{keys.META_SHEET} 不是县级文件的：{said}")]
    known = _known(rows)
    changes = []
    if known.whole != heads.get(county_keys.META_FINGERPRINT):
        what = "锁定单元格的清单已改动，以下比对不可靠"
        changes.append(LockedChange(Ref(file, keys.META_SHEET), what))
    for name in (*known.inputs, keys.META_SHEET):
        if name not in book.titles:
            changes.append(LockedChange(Ref(file), f"缺少工作表“{name}”"))
    there = [name for name in book.titles if name in known.inputs]
    sheets = [_Sheet.of(file, name, book.contents(name), known) for name in there]
    has_moved = any(sheet.shift is not None for sheet in sheets)
    by_name = {sheet.name: sheet for sheet in sheets}
    for name in book.tabs:
        if name in by_name:
            changes.extend(by_name[name].changes(formulas=not has_moved))
        elif not _is_side(name, book.contents(name)):
            changes.append(LockedChange(Ref(file), f"多出工作表“{name}”"))
    return changes


def _is_side(name: str, contents: Contents) -> bool:
    """Whether the add-in itself put the sheet there, to list what it found."""

    def texts(row: int) -> list[str]:
        columns = range(1, 1 + max((c for r, c in contents if r == row + 1), default=0))
        return [str(contents.get((row + 1, column), "")).strip() for column in columns]

    return is_side(name, texts)


def _row(contents: Contents, row: int) -> tuple[object, ...]:
    """The first four cells of a row, None where one is empty."""
    return tuple(contents.get((row, column)) for column in range(1, 5))


class _Sheet(Record, frozen=True):
    """One sheet as returned, with what is known of it as sent."""

    file: str
    name: str
    contents: Contents
    marks: dict[tuple[int, int], str]
    inputs: frozenset[tuple[int, int]]
    shift: RowShift | None

    @classmethod
    def of(cls, file: str, name: str, entered: Contents, known: Fingerprint) -> _Sheet:
        contents = {
            place: content
            for place, content in entered.items()
            if not (name == keys.META_SHEET and entered.get((place[0], 1)) in county_keys.MARK_ROWS)
        }
        marks = {_place(s.address): s.mark for s in known.seals if s.sheet == name}
        inputs = frozenset(_place(address) for address in known.inputs[name])

        def fits(place: tuple[int, int], content: object) -> bool:
            return marks[place] == mark(name, _address(place), content)

        shift = find_shift(contents, marks, fits)
        return cls(file, name, contents, marks, inputs, shift)

    def changes(self, *, formulas: bool) -> Iterator[LockedChange]:
        """The changes of this sheet; formulas are compared only where no row has moved."""
        met: set[tuple[int, int]] = set()
        if self.shift is not None:
            yield LockedChange(self._ref((self.shift.first, 1)), self.shift.words)
        for place, content in self.contents.items():
            sent = self.shift.before(place) if self.shift is not None else place
            if sent in self.inputs:
                continue
            if sent is None or sent not in self.marks:
                what = f"锁定区多出内容“{_shown(content)}”"
                yield LockedChange(self._ref(place), what, _shown(content))
                continue
            met.add(sent)
            unjudged = isinstance(content, Formula) and not formulas
            if not unjudged and mark(self.name, _address(sent), content) != self.marks[sent]:
                what = f"锁定单元格已改动，现为“{_shown(content)}”"
                yield LockedChange(self._ref(place), what, _shown(content))
        for place in self.marks:
            if place not in met and not (self.shift is not None and self.shift.is_gone(place)):
                now = self.shift.after(place) if self.shift is not None else place
                yield LockedChange(self._ref(now), "锁定单元格已清空")

    def _ref(self, place: tuple[int, int]) -> Ref:
        return Ref(self.file, self.name, _address(place))


def _known(rows: list[tuple[object, ...]]) -> Fingerprint:
    seals = [
        Seal(str(sheet), str(place), str(seal))
        for kind, sheet, place, seal in rows
        if kind == county_keys.META_LOCK
    ]
    inputs = {
        str(sheet): tuple(str(places or "").split())
        for kind, sheet, places, _ in rows
        if kind == county_keys.META_INPUTS
    }
    return Fingerprint(tuple(seals), inputs)


def _sentence(change: LockedChange) -> str:
    if change.ref.cell is not None:
        return f"{change.ref.sheet}!{change.ref.cell}：{change.what}"
    return f"{change.ref.sheet}：{change.what}" if change.ref.sheet else change.what


def _place(address: str) -> tuple[int, int]:
    row, column = position(address)
    return row + 1, column + 1


def _address(place: tuple[int, int]) -> str:
    row, column = place
    return f"{column_letters(column - 1)}{row}"


def _shown(value: object) -> str:
    text = " ".join(str(value.text if isinstance(value, Formula) else value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
