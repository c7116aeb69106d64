"""Formulas outside the recipients' rows that read the table: notes such as `="共"&D13&"万元"`.

Their stored results speak of all recipients, so each file gets what they give for the rows that
it keeps. They are computed as in the application after the other rows were deleted. A formula is
trusted only where the source's own cells give the result that the source stores; one that is not
is left blank, for its old result would tell the total of all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isclose
from typing import Any

from xianbiao.export.few import few
from xianbiao.export.package.cells import CellXml, Put, Recomputed
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.references import Formula, letters_of, parse
from xianbiao.export.package.remaining import BY_PLACE
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import Sums
from xianbiao.export.split.areas import Area, Place, areas_of, filled_by, is_in, reaches
from xianbiao.export.split.total_cells import grand_sums
from xianbiao.model.records import Record, replace
from xianbiao.sheets.split_plan import SplitPlan

Value = float | str | bool
_SHOWN = 3


class _Follower(Record, frozen=True):
    """A cell with such a formula, what it stores, and the other cells that its results fill."""

    sheet: str
    place: Place
    formula: Formula
    stored: Value
    spill: tuple[tuple[int, int], ...] = ()


class Followers:
    """The cells of sheets that many get whose formulas read recipients' rows or totals.

    `but` are cells that are filled otherwise.
    """

    def __init__(
        self, source: SourceBook, plan: SplitPlan, sheets: Iterable[str], but: set[Place]
    ) -> None:
        self._source = source
        self._titles = {s.entry.name.lower(): s.entry.name for s in source.sheets}
        self._plan = plan
        split = dict.fromkeys(t.sheet for t in plan.tables)
        self._owned = {name.lower(): plan.owned_on(name) for name in split}
        self._totals = {
            name.lower(): frozenset(row for t in plan.tables_on(name) for row in t.adding_rows)
            for name in split
        }
        self._rows = {s: sorted(o | self._totals[s]) for s, o in self._owned.items()}
        found = self._found(list(dict.fromkeys(sheets)), but)
        self._all = found
        self._cells = self._stored(found) if found else {}
        results = self._results(found, self._cells) if found else {}
        self._trusted = {
            f.place for f in found if not f.spill and _same(results[f.place], f.stored)
        }
        lost = [f for f in found if f.place not in self._trusted]
        ours = [f for f in found if f.place in self._trusted]
        self._read = self._read_elsewhere()
        self.notes = []
        if ours:
            self.notes.append(f"{_places(ours)}的公式读全表的数，单位文件里是按本单位算出的结果")
        if lost:
            self.notes.append(
                f"{_places(lost)}的公式读全表的数，这里算不出本单位的，单位文件里留空"
            )

    def followed(self, cuts: Sequence[SheetCut], sums: Sums) -> tuple[SheetCut, ...]:
        """The cuts of one file with what it shows in these cells; `sums` are its totals."""
        if not self._all:
            return tuple(cuts)
        rows = {c.sheet.lower(): c.rows for c in cuts}
        cells = {
            place: value
            for place, value in self._cells.items()
            if place[1] not in self._totals.get(place[0], ())
            and (
                place[1] not in self._owned.get(place[0], ())
                or (place[0] in rows and rows[place[0]].keeps(place[1]))
            )
        }
        for at, table in enumerate(self._plan.tables):
            added = sums.get(at, dict.fromkeys(table.sums) if table.block else {})
            for row in table.total_rows:
                for column, total in added.items():
                    cells[table.sheet.lower(), row, column] = float(total or 0)
            if table.grand is not None:
                for column, total in grand_sums(self._plan, at, sums).items():
                    cells[table.sheet.lower(), table.grand, column] = float(total or 0)
        results = self._results(self._all, cells)
        puts: dict[str, dict[int, dict[int, Put]]] = {}
        for f in self._all:
            _, row, column = f.place
            is_lost = self._reads_lost(f, rows)
            for at, beside in f.spill:
                puts.setdefault(f.sheet, {}).setdefault(at, {})[beside] = None
            if is_lost and not f.spill and isinstance(f.stored, str) and not self._adds(f):
                continue
            known = f.place in self._trusted and not is_lost
            put = _put(results[f.place]) if known else None
            puts.setdefault(f.sheet, {}).setdefault(row, {})[column] = put
        read = self._read
        return tuple(_with(cut, puts.get(cut.sheet, {}), read) for cut in cuts)

    def _reads_lost(self, follower: _Follower, rows: Mapping[str, RowMap]) -> bool:
        """Whether a formula reads a single cell of a row that another recipient's file has."""
        return any(
            first == last
            and first in self._owned.get(sheet, ())
            and not (sheet in rows and rows[sheet].keeps(first))
            for sheet, first, last, _, _ in _areas(follower)
        )

    def _adds(self, follower: _Follower) -> bool:
        """Whether a formula reads a total, or several cells at once."""
        return any(
            first != last or left != right or first in self._totals.get(sheet, ())
            for sheet, first, last, left, right in _areas(follower)
        )

    def _read_elsewhere(self) -> frozenset[Place]:
        """Those of the cells that formulas in the recipients' rows read: these become values."""
        found: set[Place] = set()
        for sheet, numbers in self._rows.items() if self._all else ():
            xml = self._source.sheet(self._titles[sheet])
            rows = (xml.row(n) for n in numbers)
            cells = (c for row in rows if row and b"<f" in row.inner for c in row.cells())
            for area in {a for c in cells if (t := xml.formula(c)) for a in areas_of(t, sheet)}:
                found |= {f.place for f in self._all if is_in(f.place, area)}
        return frozenset(found)

    def _found(self, sheets: list[str], but: set[Place]) -> list[_Follower]:
        """The cells, and those that read one of them."""
        candidates = [f for name in sheets for f in self._formulas(name) if f.place not in but]
        found: list[_Follower] = []
        known = set(but)
        while more := [f for f in candidates if f.place not in known and self._follows(f, known)]:
            found += more
            known |= {f.place for f in more}
        return found

    def _formulas(self, name: str) -> Iterator[_Follower]:
        """The formulas with a result in the rows that every file has."""
        xml = self._source.sheet(name)
        if b"<f" not in xml.rows_data:
            return
        low = name.lower()
        apart = self._owned.get(low, frozenset()) | self._totals.get(low, frozenset())
        for row in xml.rows(but=apart):
            if b"<f" not in row.inner:
                continue
            for cell in row.cells():
                text = xml.formula(cell)
                stored = self._value(cell) if text else None
                if not text or stored is None:
                    continue
                formula = parse(text)
                if formula.names or formula.tables or formula.leaves_file:
                    continue
                if not formula.functions & BY_PLACE:
                    place = (low, row.number, cell.column_index)
                    spill = tuple(at for at in filled_by(cell) if at[0] not in apart)
                    yield _Follower(name, place, formula, stored, spill)

    def _follows(self, follower: _Follower, known: set[Place]) -> bool:
        return any(
            reaches(self._rows.get(sheet, ()), first, last)
            or (first == last and left == right and (sheet, first, left) in known)
            or (first != last and any(p[0] == sheet and first <= p[1] <= last for p in known))
            for sheet, first, last, left, right in _areas(follower)
        )

    def _stored(self, found: list[_Follower]) -> dict[Place, Value]:
        """Every stored cell that the formulas read, but for each other."""
        areas = {area for f in found for area in _areas(f)}
        formulas = {f.place for f in found}
        cells: dict[Place, Value] = {}
        for sheet, first, last, left, right in areas:
            title = self._titles.get(sheet)
            if title is None:
                continue
            xml = self._source.sheet(title)
            for number in xml.numbers_between(first, last):
                row = xml.row(number)
                for cell in row.cells() if row is not None else ():
                    place = (sheet, number, cell.column_index)
                    if left <= place[2] <= right and place not in formulas:
                        value = self._value(cell)
                        if value is not None:
                            cells[place] = value
        return cells

    def _value(self, cell: CellXml) -> Value | None:
        if (value := cell.number()) is not None:
            return float(value)
        if cell.type == b"b":
            return cell.value == b"1"
        return cell.text(self._source.strings) or None

    def _results(self, found: list[_Follower], cells: dict[Place, Value]) -> dict[Place, object]:
        import formualizer

        engine: Any = formualizer.Workbook()
        for title in self._titles.values():
            engine.add_sheet(title)
        for (sheet, row, column), value in cells.items():
            if sheet in self._titles:
                engine.set_value(self._titles[sheet], row, column, value)
        results: dict[Place, object] = {}
        try:
            for f in found:
                engine.set_formula(f.sheet, f.place[1], f.place[2], f"={f.formula.text}")
            engine.evaluate_all()
        except (formualizer.ExcelEvaluationError, OSError, ValueError, RuntimeError):
            return dict.fromkeys((f.place for f in found), None)
        for f in found:
            results[f.place] = engine.get_value(f.sheet, f.place[1], f.place[2])
        return results


def _with(
    cut: SheetCut, puts: Mapping[int, Mapping[int, Put]], read: Collection[Place]
) -> SheetCut:
    """A cut with more put into its cells; formulas that `read` these become values."""
    own = {row: {**cut.puts.get(row, {}), **more} for row, more in puts.items()}
    if not own:
        return cut
    low = cut.sheet.lower()
    changed = {row for row, more in puts.items() if any((low, row, c) in read for c in more)}
    return replace(cut, puts={**cut.puts, **own}, changed=cut.changed | changed)


def _areas(follower: _Follower) -> list[Area]:
    return areas_of(follower.formula.text, follower.place[0])


def _same(result: object, stored: Value) -> bool:
    if isinstance(result, bool) or isinstance(stored, bool | str):
        return result == stored
    return isinstance(result, int | float) and isclose(result, stored, rel_tol=1e-9, abs_tol=1e-9)


def _put(result: object) -> Put:
    """A result as it is put into a cell; nothing for an error."""
    if isinstance(result, bool):
        return str(result).upper()
    if isinstance(result, int | float):
        return Recomputed(Decimal(format(result, ".15g")))
    return result if isinstance(result, str) else None


def _places(found: list[_Follower]) -> str:
    places = [f"「{f.sheet}」{letters_of(f.place[2])}{f.place[1]}" for f in found]
    return few(places, _SHOWN, "格")
