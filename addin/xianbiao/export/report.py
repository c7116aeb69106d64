"""The check report as text: what was found, where, why, and what to do, alike faults together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from xianbiao.checks import title_of
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Finding, Severity, tally, told_once

_SHOWN = 3
_CELLS = 10
_CELL = expression(r"（?(?:第\d+页)?「[^」]*」[A-Z]+\d+）?")


def summary(findings: Sequence[Finding]) -> str:
    """One line: how many errors and hints."""
    if not findings:
        return "没有发现问题"
    errors, hints = tally(findings)
    return f"错误 {errors} 处，提示 {hints} 处"


def report(name: str, findings: Sequence[Finding]) -> str:
    """The whole report of one file: errors first, faults of one kind and cause in one entry.

    A cause that another entry states at the same place is not told again.
    """
    lines = [f"核对报告：{name}", summary(findings), ""]
    once = told_once(findings)
    for severity in Severity:
        own = [f for f in once if f.severity is severity]
        groups = _groups(own)
        if not groups:
            continue
        lines.append(f"【{severity.label}】{len(own)} 处，{len(groups)} 类")
        for number, group in enumerate(groups, 1):
            lines.extend(_entry(number, group))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _entry(number: int, group: Sequence[Finding]) -> Iterator[str]:
    first = group[0]
    yield f"{number}. [{first.rule} {_title(first.rule)}] {_places(group)}"
    messages = list(dict.fromkeys(f.message for f in group))
    for message in messages[:_SHOWN]:
        yield f"   {message}"
    if len(messages) > _SHOWN:
        yield f"   …… 同类还有 {len(messages) - _SHOWN} 处"
    if first.cause:
        yield f"   原因：{first.cause}"
    suggestions = {f.suggestion for f in group}
    if first.suggestion and len(suggestions) == 1:
        yield f"   处理：{first.suggestion}"


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        subject = finding.message.partition("：")[0] if "：" in finding.message[:24] else ""
        message = _CELL.sub("", finding.message)
        key = (finding.rule, finding.cause, subject or message)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _places(group: Sequence[Finding]) -> str:
    """The places of a group: lines joined to runs, cells with their sheets, or the file."""
    if any(f.ref.sheet is not None or f.ref.page is not None for f in group):
        cells = list(dict.fromkeys(f.ref.where() for f in group))
        more = f" 等 {len(cells)} 格" if len(cells) > _CELLS else ""
        return "、".join(cells[:_CELLS]) + more
    numbers = sorted({f.ref.line for f in group if f.ref.line is not None})
    if not numbers:
        return PurePath(group[0].ref.file).name
    return "第" + "、".join(_runs(numbers)) + "行"


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    start = end = numbers[0]
    for number in [*numbers[1:], None]:
        if number is not None and number == end + 1:
            end = number
            continue
        yield str(start) if start == end else f"{start}–{end}"
        if number is not None:
            start = end = number


def _title(code: str) -> str:
    """The title of a rule; those of K are for returned county files alone."""
    if not code.startswith("K"):
        return title_of(code)
    from xianbiao.checks.county_rules import COUNTY_RULES

    return next((r.title for r in COUNTY_RULES if r.code == code), "")
