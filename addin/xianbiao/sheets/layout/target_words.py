"""指标用语: the hidden lists of words from which formulas read target values."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.target_tables import target_tables
from xianbiao.model.target_words import target_words
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.plan import Area, SheetPlan, Value, Visibility
from xianbiao.sheets.styles import Style


class WordLists:
    """The sheet with its lists, and the formulas that look words up in them.

    Wording that contains `*`, `?` or `~` would be taken as a pattern: the formulas that read a
    value put another character in their place first.
    """

    def __init__(self) -> None:
        tables = target_tables()
        self.plan = SheetPlan(keys.WORDS_SHEET, visibility=Visibility.HIDDEN)
        put_head(self.plan, keys.WORDS_SHEET, "指标值的用语及其代号，供“指标核对”查找；不要改")
        self._columns: dict[str, tuple[str, str]] = {}
        self._next = 0
        self._put("写在数前", *zip(*tables.prefixes, strict=True))
        self._put("单位", *zip(*tables.units, strict=True))
        self._put("单位的分母", *zip(*tables.rests, strict=True))
        self._put("中文数字", *zip(*tables.numerals, strict=True))
        self._put("定性和全覆盖", *zip(*tables.phrases, strict=True))
        self._put("截止日期", tables.deadlines)
        self._put("上年", tables.years)
        self._put("与上年", tables.against_years)
        self._put("与上年相比", tables.compared)
        self._put("成倍的前缀", tables.leads)
        self._put("区间之前", target_words().joins.range_heads)
        self._put("容差之前", target_words().joins.tolerance_heads)

    def code(self, name: str, text: str) -> str:
        """The code of a text in a list; an error where the list does not hold it."""
        words, codes = self._columns[name]
        return f"INDEX({codes},MATCH({text},{words},0))"

    def holds(self, name: str, text: str) -> str:
        """Whether a list holds a text."""
        return f"ISNUMBER(MATCH({text},{self._columns[name][0]},0))"

    def _put(self, name: str, words: Sequence[Value], codes: Sequence[Value] = ()) -> None:
        left, last = self._next, FIRST_ROW + len(words) - 1
        columns = [list(words), list(codes)] if codes else [list(words)]
        for offset, values in enumerate(columns):
            self.plan.put(HEADER_ROW, left + offset, "代号" if offset else name, Style.HEADER)
            self.plan.widths[left + offset] = 8 if offset else 20
            for row, value in enumerate(values, start=FIRST_ROW):
                self.plan.put(row, left + offset, value, Style.ASIDE)
        refs = [
            self.plan.ref_area(Area(FIRST_ROW, left + offset, last, left + offset))
            for offset in range(len(columns))
        ]
        self._columns[name] = (refs[0], refs[-1])
        self._next += len(columns)
