"""Formulas in a recipient's row that name others (`IF(B4="昌吉市",0.6,0.8)`): results stay."""

from __future__ import annotations

import re
from functools import cached_property

from xianbiao.export.package.cells import CellXml, Put
from xianbiao.export.package.source import SourceBook
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import squeeze
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

_TEXT_IN_FORMULA = expression(rb"<f\b[^>]*>[^<]*(?:\"|&quot;)")


class NamedFormulas:
    """What stands in place of such formulas, by sheet, row and column."""

    def __init__(self, source: SourceBook, plan: SplitPlan) -> None:
        self._source, self._plan = source, plan
        self._found: dict[str, dict[int, dict[int, Put]]] = {}
        for table in plan.tables:
            self._found.setdefault(table.sheet, {}).update(self._on(table))

    def on(self, sheet: str, row: int) -> dict[int, Put]:
        """What is put into the cells of a row."""
        return self._found[sheet].get(row, {})

    @cached_property
    def _owners(self) -> dict[str, set[int]]:
        """The recipients that a name means."""
        owners: dict[str, set[int]] = {}
        for index in range(len(self._plan.recipients)):
            for name in self._plan.names(index):
                if len(name) > 1:
                    owners.setdefault(squeeze(name), set()).add(index)
        return owners

    @cached_property
    def _name(self) -> re.Pattern[str]:
        """Any of the names, a longer one before those inside it."""
        return re.compile("|".join(map(re.escape, sorted(self._owners, key=len, reverse=True))))

    def _on(self, table: TableSplit) -> dict[int, dict[int, Put]]:
        xml = self._source.sheet(table.sheet)
        found: dict[int, dict[int, Put]] = {}
        if not _TEXT_IN_FORMULA.search(xml.rows_data) or not self._owners:
            return found
        for number, owner in table.rows.items():
            row = xml.row(number)
            for cell in row.cells() if row is not None and b"<f" in row.inner else ():
                named = self._name.findall(squeeze(xml.formula(cell) or ""))
                put = self._result(cell)
                if put is not None and any(owner not in self._owners[n] for n in named):
                    found.setdefault(number, {})[cell.column_index] = put
        return found

    def _result(self, cell: CellXml) -> Put:
        """What a formula stores, None where that is neither a number nor a text."""
        if (value := cell.number()) is not None:
            return value
        return cell.text(self._source.strings) if cell.type == b"str" else None
