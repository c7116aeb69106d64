"""A reading as JSON, for programs: every value with its place."""

from __future__ import annotations

from xianbiao.model.amounts import Amount
from xianbiao.model.tables import RecognisedTable, TableRow
from xianbiao.sheets.recognise.tables.describe_values import located, place, plain_number


def to_json(table: RecognisedTable) -> dict[str, object]:
    """A reading as JSON: every value with its place, blank, number and unreadable apart."""
    evaluation: dict[str, object] = {}
    if table.evaluation is not None:
        from xianbiao.sheets.recognise.tables.describe_evaluation import evaluation_json

        evaluation = {"evaluation": evaluation_json(table.evaluation)}
    return {
        "file": table.file,
        "sheet": table.sheet,
        "range": table.area,
        "kind": table.kind.value,
        "layout": table.layout,
        "understood": table.is_understood,
        "confidence": round(table.confidence, 2),
        "title": located(table.title),
        "label": located(table.label),
        "unit": table.unit,
        "unit_cell": located(table.unit_text),
        "header": [located(t) for t in table.header],
        "columns": [
            {
                "index": c.index,
                "cell": place(c.ref),
                "path": list(c.path),
                "meaning": c.meaning.value,
                "source": c.source,
                "batch": c.batch,
                "category": c.category,
                "stage": c.stage,
                "unit": table.unit_of(c),
                "part": c.is_part,
                "hidden": c.is_hidden,
                "confidence": round(c.confidence, 2),
                "reason": c.reason,
            }
            for c in table.columns
        ],
        "rows": [_row_json(r) for r in table.rows],
        "row_sums": [
            {
                "result": s.result,
                "terms": list(s.terms),
                "complete": s.is_complete,
                "confidence": round(s.confidence, 2),
                "reason": s.reason,
            }
            for s in table.row_sums
        ],
        "column_sums": [
            {
                "result": s.result,
                "terms": list(s.terms),
                "minus": list(s.minus),
                "reason": s.reason,
            }
            for s in table.column_sums
        ],
        "products": [
            {
                "count": p.count,
                "standard": p.standard,
                "amount": p.amount,
                "factor": plain_number(p.factor),
            }
            for p in table.products
        ],
        "quotients": [
            {"column": q.column, "kind": q.kind.value, "upper": q.upper, "lower": q.lower}
            for q in table.quotients
        ],
        "notes": [located(t) for t in table.notes],
        "decisions": [
            {"what": d.what, "confidence": round(d.confidence, 2), "reason": d.reason}
            for d in table.decisions
        ],
        "doubts": [
            {"cell": place(d.ref), "text": d.text, "fatal": d.is_fatal} for d in table.doubts
        ],
    } | evaluation


def _row_json(row: TableRow) -> dict[str, object]:
    recipient = row.recipient
    return {
        "index": row.index,
        "cell": place(row.ref),
        "name": row.name.stripped,
        "kind": row.kind.value,
        "parent": row.parent,
        "recipient": recipient.full_name if recipient else None,
        "code": recipient.code if recipient else None,
        "hidden": row.is_hidden,
        "confidence": round(row.confidence, 2),
        "reason": row.reason,
        "values": {str(c): _amount(a) for c, a in row.values.items()},
        "texts": {str(c): located(t) for c, t in row.texts.items()},
    }


def _amount(amount: Amount) -> dict[str, object]:
    return {
        "cell": place(amount.ref),
        "state": amount.state.value,
        "value": plain_number(amount.value),
        "raw": amount.raw,
    }
