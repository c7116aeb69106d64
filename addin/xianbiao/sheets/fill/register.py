"""Fills 校验 with what Python found: 可能原因 beside the native checks, and the list below them.

The native formulas stay: only the column 可能原因 of the register is written, and the rows
below the register, which no formula of the workbook reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.sheets.fill.findings import WIDTH, drawn, head_text, list_rows
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import register_checks
from xianbiao.sheets.layout.register import CAUSE, RESULT
from xianbiao.sheets.patch import Patch, Position, gathered, patch_at
from xianbiao.sheets.plan import Value

_GAP = 2
_PASSED = "✔"


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
    blank: list[Value] = [None] * WIDTH
    lines = [[head_text(findings, title), *blank[1:]], *list_rows(findings)]
    lines += [blank] * (end - start - len(lines))
    patches.append(patch_at(sheet, start, 0, lines[:1]))
    free = max(end, start + len(lines)) + 1
    looks = ((len(findings), rows[0]), (len(lines) - 1, free))
    patches += drawn(sheet, start + 1, lines[1:], looks, rows[-1] - rows[0] + 1)
    return patches


def _numbered(register: Grid) -> list[int]:
    """The rows of the native checks."""
    return [
        at
        for at, row in enumerate(register.rows)
        if row and keys.CHECK_NUMBER.fullmatch(row[0].stripped)
    ]


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
