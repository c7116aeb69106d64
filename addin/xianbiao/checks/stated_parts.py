"""C30 in the running text: the parts that 其中 names add up to the amount before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.paragraphs import Paragraph, outside_brackets
from xianbiao.checks.registry import Fault
from xianbiao.model.amounts import format_amount, read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.money_units import in_wan
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_BARE = r"(\d+(?:[,，]\d{3})*(?:[.．]\d+)?)\s*(亿元|万元|元)"
AMOUNT = rf"(?<![\d.．,，]){_BARE}"
"""A figure of the running text and its unit of money, as two groups."""
_TOTAL = expression(
    AMOUNT
    + r"\s*(?:[（(][^（()）\d]*附[^（()）]*[)）]\s*)?(?:([（(])|[，,；;。])\s*其\s*中\s*[:：]?"
)
_PART = expression(r"[，,、；;和及\s]*([^\d，,、；;。（()）]{2,30}?)\s*(?:为|计|共)?\s*" + AMOUNT)
_FIRST = expression(
    r"[，,、；;和及\s]*" + _BARE + r"\s*(?:用于|安排|作为|为|系)([^\d，,、；;。（()）]{2,40})"
)
"""A part whose figure stands first: 120万元用于添置床位."""
_SOURCE = expression(r"中央|自治区|省|兵团|州|市|县|区级|地方|本级|上级|财政")
_APART = expression(r"已|此前|前期|提前|上年|结余|结转|扣|收回|缴回|每|标准|直达")
"""Words of a part that may overlap the others, or lie outside the amount."""
_FULL = str.maketrans("（）", "()")


class _Stated(Record, frozen=True):
    """An amount of the text, 万元, and the parts of it that 其中 names."""

    ref: Ref
    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]


def parts_that_do_not_add_up(body: Sequence[Paragraph]) -> Iterator[Fault]:
    """An error where parts by source of money do not make up the amount; else a hint.

    Parts by source are all there are. Others may be a choice: those are told of only where they
    exceed the amount.
    """
    for unit in body:
        for stated in _stated(unit):
            together = sum((value for _, value in stated.parts), Decimal(0))
            by_source = all(_SOURCE.search(name) for name, _ in stated.parts)
            if together == stated.total or (together < stated.total and not by_source):
                continue
            named = "、".join(f"{name} {format_amount(v)}" for name, v in stated.parts)
            cause = diagnose(stated.total, together)
            yield Fault(
                stated.ref,
                f"正文写 {format_amount(stated.total)} 万元，其中 {named}，"
                f"相加是 {format_amount(together)} 万元",
                left=stated.total,
                right=together,
                cause=cause.text if cause else None,
                severity=Severity.ERROR if by_source else Severity.HINT,
                suggestion="核对总额和各分项",
            )


def _stated(unit: Paragraph) -> Iterator[_Stated]:
    for found in _TOTAL.finditer(unit.text):
        total = wan_of(found[1], found[2], unit.ref_at(found.start()))
        inside = _inside(unit.text[found.end() :]) if found[3] else unit.text[found.end() :]
        listed = _parts_of(outside_brackets(inside))
        parts = [(name, wan_of(a, u, unit.ref_at(found.start()))) for name, a, u in listed]
        known = [(name, value) for name, value in parts if value is not None]
        if total is None or len(known) < 2 or len(known) < len(parts):
            continue
        if not any(_APART.search(name) for name, _ in known):
            yield _Stated(unit.ref_at(found.start()), total, tuple(known))


def _parts_of(text: str) -> list[tuple[str, str, str]]:
    """The names, figures and units of the parts that follow one another from the start."""
    for pattern, name, figure, unit in ((_PART, 1, 2, 3), (_FIRST, 3, 1, 2)):
        result, at = [], 0
        while found := pattern.match(text, at):
            result.append((found[name].strip(), found[figure], found[unit]))
            at = found.end()
        if result:
            return result
    return []


def _inside(text: str) -> str:
    """A text up to the bracket that closes what was opened before it."""
    depth = 1
    for at, char in enumerate(text.translate(_FULL)):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if not depth:
            return text[:at]
    return text


def wan_of(figure: str, unit: str, ref: Ref) -> Decimal | None:
    """A figure of the running text and its unit as 万元, None where it is no amount."""
    value = read_amount(figure, ref).value
    return None if value is None else in_wan(value, unit)
