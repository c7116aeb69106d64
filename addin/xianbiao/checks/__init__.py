"""Floor 2: one small function per rule, registered under its code."""

from __future__ import annotations

from xianbiao.checks import (  # noqa: F401  importing a module registers its rules
    c00_amounts,
    c02_causes,
    c03_totals,
    c04_tables,
    c10_titles,
    c14_superior,
    c20_wording,
    c26_form_of_text,
    c30_amounts,
    c40_form_head,
    c43_funds,
    c50_form_rows,
    c60_form_values,
    c70_codes,
    c80_addressees,
    c90_dates,
    c90_places,
    g01_tables,
    g04_figures,
    t00_workbook,
    t05_targets,
)
from xianbiao.checks.registry import Fault, Rule, rule, rules
from xianbiao.model.amounts import judged_within
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.lasting import lasting
from xianbiao.model.notices import Notice

__all__ = ["Fault", "Rule", "check", "rule", "rules"]


@lasting()
def check(notice: Notice) -> list[Finding]:
    """Every finding of every rule: in the order of the source, errors before hints at a place."""
    with judged_within(notice.tolerance):
        found = [finding for r in rules() for finding in r.findings(notice)]
    sheets: dict[str | None, int] = {}
    for passage in notice.passages:
        sheets.setdefault(passage.text.ref.sheet, len(sheets))
    return sorted(
        dict.fromkeys(found),
        key=lambda f: (
            sheets.get(f.ref.sheet, len(sheets)),
            f.ref.position,
            f.severity is Severity.HINT,
            f.rule,
        ),
    )
