"""Fills 校验 with what Python found: 可能原因 beside the native checks, and the list below them.

The native formulas stay: only the column 可能原因 of the register is written, and the rows
below the register, which no formula of the workbook reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import register_checks
from xianbiao.sheets.layout.register import CAUSE, RESULT, SUBJECT
from xianbiao.sheets.patch import Patch, Position, gathered, patch_at
from xianbiao.sheets.plan import Value, link

LIST_HEAD = "核对清单"
"""Begins the head line of the list below the register."""

ADOPTED = "✔ 已采纳"
_WIDTH = SUBJECT + 1
_GAP = 2
_MARKS = {Severity.ERROR: "✘ 错误", Severity.HINT: "△ 提示"}
_PASSED = "✔"
_NO_PLACE = "（整个工作簿）"


class ListedFinding(Record, frozen=True):
    """One line of the list, as it stands on 校验; `row` counts from 0."""

    row: int
    number: int
    rule: str
    message: str
    result: str
    cause: str
    sheet: str
    cell: str


def register_patches(
    register: Grid, notice: Notice, findings: Sequence[Finding], title: str
) -> list[Patch]:
    """The patches that bring 校验 up to date.

    A cause that Python knows is written beside its check; the cause of a check that passes is
    cleared; any other stays. `title` is added to the head line of the list. Raises
    UnreadableTable when the sheet holds no check.
    """
    rows = _numbered(register)
    if not rows:
        raise UnreadableTable(
            "“校验”表里没有核对项",
            ref=Ref(register.file, register.sheet),
            todo="恢复被删的各行，或用原通知重新导入",
        )
    sheet = keys.REGISTER_SHEET
    patches = gathered(sheet, dict(_causes(register, rows, notice, findings)))
    start, end = rows[-1] + _GAP, len(register.rows)
    lines = [_head(findings, title), *_lines(findings)]
    blank: list[Value] = [None] * _WIDTH
    lines += [blank] * (end - start - len(lines))
    patches.append(patch_at(sheet, start, 0, lines[:1]))
    patches += _in_parts(start + 1, lines[1:], len(findings), rows, end)
    return patches


def listed_findings(register: Grid) -> list[ListedFinding]:
    """The lines of the list, in their order; empty before the first 全面核对."""
    start = _list_start(register)
    found: list[ListedFinding] = []
    for at in range(start + 1, len(register.rows)) if start is not None else ():
        row = [cell.stripped for cell in register.rows[at]]
        if len(row) < _WIDTH or not row[0].isdigit():
            break
        rule, _, message = row[1].partition(" ")
        place, _, cell = row[SUBJECT].rpartition("!")
        found.append(
            ListedFinding(at, int(row[0]), rule, message, row[RESULT], row[CAUSE], place, cell)
        )
    return found


def result_patch(line: ListedFinding, result: str) -> Patch:
    """The patch that marks a line of the list."""
    return patch_at(keys.REGISTER_SHEET, line.row, RESULT, [[result]])


def _numbered(register: Grid) -> list[int]:
    """The rows of the native checks."""
    return [
        at
        for at, row in enumerate(register.rows)
        if row and keys.CHECK_NUMBER.fullmatch(row[0].stripped)
    ]


def _list_start(register: Grid) -> int | None:
    starts = (
        at for at, row in enumerate(register.rows) if row and row[0].stripped.startswith(LIST_HEAD)
    )
    return next(starts, None)


def _causes(
    register: Grid, rows: Sequence[int], notice: Notice, findings: Sequence[Finding]
) -> Iterator[tuple[Position, Value]]:
    """The cells of 可能原因 beside the checks; one that holds a native formula is left alone."""
    known = _known_causes(notice, findings)
    for at in rows:
        row = register.rows[at]
        if row[CAUSE].is_formula:
            continue
        rule = row[0].stripped.partition("-")[0]
        cause = known.get((rule, row[1].stripped)) or row[CAUSE].text or None
        passed = row[RESULT].stripped.startswith(_PASSED)
        if passed and (rule, row[1].stripped) not in known:
            cause = None
        yield (at, CAUSE), cause


def _known_causes(notice: Notice, findings: Sequence[Finding]) -> Mapping[tuple[str, str], str]:
    """The cause of every check that a new register of this notice would name."""
    return {
        (check.rule, check.text.strip()): check.cause
        for check in register_checks(notice, findings)
        if isinstance(check.cause, str) and check.cause
    }


def _head(findings: Sequence[Finding], title: str) -> list[Value]:
    errors = sum(f.severity is Severity.ERROR for f in findings)
    text = f"{LIST_HEAD}：错误 {errors} 处，提示 {len(findings) - errors} 处（{title}）"
    return [text, *[None] * (_WIDTH - 1)]


def _lines(findings: Sequence[Finding]) -> Iterator[list[Value]]:
    """The list, errors before hints, each in the order of the source."""
    ordered = sorted(findings, key=lambda f: f.severity is Severity.HINT)
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


def _advice(finding: Finding) -> str | None:
    """The cause, and what to do."""
    todo = f"处理：{finding.suggestion}" if finding.suggestion else None
    return "；".join(part for part in (finding.cause, todo) if part) or None


def _link(ref: Ref) -> Value:
    if not ref.sheet or not ref.cell:
        return _NO_PLACE
    row, column = ref.position
    return link(ref.sheet, row - 1, (column or 1) - 1)


def _in_parts(
    top: int, lines: Sequence[Sequence[Value]], filled: int, rows: Sequence[int], end: int
) -> Iterator[Patch]:
    """The lines as patches that take the look of the register, in parts not longer than it.

    Lines that an earlier, longer list leaves behind take the look of untouched rows.
    """
    height = rows[-1] - rows[0] + 1
    free = max(end, top + len(lines)) + 1
    for first, last, look in ((0, filled, rows[0]), (filled, len(lines), free)):
        for at in range(first, last, height):
            part = lines[at : min(at + height, last)]
            remark = f"清单 {len(part)} 行"
            yield patch_at(keys.REGISTER_SHEET, top + at, 0, part, (look, 0), remark)
