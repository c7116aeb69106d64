"""Finds the regions of a sheet that may be tables, with the lines above and below each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.places import Places
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.labels import is_label
from xianbiao.sheets.recognise.tables.beside import column_groups
from xianbiao.sheets.recognise.tables.header import header_height, header_like
from xianbiao.sheets.recognise.tables.lines import (
    is_caption,
    is_remark,
    is_signed,
    is_title,
    names_column,
)
from xianbiao.sheets.recognise.tables.stacking import Region, Stacking
from xianbiao.sheets.recognise.tables.view import Look, View

_NOTE_SHORTEST = 22
_PAGE = expression(r"[-—–－]*第?\d{1,3}页?(?:[,/]?共\d+页)?[-—–－]*")


def regions(view: View, places: Places) -> tuple[list[Region], list[Look]]:
    """The regions of a view, and the lines that belong to none of them."""
    cutter = _Cutter(view, places)
    loose = cutter.cut(list(range(view.height)), list(range(view.width)), [])
    cutter.stacking.join_form_heads(cutter.found)
    cutter.stacking.part_grand_totals(cutter.found)
    return cutter.found, loose


class _Cutter:
    def __init__(self, view: View, places: Places) -> None:
        self.view = view
        self.places = places
        self.stacking = Stacking(view)
        self.found: list[Region] = []
        self.place: dict[int, tuple[int, int]] = {}
        self.taken = [
            {c for c, seen in enumerate(row) if seen.text} | covered
            for row, covered in zip(view.rows, _covered(view), strict=True)
        ]
        for r, row in enumerate(view.rows):
            if len(self.taken[r]) == 1 and any(s.is_word and _PAGE.fullmatch(s.text) for s in row):
                self.taken[r] = set()

    def cut(self, rows: Sequence[int], columns: Sequence[int], head: list[Look]) -> list[Look]:
        """Cut an area into regions; returns the lines left over for what follows below it."""
        wanted = set(columns)
        for band in _bands(rows, lambda r: bool(self.taken[r] & wanted)):
            first, last = self._peel(band, columns)
            head = [*head, *self._lines(band[:first], columns)]
            body = band[first:last]
            if not body:
                continue
            groups = self._column_groups(body, columns, head)
            if len(groups) > 1:
                for group in groups:
                    self.cut(body, group, self._lines_above(head, group))
                head = []
            else:
                for leaf in self._leaves(body, groups[0]):
                    head = self._emit(leaf, groups[0], head)
            tail = self._lines(band[last:], columns)
            notes = [t for t in tail if self.found and not is_title(t.text)]
            if self.found and not is_label(notes[0].text if notes else "附件"):
                self.found[-1].tail.extend(notes)
                tail = [t for t in tail if t not in notes]
            head = [*head, *tail]
        return head

    def _lines(self, rows: Sequence[int], columns: Sequence[int]) -> list[Look]:
        result = []
        for r in rows:
            for c in columns:
                seen = self.view.rows[r][c]
                if seen.text and not _PAGE.fullmatch(seen.text):
                    self.place[id(seen)] = (r, c)
                    result.append(seen)
        return result

    def _lines_above(self, head: list[Look], group: Sequence[int]) -> list[Look]:
        """The lines that stand above one of several tables side by side; all if none does."""
        first, last = group[0], group[-1]
        own = [t for t in head if first <= self.place[id(t)][1] <= last]
        reaching = [
            t
            for t in head
            if t not in own and any(self._owner(t, c) == self.place[id(t)] for c in group)
        ]
        return [*reaching, *own] if own else head

    def _owner(self, line: Look, column: int) -> tuple[int, int] | None:
        return self.view.spans.get((self.place[id(line)][0], column))

    def _own(self, row: int, columns: Sequence[int]) -> list[int]:
        cells = self.view.rows[row]
        return [c for c in columns if cells[c].text]

    def _peel(self, band: Sequence[int], columns: Sequence[int]) -> tuple[int, int]:
        """Where the table begins and ends in a band, apart from lines above and below it."""
        first = 0
        while first < len(band) and self._is_line(band[first], columns, at_top=True):
            first += 1
        last = len(band)
        while last > first and self._is_line(band[last - 1], columns, at_top=False):
            last -= 1
        return first, last

    def _is_line(self, row: int, columns: Sequence[int], at_top: bool) -> bool:
        own = self._own(row, columns)
        texts = [self.view.rows[row][c].text for c in own]
        if not own:
            return not any(c in self.taken[row] for c in columns)
        if all(is_remark(t) for t in texts):
            return True
        if len(own) > 1 and not at_top:
            return is_signed(texts)
        if len(own) > 1:
            return is_caption(texts) or all(map(is_title, texts))
        text, column = texts[0], own[0]
        if _PAGE.fullmatch(text) and self.view.rows[row][column].number is None:
            return True
        if self.view.rows[row][column].number is not None:
            return False
        if not at_top:
            return len(text) >= _NOTE_SHORTEST or text.endswith("。")
        if is_title(text) or column == columns[0]:
            return True
        reach = sum(1 for c in columns if self.view.spans.get((row, c)) == (row, column))
        return (reach + 1) * 3 >= len(columns) * 2

    def _leaves(self, body: Sequence[int], columns: Sequence[int]) -> Iterator[Sequence[int]]:
        """Cut where the title or the header of another table begins without a blank row.

        A row of indicators may read like a header (时效指标 | …发放率 | 应发尽发), so below the
        header of a form only a title begins another table.
        """
        start = 0
        in_form = False
        for i in range(1, len(body)):
            in_form = in_form or any(self.view.rows[body[i]][c].text == LEVEL1 for c in columns)
            if i <= start or not self._begins_table(body, i, columns):
                continue
            if in_form and len(self._own(body[i], columns)) > 1:
                continue
            if any(self.view.has_figures(r, columns) for r in body[start:i]):
                yield body[start:i]
                start, in_form = i, False
        yield body[start:]

    def _begins_table(self, body: Sequence[int], i: int, columns: Sequence[int]) -> bool:
        row = [self.view.rows[body[i]][c] for c in columns]
        own = [seen for seen in row if seen.text]
        if len(own) == 1 and (is_label(own[0].text) or is_title(own[0].text)):
            return self._is_line(body[i], columns, at_top=True)
        if len(own) == 1 and i + 1 < len(body) and self._is_line(body[i], columns, at_top=True):
            below = [self.view.rows[body[i + 1]][c] for c in columns]
            return header_like(below) and names_column(below)
        if len(own) > 1 and i + 1 < len(body) and is_caption([seen.text for seen in own]):
            below = [self.view.rows[body[i + 1]][c] for c in columns]
            return header_like(below) and names_column(below)
        if any(seen.text == LEVEL1 for seen in own):
            return False
        return header_like(row) and names_column(row) and len(own) * 2 >= len(columns)

    def _emit(self, leaf: Sequence[int], columns: Sequence[int], head: list[Look]) -> list[Look]:
        """Add one region, or go on with the one above; returns the lines not used."""
        first, last = self._peel(leaf, columns)
        head = [*head, *self._lines(leaf[:first], columns)]
        rows = list(leaf[first:last])
        tail = self._lines(leaf[last:], columns)
        if not rows:
            return [*head, *tail]
        inner = self._shrink(rows, columns)
        before = self._above(inner)
        upper: list[Look] = []
        if before is not None and self.stacking.may_go_on(before, head, rows, inner):
            height = header_height(self.view.part(rows, inner), self.places)
            same = self.stacking.same_header(before, rows, inner)
            if same and self.stacking.is_done(before, rows, inner):
                upper = [*before.upper, *before.head, *before.tail]
            elif height == 0 or same:
                lines = {self.place[id(t)][0] for t in head} if height == 0 else set()
                before.rows.extend(sorted(r for r in lines if r > before.rows[-1]))
                before.rows.extend(rows[same:])
                before.columns = sorted({*before.columns, *inner})
                before.tail.extend(tail)
                return []
            elif len(before.rows) <= 1 and not self.view.has_figures(before.rows[0], inner):
                before.rows.extend(rows)
                before.columns = sorted({*before.columns, *inner})
                return []
        self.found.append(Region(rows, inner, head, tail, upper))
        return []

    def _above(self, columns: Sequence[int]) -> Region | None:
        """The region right above, which shares most of these columns."""
        for region in reversed(self.found):
            shared = len(set(region.columns) & set(columns))
            if shared:
                return region if shared * 2 > len(columns) else None
        return None

    def _shrink(self, rows: Sequence[int], columns: Sequence[int]) -> list[int]:
        used = [c for c in columns if any(c in self.taken[r] for r in rows)]
        return [c for c in columns if used and used[0] <= c <= used[-1]]

    def _column_groups(
        self, body: Sequence[int], columns: Sequence[int], head: Sequence[Look]
    ) -> list[list[int]]:
        columns = self._shrink(body, columns)
        taken: set[int] = set().union(*(self.taken[r] for r in body))
        pieces = list(_bands(columns, lambda c: c in taken))
        lines = [(line, self.place[id(line)][1]) for line in head]
        return column_groups(self.view, body, columns, pieces, lines)


def _covered(view: View) -> list[set[int]]:
    covered: list[set[int]] = [set() for _ in view.rows]
    for (r, c), (top, left) in view.spans.items():
        if view.rows[top][left].text:
            covered[r].add(c)
    return covered


def _bands(items: Sequence[int], is_taken: object) -> Iterator[list[int]]:
    """Runs of items for which something is there."""
    run: list[int] = []
    for item in items:
        if is_taken(item):  # type: ignore[operator]
            run.append(item)
        elif run:
            yield run
            run = []
    if run:
        yield run
