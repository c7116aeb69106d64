"""The list beside what an export wrote: the source, the total, what was written, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from xianbiao import __version__
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import amount_of, table_label
from xianbiao.export.split.splitter import Share
from xianbiao.model.amounts import format_amount
from xianbiao.sheets.split_plan import SplitPlan


def manifest_text(
    source: SourceBook,
    plan: SplitPlan,
    total: Decimal | None,
    notes: Sequence[str],
    written: Mapping[str, object],
) -> str:
    """The list; `written` says what the export wrote, file by file or sheet by sheet."""
    content = {
        "source": Path(source.file).name,
        "number": plan.number,
        "title": plan.title,
        "total": amount_text(total),
        "unit": plan.unit,
        "version": __version__,
        "notes": list(notes),
        **written,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def listed_tables(plan: SplitPlan, share: Share) -> dict[str, object]:
    """What a recipient gets by each table, where several say it, and which one its amount is of."""
    final = [(at, t) for at, t in enumerate(plan.tables) if t.final is not None]
    if len(final) < 2:
        return {}
    source = share.source
    return {
        "amount_from": None if source is None else table_label(plan.tables[source]),
        "tables": [
            {
                "table": table_label(table),
                "amount": amount_text(amount_of(table, share.sums, at)),
                "unit": table.unit,
            }
            for at, table in final
            if at in share.sums
        ],
    }


def amount_text(value: Decimal | None) -> str | None:
    """An amount as the list writes it."""
    return None if value is None else format_amount(value)
