"""Target forms, self-evaluations and tables of codes: where their header and rows stand."""

from __future__ import annotations

from xianbiao.model.amounts import Amount
from xianbiao.model.places import Places
from xianbiao.model.tables import (
    Decision,
    Doubt,
    Meaning,
    RecognisedTable,
    RowKind,
    TableColumn,
    TableKind,
    TableRow,
)
from xianbiao.sheets.recognise.tables.view import View

_FORM_WORDS = ("一级指标", "二级指标", "三级指标", "指标值", "指标名称", "绩效指标")


def read_special(table: RecognisedTable, view: View, places: Places) -> None:
    """Fill in header, columns and rows; the indicators themselves are read by the forms reader.

    What a self-evaluation says is read by a reader of its own, which is loaded where there is one.
    """
    height = _codes_header(view) if table.kind is TableKind.CODES else _form_header(view)
    header = view.rows[height - 1]
    table.header = [seen.cell.as_text() for seen in header if seen.text]
    for c, seen in enumerate(header):
        if not seen.text:
            continue
        is_code = "代码" in seen.text or "编码" in seen.text
        meaning = Meaning.CODE if is_code else Meaning.TEXT
        table.columns.append(
            TableColumn(c, (seen.text,), meaning, seen.ref, 0.95, f"表头“{seen.text}”")
        )
    last = max((c.index for c in table.columns), default=0)
    for row in view.rows[height:]:
        filled = [seen for seen in row if seen.text]
        if not filled:
            continue
        values: dict[int, Amount] = {}
        table.rows.append(
            TableRow(
                index=len(table.rows),
                kind=RowKind.NOTE,
                name=filled[0].cell.as_text(),
                values=values,
                confidence=0.9,
                reason="指标行" if table.kind is not TableKind.CODES else "科目行",
                texts={
                    c: seen.cell.as_text() for c, seen in enumerate(row[: last + 1]) if seen.text
                },
            )
        )
    if table.kind is TableKind.EVALUATION:
        from xianbiao.sheets.recognise.tables.evaluation import read_evaluation

        table.evaluation = read_evaluation(view, height - 1, table.title)
        if table.evaluation is None and table.header:
            lacking = "自评表的表头没有“三级指标”一列，指标和得分没有核对"
            table.doubts.append(Doubt(table.header[0].ref, lacking))
    where = table.header[0].ref.where() if table.header else table.area
    table.decisions.append(Decision("表头", 0.95, f"{where}起一行"))


def _form_header(view: View) -> int:
    """The row with the most words of an indicator table, counted from 1."""
    counts = [
        sum(1 for seen in row if any(w in seen.text for w in _FORM_WORDS)) for row in view.rows
    ]
    return counts.index(max(counts)) + 1


def _codes_header(view: View) -> int:
    return next((r for r, row in enumerate(view.rows) if any(s.number for s in row)), 1) or 1
