"""Columns under 其中 whose own words say nothing: they hold what the column beside them holds."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.records import replace
from xianbiao.model.tables import Meaning, TableColumn
from xianbiao.sheets.recognise.tables.words import words


def settle_parts(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns, those marked 其中 in words of their own with the meaning of the whole."""
    mark, whole = words().columns["part"], None
    result: list[TableColumn] = []
    for column in columns:
        if not any(mark.search(text) for text in column.path):
            whole = column
        elif column.meaning is Meaning.UNKNOWN and whole is not None and whole.meaning.is_figure:
            reason = f"“其中”，是左边“{whole.name}”的一部分"
            meaning = Meaning.AMOUNT if whole.meaning.is_money else whole.meaning
            result.append(
                replace(column, meaning=meaning, confidence=0.85, reason=reason, is_part=True)
            )
            continue
        result.append(column)
    return result
