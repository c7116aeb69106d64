"""The list of findings (核对清单) as rows of a sheet, written and read back.

It stands below the checks of 校验 in a workbook of ours, and on 核对结果 in a clerk's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.findings import Finding, Severity, tally, told_once
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout.register import CAUSE, RESULT, SUBJECT
from xianbiao.sheets.patch import Patch, patch_at
from xianbiao.sheets.plan import Value, link

LIST_HEAD = "核对清单"
"""Begins the head line of the list."""

ADOPTED = "✔ 已采纳"
WIDTH = SUBJECT + 1
"""The columns of the list: those of the register, with the place of the finding at the end."""

_MARKS = {Severity.ERROR: "✘ 错误", Severity.HINT: "△ 提示"}
_NO_PLACE = "（整个工作簿）"


class ListedFinding(Record, frozen=True):
    """One line of the list, as it stands on its sheet; `row` counts from 0."""

    row: int
    number: int
    rule: str
    message: str
    result: str
    cause: str
    sheet: str
    cell: str


def head_text(findings: Sequence[Finding], title: str) -> str:
    """The head line: how many there are; `title` says when and by what they were found."""
    errors, hints = tally(findings)
    return f"{LIST_HEAD}：错误 {errors} 处，提示 {hints} 处（{title}）"


def list_rows(findings: Sequence[Finding]) -> Iterator[list[Value]]:
    """The list, errors before hints, each in the order of the source; a cause beside its fault."""
    ordered = sorted(told_once(findings), key=lambda f: f.severity is Severity.HINT)
    for number, finding in enumerate(ordered, start=1):
        ref = finding.ref
        place = f"{ref.sheet}!{ref.cell}" if ref.sheet and ref.cell else f"{ref.sheet or ''}!"
        yield [
            number,
            f"{finding.rule} {finding.message}",
            finding.left,
            finding.right,
            finding.difference,
            _MARKS[finding.severity],
            _advice(finding),
            _link(ref),
            None,
            place,
        ]


def drawn(
    sheet: str,
    top: int,
    lines: Sequence[Sequence[Value]],
    looks: Sequence[tuple[int, int]],
    height: int,
) -> Iterator[Patch]:
    """The lines as patches from the row `top` on, in parts of at most `height` rows.

    `looks` are pairs of a number of lines and a row: so far the lines take the look of the rows
    from that one on, which are as many as a part may have.
    """
    first = 0
    for last, look in looks:
        for at in range(first, last, height):
            part = lines[at : min(at + height, last)]
            yield patch_at(sheet, top + at, 0, part, (look, 0), f"清单 {len(part)} 行")
        first = last


def listed_findings(listing: Grid) -> list[ListedFinding]:
    """The lines of the list, in their order; empty before the first 全面核对."""
    start = _list_start(listing)
    found: list[ListedFinding] = []
    for at in range(start + 1, len(listing.rows)) if start is not None else ():
        row = [cell.stripped for cell in listing.rows[at]]
        if len(row) < WIDTH or not row[0].isdigit():
            if found:
                break
            continue
        rule, _, message = row[1].partition(" ")
        place, _, cell = row[SUBJECT].rpartition("!")
        found.append(
            ListedFinding(at, int(row[0]), rule, message, row[RESULT], row[CAUSE], place, cell)
        )
    return found


def result_patch(sheet: str, line: ListedFinding, result: str) -> Patch:
    """The patch that marks a line of the list on its sheet."""
    return patch_at(sheet, line.row, RESULT, [[result]])


def _list_start(listing: Grid) -> int | None:
    starts = (
        at for at, row in enumerate(listing.rows) if row and row[0].stripped.startswith(LIST_HEAD)
    )
    return next(starts, None)


def _advice(finding: Finding) -> str | None:
    """The cause, and what to do."""
    todo = f"处理：{finding.suggestion}" if finding.suggestion else None
    return "；".join(part for part in (finding.cause, todo) if part) or None


def _link(ref: Ref) -> Value:
    if not ref.sheet or not ref.cell:
        return _NO_PLACE
    row, column = ref.position
    return link(ref.sheet, row - 1, (column or 1) - 1)
