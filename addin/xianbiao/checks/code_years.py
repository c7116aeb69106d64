"""C70 in the running text: the accounts that it names are those of the budget year."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice

_CLASSIFICATION = expression(
    r"列[^。；]{0,12}?(20\d\d)\s*年度?\s*[《“]?(?:政府)?(?:收支|收入|支出)(?:功能)?(?:分类)?科目"
)


def year_of_accounts(notice: Notice, unit: Paragraph) -> int | None:
    """The year whose accounts a paragraph names: as it says, else that of the budget."""
    found = _CLASSIFICATION.search(unit.text)
    return int(found[1]) if found else notice.budget_year


def accounts_of_another_year(notice: Notice) -> Iterator[Fault]:
    """The year of the accounts that the running text names against the budget year.

    Money of an earlier year that is handed out later (结算, 结转) is entered in the later year.
    """
    later = notice.date.year if notice.date else None
    for unit in paragraphs(notice.body):
        for found in _CLASSIFICATION.finditer(unit.text):
            if notice.budget_year is None or int(found[1]) == notice.budget_year:
                continue
            if later is not None and int(found[1]) == later > notice.budget_year:
                continue
            yield Fault(
                unit.ref_at(found.start(1)),
                f"正文列 {found[1]} 年科目，本通知的预算年度是 {notice.budget_year} 年",
                left=found[1],
                right=str(notice.budget_year),
                severity=Severity.HINT,
                suggestion=f"核对年度，应为 {notice.budget_year} 年科目",
            )
