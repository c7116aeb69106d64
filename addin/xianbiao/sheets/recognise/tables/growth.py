"""Columns called 增减 or 比上年 that hold growth rates: the word may mean an amount as well."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from xianbiao.model.expressions import expression
from xianbiao.model.quotients import Figure, decimals_printed
from xianbiao.model.records import replace
from xianbiao.model.tables import Meaning, TableColumn
from xianbiao.sheets.recognise.tables.across import Figures

_CALLED = expression(r"增[减长幅]|增速|同比|环比|[较比与同](?:上|去)年|变[动化]|±")
_FEWEST = 3
_MOST_COLUMNS = 12
_SCALES = (Decimal(1), Decimal(100))


def with_growth(columns: Sequence[TableColumn], rows: Figures) -> list[TableColumn]:
    """The columns, those of them as ratios whose figures compare two others in most rows."""
    return [
        replace(
            c,
            meaning=Meaning.RATIO,
            confidence=0.85,
            reason=f"{c.reason}，下面是两列相比的增减幅度",
            stage="",
            unit=None,
        )
        if c.meaning in (Meaning.AMOUNT, Meaning.UNKNOWN)
        and _CALLED.search("".join(c.path))
        and _compares(c, columns, rows)
        else c
        for c in columns
    ]


def _compares(column: TableColumn, columns: Sequence[TableColumn], rows: Figures) -> bool:
    """Whether figures are (this − last) ÷ last of two columns, in more than half of the rows."""
    money = [c for c in columns if c.meaning.is_money or c.meaning is Meaning.UNKNOWN]
    others = [c.index for c in money if c.index != column.index][:_MOST_COLUMNS]
    printed = [(row, n) for row in rows if (n := row[column.index].number)]
    decimals = decimals_printed(Figure(n, is_percent=False) for _, n in printed)
    for this, last in permutations(others, 2):
        pairs = [
            (n, a, b)
            for row, n in printed
            if (a := row[this].number) is not None and (b := row[last].number)
        ]
        for scale in _SCALES:
            allowed = Decimal("5.01").scaleb(-decimals - 1)
            held = sum(1 for n, a, b in pairs if abs((a - b) / b * scale - n) <= allowed)
            if held >= _FEWEST and held * 2 > len(printed):
                return True
    return False
