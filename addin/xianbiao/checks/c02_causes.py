"""C02: the probable cause of every difference between amounts that another rule found."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.c00_amounts import form_equals_table, header_total_agrees
from xianbiao.checks.c03_totals import columns_add_up
from xianbiao.checks.c04_tables import rows_add_up
from xianbiao.checks.c43_funds import fund_lines_add_up
from xianbiao.checks.registry import Fault, Run, rule
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref

_FINDERS: tuple[Run, ...] = (
    form_equals_table,
    columns_add_up,
    header_total_agrees,
    rows_add_up,
    fund_lines_add_up,
)


@rule("C02", "差额诊断", Severity.ERROR, "说得出原因的差额，改起来不用逐笔翻账")
def difference_explained(notice: Notice) -> Iterator[Fault]:
    """The probable cause, at the place of the difference that it explains, and said once."""
    said: set[tuple[Ref, str]] = set()
    for finder in _FINDERS:
        for fault in finder(notice):
            if fault.explanation and (fault.ref, fault.explanation) not in said:
                said.add((fault.ref, fault.explanation))
                yield Fault(
                    fault.ref,
                    fault.explanation,
                    left=fault.left,
                    right=fault.right,
                    cause=fault.cause,
                    suggestion=fault.suggestion,
                    repair=fault.repair,
                )
