"""Which row is a part of which: by places, numbers before names, blanks, 其中, and figures."""

from __future__ import annotations

from xianbiao.model.places import Places
from xianbiao.sheets.recognise.tables.adding import Adder
from xianbiao.sheets.recognise.tables.rows import COUNTY, PREFECTURE, PROVINCE, TOWN, RawRow, Vector

_OWN = "本级"
SLIPPED = "列在下面"
"""The sign of a county that stands among the counties of another city."""


class Tree:
    """Parents of rows: `parents[i]` is the row that row i is a part of, None at the top.

    `signs[i]` says by what sign; "" where only the neighbour above told it.
    """

    def __init__(self, rows: list[RawRow], adder: Adder, places: Places) -> None:
        self.rows = rows
        self.adder = adder
        self.places = places
        self.parents: list[int | None] = [None] * len(rows)
        self.signs: list[str] = [""] * len(rows)
        self.weak = False
        self.has_weak = False
        self.flat = False
        self.begun: set[int] = set()
        """Rows whose parts 其中 begins, and that a subtotal of the same name stands above."""
        self.closed: set[int] = set()
        """Those of them whose parts are all there: what follows is none of them."""
        self._upwards = _adds_upwards(rows)
        self._subjects = {r.total.subject for r in rows if r.total is not None} - {""}

    def children(self) -> dict[int, list[int]]:
        """The direct parts of every row that has some."""
        found: dict[int, list[int]] = {}
        for i, parent in enumerate(self.parents):
            if parent is not None:
                found.setdefault(parent, []).append(i)
        return found

    def is_top(self, i: int) -> bool:
        """Whether a row is part of no other."""
        return self.parents[i] is None

    def grow(self, stretch: bool, weak: bool, flat: bool = False) -> None:
        """Find the parents of all rows that name no total of their own.

        `stretch` lets unmarked rows after 其中 go on with it, `weak` believes in indents and
        missing numbers, `flat` in nothing but 其中; the figures decide which reading is kept.
        """
        self.weak, self.flat = weak, flat
        self.begun.clear()
        self.closed.clear()
        stack: list[int] = []
        sums: dict[int, Vector] = {}
        for i, row in enumerate(self.rows):
            if row.total is not None and row.total.rank < 2 and not row.total.subject:
                stack = [i]
                continue
            parent, sign = self._parent(i, stack, sums, stretch)
            self.parents[i], self.signs[i] = parent, sign
            if row.is_part and parent is not None and self.rows[parent].name in self._subjects:
                self.begun.add(parent)
            if parent is not None:
                while stack and stack[-1] != parent:
                    stack.pop()
                sums[parent] = Adder.plus(sums.get(parent, [None] * len(row.vector)), row.vector)
            else:
                stack.clear()
            stack.append(i)

    def _parent(
        self, i: int, stack: list[int], sums: dict[int, Vector], stretch: bool
    ) -> tuple[int | None, str]:
        row = self.rows[i]
        if row.is_part:
            return self._whole(i, stack)
        if self.flat:
            return None, ""
        for p in reversed(stack):
            if self.rows[p].total is not None and not self.rows[p].total.subject:  # type: ignore[union-attr]
                continue
            if self._upwards and self.rows[p].total is not None:
                continue
            sign = self._below(row, self.rows[p])
            if sign and not self._is_closed(p, row, sums):
                return p, sign
        strange = next((p for p in reversed(stack) if self._slipped_in(i, p)), None)
        if strange is not None:
            return strange, SLIPPED
        if stretch and self._goes_on(i):
            return self._beside(i, i - 1, sums, stretch)
        if row.place is not None or row.total is not None or not stack:
            return None, ""
        if row.style is None:
            return self._beside(i, i - 1, sums, stretch)
        alike = [p for p in stack if self.rows[p].style == row.style and not self.rows[p].is_part]
        return self._beside(i, alike[-1], sums, stretch) if alike else (None, "")

    def _slipped_in(self, i: int, p: int) -> bool:
        """Whether a county stands in the group of a city that it does not belong to.

        More of that city's own counties follow, or its own city has a group elsewhere.
        """
        row, city = self.rows[i], self.rows[p].place
        if self._upwards and self.rows[p].total is not None:
            return False
        is_county = row.level == COUNTY and row.place is not None and row.total is None
        if not is_county or row.place is None or city is None or self.rows[p].level != PREFECTURE:
            return False
        own = self.places.parent(row.place.code)
        if own is None or not own.code.endswith("00") or own.code == city.code:
            return False
        for below in self.rows[i + 1 :]:
            if below.level in (PROVINCE, PREFECTURE) or below.total is not None:
                break
            if below.place is not None and self._is_within(below.place.code, city.code):
                return True
        return any(r.place is not None and r.place.code == own.code for r in self.rows)

    def _is_closed(self, p: int, row: RawRow, sums: dict[int, Vector]) -> bool:
        """Whether the parts of a row that 其中 began are all there before another row.

        A city is listed with its districts (市小计, 市, 其中：市本级 …), then its counties:
        parts of the subtotal. The figures tell where the city's own parts end.
        """
        if p in self.closed:
            return True
        if p not in self.begun:
            return False
        if not self._has_room(p, row, sums):
            self.closed.add(p)
        return p in self.closed

    def _has_room(self, parent: int, row: RawRow, sums: dict[int, Vector]) -> bool:
        """Whether the sum of a row's parts is not full yet, nor exceeded by another part."""
        added = sums.get(parent, [None] * len(row.vector))
        printed, more = self.rows[parent].vector, Adder.plus(added, row.vector)
        full = self.adder.compare(printed, added).is_borne_out and more != added
        return not full and not self.adder.exceeds(printed, more)

    def _whole(self, i: int, stack: list[int]) -> tuple[int | None, str]:
        """What 其中 is a part of: the nearest row above that is not itself marked 其中."""
        for p in reversed(stack):
            if not self.rows[p].is_part and self.signs[p] != "其中之后":
                upper = self.rows[p]
                if upper.total is not None and upper.total.rank < 2 and not upper.total.subject:
                    return None, ""
                return p, "其中"
        return None, ""

    def _goes_on(self, i: int) -> bool:
        """Whether a place after 其中 is one more of the same level, below a row of another."""
        row, before = self.rows[i], self.rows[i - 1]
        marked = i > 0 and (before.is_part or self.signs[i - 1] == "其中之后")
        whole = self.parents[i - 1] if marked else None
        return (
            whole is not None
            and row.place is not None
            and row.level == before.level
            and self.rows[whole].level != row.level
        )

    def _beside(
        self, i: int, near: int, sums: dict[int, Vector], stretch: bool
    ) -> tuple[int | None, str]:
        """A row without any sign stands beside a row above it, unless that sum is full."""
        above: int | None = near
        before = self.rows[near]
        if before.total is not None:
            return None, ""
        marked = before.is_part or self.signs[near] == "其中之后"
        if marked and not stretch:
            above = self.parents[near]
        while above is not None:
            parent = self.parents[above]
            if parent is None:
                return None, ""
            if self._has_room(parent, self.rows[i], sums):
                return parent, "其中之后" if marked and above == near else ""
            above = parent
        return None, ""

    def _below(self, row: RawRow, upper: RawRow) -> str:
        """The sign by which a row is a part of another one, "" without one."""
        if row.place is not None and upper.place is not None:
            within = self._is_within(row.place.code, upper.place.code)
            return "行政区划" if within else ""
        if _OWN in row.name and upper.place is not None:
            stem = row.name.partition(_OWN)[0]
            if stem in ("", *(n[-1] for n in upper.place.names)) or stem in upper.place.names:
                return "本级"
            return ""
        if row.level == TOWN and upper.level in (PROVINCE, PREFECTURE, COUNTY):
            return "乡镇"
        if row.style is not None and upper.style is not None:
            return "序号层次" if row.style > upper.style else ""
        if row.style is None and upper.style is not None and row.total is None:
            if upper.style < 2:
                return "序号层次"
            if upper.has_sequence and not row.has_sequence and row.place is None:
                return self._weakly("没有序号")
        if row.depth > upper.depth and row.total is None and upper.total is None:
            return "列的层次"
        if row.indent > upper.indent and row.total is None:
            return self._weakly("缩进")
        return ""

    def _weakly(self, sign: str) -> str:
        self.has_weak = True
        return sign if self.weak else ""

    def _is_within(self, code: str, upper: str) -> bool:
        if upper.endswith("0000"):
            return code[:2] == upper[:2] and code != upper
        if upper.endswith("00"):
            above = self.places.parent(code)
            return above is not None and above.code == upper
        return False


def _adds_upwards(rows: list[RawRow]) -> bool:
    """Whether the subtotals of cities stand below their counties."""
    singles = [i for i, r in enumerate(rows) if r.total is None]
    cities = [i for i, r in enumerate(rows) if r.total and r.place and r.level == PREFECTURE]
    return bool(singles and cities and singles[0] < cities[0])
