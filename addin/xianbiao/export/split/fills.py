"""The blanks of all sheets (`____万元`), and which amount each file has put into them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xianbiao.export.package.cells import Put
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import Sums, amount_of, source_of, table_label
from xianbiao.export.split.blanks import Blank, BlankFinder
from xianbiao.model.money_units import WAN_OF
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

Puts = dict[int, dict[int, Put]]


class Fills:
    """Fills the blanks of some sheets, and of those that belong to one recipient.

    Where several tables stand on a sheet, a blank among the lines of one means the amount of
    that table; one below the last table may mean any of them and is left alone. Every other
    blank means the amount of the recipient. `notes` tell the clerk what is not filled.
    """

    def __init__(self, source: SourceBook, plan: SplitPlan, sheets: Iterable[str]) -> None:
        self._plan = plan
        self.notes: list[str] = []
        self._found: dict[str, list[tuple[Blank, int | None]]] = {}
        unit = next((t.unit for t in plan.tables if t.final is not None), None)
        finder = BlankFinder(source)
        for name in [*sheets, *plan.own_sheets]:
            if not finder.may_have(name):
                continue
            blanks = list(finder.blanks_in(name, plan.owned_on(name)))
            if blanks and unit not in WAN_OF:
                why = _why_not(plan.tables, plan.unit)
                self.notes.append(f"「{name}」有待填的金额，但分配表{why}，没有填")
            elif blanks:
                self._found[name] = list(self._meant(name, blanks))

    def fill(self, name: str, puts: Puts, sums: Sums) -> None:
        """Put into the blanks of a sheet what they mean in the file of one recipient."""
        blanks = self._found.get(name)
        if not blanks:
            return
        usual = source_of(self._plan, sums)
        for blank, at in blanks:
            amount, unit = self._amount(usual if at is None else at, sums)
            if amount is not None and unit is not None:
                filled, row = blank.filled(amount, unit), puts.setdefault(blank.row, {})
                known = row.get(blank.column)
                # Of notes in one cell a recipient may have been left some, perhaps not this one.
                row[blank.column] = (
                    known.replace(filled.old, filled.new, 1) if isinstance(known, str) else filled
                )

    def _amount(self, at: int | None, sums: Sums) -> tuple[Decimal | None, str | None]:
        if at is None or at not in sums:
            return None, None
        table = self._plan.tables[at]
        return amount_of(table, sums, at), table.unit or self._plan.unit

    def _meant(self, name: str, blanks: list[Blank]) -> Iterable[tuple[Blank, int | None]]:
        """Each blank with the place of the table that it means, None for the usual one."""
        blocks = [(at, t) for at, t in enumerate(self._plan.tables) if t.sheet == name and t.block]
        for blank in blanks:
            if not blocks:
                yield blank, None
                continue
            inside = [at for at, t in blocks if t.block and t.block[0] <= blank.row <= t.block[1]]
            if not inside:
                self.notes.append(
                    f"「{name}」第{blank.row}行待填的金额不知道指哪一张表，没有填；"
                    "要填就写在那张表的表题里，或它和下一张表之间"
                )
                continue
            table = self._plan.tables[inside[0]]
            if table.final is None or (table.unit or self._plan.unit) not in WAN_OF:
                why = _why_not([table], self._plan.unit)
                self.notes.append(f"{table_label(table)}有待填的金额，但{why}，没有填")
                continue
            yield blank, inside[0]


def _why_not(tables: Iterable[TableSplit], unit: str | None) -> str:
    """Why an amount cannot be put into a blank: it is not known, or its unit is not."""
    if all(table.final is None for table in tables):
        return "没有认出应得金额列"
    return f"的单位是{unit}，不能换算" if unit else "没有写明单位"
