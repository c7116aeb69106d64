"""Regions one below the other: pages of one table, tables of their own, a total of them all."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.tables.lines import is_head, page_title
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import words

_OF_TABLES = expression(r"(?:以上|上述|[一二三四五六七八九\d]项|各项|两表|各表)")
"""How the subject of a total begins that adds up the tables above it: 以上两项合计."""
_GROUP = 2
"""The rank of words for subtotals."""


class Region(Record):
    """Rows and columns of a view that belong to one table, the lines above it and its notes.

    `upper` are the lines around the table above, where this one repeats its header and has no
    title: what they say of the unit of money holds for both. `grand` is the row below that adds
    up the totals of this table and of those above it, `grand_rows` are these, and `is_grand_off`
    tells that it says so and does not.
    """

    rows: list[int]
    columns: list[int]
    head: list[Look] = field(default_factory=list)
    tail: list[Look] = field(default_factory=list)
    upper: list[Look] = field(default_factory=list)
    grand: int | None = None
    grand_rows: list[int] = field(default_factory=list)
    is_grand_off: bool = False


class Stacking:
    """Tells what a region is to those above it."""

    def __init__(self, view: View) -> None:
        self.view = view

    def join_form_heads(self, found: list[Region]) -> None:
        """Put the money above indicators to them, which a blank row parted."""
        for at in range(len(found) - 1, 0, -1):
            upper, lower = found[at - 1], found[at]
            announced = any(is_head(t.text) for t in lower.head)
            inner = [s.text for row in upper.rows[1:] for s in self.view.rows[row]]
            if announced or self._is_form(upper) or not self._is_form(lower):
                continue
            if any("执行数" in text for text in inner) and set(upper.columns) & set(lower.columns):
                upper.rows += lower.rows
                upper.columns = sorted({*upper.columns, *lower.columns})
                upper.tail += lower.tail
                del found[at]

    def _is_form(self, region: Region) -> bool:
        return any(s.text == LEVEL1 for row in region.rows for s in self.view.rows[row])

    def part_grand_totals(self, found: Sequence[Region]) -> None:
        """Take out of each table the row below its own total that adds up several tables."""
        for at, region in enumerate(found[1:], start=1):
            totals = [i for i, row in enumerate(region.rows) if self._is_total(row, region)][-2:]
            if len(totals) < 2:
                continue
            own, last = (region.rows[i] for i in totals)
            below = region.rows[totals[1] + 1 :]
            between = region.rows[totals[0] + 1 : totals[1]]
            if any(self.view.has_figures(row, region.columns) for row in (*between, *below)):
                continue
            above = [one.rows[-1] for one in found[:at] if self._is_total(one.rows[-1], one)]
            is_sum = self._is_sum(last, [*above, own], region.columns)
            if above and (is_sum or self._says_tables(last, region)):
                region.is_grand_off = not is_sum
                region.grand_rows = [*above, own]
                region.tail += [s for row in below for s in self.view.rows[row] if s.text]
                region.rows, region.grand = region.rows[: totals[1]], last

    def _is_total(self, row: int, region: Region) -> bool:
        return self._rank(row, region.columns) is not None

    def _says_tables(self, row: int, region: Region) -> bool:
        """Whether a total says itself that it adds up the tables above it."""
        found = (
            words().total(s.text) for c in region.columns if (s := self.view.rows[row][c]).text
        )
        return any(t is not None and _OF_TABLES.match(t.subject) for t in found)

    def _is_sum(self, row: int, terms: Sequence[int], columns: Sequence[int]) -> bool:
        cells = self.view.rows
        figures = [(c, number) for c in columns if (number := cells[row][c].number) is not None]
        return bool(figures) and all(
            number == sum(cells[t][c].number or 0 for t in terms) for c, number in figures
        )

    def may_go_on(
        self, before: Region, head: list[Look], rows: Sequence[int], columns: Sequence[int]
    ) -> bool:
        """Whether no line announces another table: none, or those of a page that goes on."""
        if not any(is_head(t.text) for t in head):
            return True
        known = {page_title(t.text) for t in before.head}
        if any(page_title(t.text) not in {"", *known} for t in head):
            return False
        same = self.same_header(before, rows, columns)
        return bool(same) and not self.is_done(before, rows, columns)

    def is_done(self, before: Region, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether a region ends with its total, and these rows are none of a larger table.

        They are where a total of all comes after them, unless they list the same names again.
        """
        rank = self._rank(before.rows[-1], columns)
        if rank is None:
            return False
        later = (self._rank(row, columns) for row in range(rows[0], self.view.height))
        if not any(upper is not None and upper < rank for upper in later):
            return True
        return self._lists_again(before, rows, columns)

    def _lists_again(self, before: Region, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether most rows below a header name whom the rows above it named."""
        same = self.same_header(before, rows, columns)
        upper, lower = (
            [self._words(row, columns) for row in body if self._rank(row, columns) is None]
            for body in (before.rows[same:], rows[same:])
        )
        return sum(named in upper for named in lower) * 2 > len(lower)

    def _words(self, row: int, columns: Sequence[int]) -> list[str]:
        return [s.text for c in columns if (s := self.view.rows[row][c]).is_word]

    def _rank(self, row: int, columns: Sequence[int]) -> int | None:
        """The rank of the word that names a row as a total of a whole table, 总计 before 合计."""
        found = (words().total(s.text) for c in columns if (s := self.view.rows[row][c]).is_word)
        ranks = [
            t.rank
            for t in found
            if t is not None and t.rank < _GROUP and (not t.subject or _OF_TABLES.match(t.subject))
        ]
        return min(ranks, default=None)

    def same_header(self, before: Region, rows: Sequence[int], columns: Sequence[int]) -> int:
        """How many rows repeat the header of the region above, as on a new page."""
        same = 0
        for upper, lower in zip(before.rows, rows, strict=False):
            left = [self.view.rows[upper][c].text for c in columns]
            right = [self.view.rows[lower][c].text for c in columns]
            if left != right or any(self.view.rows[lower][c].number for c in columns):
                break
            same += 1
        return same
