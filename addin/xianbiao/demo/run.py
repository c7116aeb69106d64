"""The demonstration: both real notices through import, check and export, with a summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.checks import check, rules
from xianbiao.export.deliver import Delivery, export_counties
from xianbiao.export.placing import write_whole
from xianbiao.export.progress import progress_bar
from xianbiao.export.report import report, summary
from xianbiao.export.workbook import write_workbook
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

if TYPE_CHECKING:
    from rich.console import Console

NOTICES = ("changji-2023-70.txt", "bazhou-2021-96.txt")
REPORT_FILE = "核对报告.txt"
_SHOWN = 4


def run_demo(folder: Path) -> None:
    """Write a folder per notice: the working workbook, the report, and a file per recipient."""
    from rich.console import Console

    console = Console(highlight=False)
    for name in NOTICES:
        _run_one(Path(__file__).parent / name, folder, console)
    console.print(f"全部写在 [bold]{folder}[/bold]。示例只收附件与发文要素，正文类规则没有运行。")


def _run_one(source: Path, folder: Path, console: Console) -> None:
    notice = read_notice([source])
    number = notice.number.stripped if notice.number else source.stem
    target = folder / number
    target.mkdir(parents=True, exist_ok=True)
    findings = check(notice)
    book = target / f"工作簿_{number}.xlsx"
    write_workbook(working_book(notice, findings), book)
    _write_text(target / REPORT_FILE, report(number, findings))
    with progress_bar("导出") as advance:
        delivery = export_counties(notice, findings, target, None, advance)
    _summarise(notice, findings, delivery, target, console)


def _write_text(path: Path, text: str) -> None:
    """Write a report for Windows editors (UTF-8 with its mark), whole or not at all."""
    write_whole(path, text.replace("\n", "\r\n").encode("utf-8-sig"))


def _summarise(
    notice: Notice,
    findings: Sequence[Finding],
    delivery: Delivery,
    target: Path,
    console: Console,
) -> None:
    from rich.table import Table

    console.rule(f"[bold]{target.name}[/bold]")
    if notice.title is not None:
        console.print(notice.title.stripped)
    table = notice.allocation
    unit = (table.unit if table else None) or "万元"
    total = table.final_amount(table.total) if table and table.total else None
    shown = format_amount(total.value) if total and total.value is not None else "未知"
    console.print(
        f"接收单位 {len(notice.recipients)} 个，合计 {shown} {unit}；"
        f"绩效表 {len(notice.forms)} 张，导入时复位 "
        f"{sum(len(f.repairs) for f in notice.forms)} 处"
    )
    console.print(f"[bold]{summary(findings)}[/bold]")
    grid = Table(box=None, pad_edge=False)
    for heading in ("规则", "处", "在哪里", "第一处"):
        grid.add_column(heading, overflow="fold")
    titles = {r.code: f"{r.code} {r.title}" for r in rules()}
    for code, group in _by_rule(findings).items():
        first = group[0]
        grid.add_row(titles[code], str(len(group)), _where(group), first.cause or first.message)
    console.print(grid)
    console.print(f"写出：{target.name}/工作簿_{target.name}.xlsx、{REPORT_FILE}，以及")
    for file in delivery.files:
        console.print(f"  {file.path.name}  {format_amount(file.amount)} {unit}")
    console.print()


def _by_rule(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    result: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.rule):
        if finding.severity is Severity.ERROR:
            result.setdefault(finding.rule, []).append(finding)
    return result


def _where(group: Sequence[Finding]) -> str:
    lines = sorted({f.ref.line for f in group if f.ref.line is not None})
    more = "…" if len(lines) > _SHOWN else ""
    return "第" + "、".join(str(n) for n in lines[:_SHOWN]) + more + "行"
