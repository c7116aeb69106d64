"""Conditions in a file of one recipient, where no cell shows the name of another.

There a comparison with another's name is never true. Where that settles a condition, the rest of
it is kept (`OR($B4="甲县",$B4="乙县")`); in any other form it is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from xianbiao.model.expressions import expression

Named = Callable[[str], object]
"""Whether a text names others."""

_CELL = r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Za-z]{1,3}\$?\d+"
_SHOWN = rf"(?:{_CELL}|(?:TRIM|CLEAN|LEFT|RIGHT|MID)\(\s*{_CELL}\s*(?:,\s*\d+\s*){{0,2}}\))"
_TEXT = r'"((?:[^"]|"")*)"'
_ARRAY = r'\{(\s*"(?:[^"]|"")*"(?:\s*[,;]\s*"(?:[^"]|"")*")*\s*)\}'
_FALSE_WITH = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*{_SHOWN}\s*=\s*{_TEXT}\s*",
        rf"\s*{_TEXT}\s*=\s*{_SHOWN}\s*",
        rf"\s*EXACT\(\s*{_SHOWN}\s*,\s*{_TEXT}\s*\)\s*",
        rf"\s*EXACT\(\s*{_TEXT}\s*,\s*{_SHOWN}\s*\)\s*",
        rf"\s*ISNUMBER\(\s*(?:SEARCH|FIND)\(\s*{_TEXT}\s*,\s*{_SHOWN}\s*\)\s*\)\s*",
        rf"\s*NOT\(\s*ISERR(?:OR)?\(\s*(?:SEARCH|FIND)\(\s*{_TEXT}\s*,\s*{_SHOWN}\s*\)\s*\)\s*\)\s*",
    )
)
"""Comparisons with one text that are false where no cell shows it."""
_ONE_OF = tuple(
    expression(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*{_SHOWN}\s*=\s*{_ARRAY}\s*",
        rf"\s*ISNUMBER\(\s*MATCH\(\s*{_SHOWN}\s*,\s*{_ARRAY}\s*,\s*(?:0|FALSE)\s*\)\s*\)\s*",
    )
)
"""Comparisons with any of some texts."""
_ITEM = expression(_TEXT)
_CALL = expression(r"\s*(OR|AND)\s*\((.*)\)\s*", re.IGNORECASE | re.DOTALL)
_GROUP = expression(r"\s*\((.*)\)\s*", re.DOTALL)
_STEP = expression(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|([({])|([)}])|(,)""")


class Unsettled(Exception):
    """A condition of which nobody can say what is left of it."""


def reduced(condition: str, named: Named) -> str | None:
    """A condition without comparisons with others; None where it is never true.

    Raises Unsettled where it names others in any other way.
    """
    if not named(condition):
        return condition
    call = _CALL.fullmatch(condition)
    if call is not None and _is_one(call[2]):
        left = [reduced(part, named) for part in _parts(call[2])]
        kept = [part for part in left if part is not None]
        if call[1].upper() == "AND":
            return f"AND({','.join(kept)})" if len(kept) == len(left) else None
        return f"OR({','.join(kept)})" if kept else None
    group = _GROUP.fullmatch(condition)
    if group is not None and _is_one(group[1]):
        inner = reduced(group[1], named)
        return None if inner is None else f"({inner})"
    if any(pattern.fullmatch(condition) for pattern in _FALSE_WITH):
        return None
    if any((match := pattern.fullmatch(condition)) for pattern in _ONE_OF) and match is not None:
        items = [m[0] for m in _ITEM.finditer(match[1]) if not named(m[1])]
        kept_items = f"{condition[: match.start(1)]}{','.join(items)}{condition[match.end(1) :]}"
        return kept_items if items else None
    raise Unsettled(condition)


def _is_one(inside: str) -> bool:
    """Whether the bracket before a text ends with the one behind it, not earlier."""
    depth = 0
    for step in _STEP.finditer(inside):
        depth += bool(step[2]) - bool(step[3])
        if depth < 0:
            return False
    return depth == 0


def _parts(inside: str) -> Iterator[str]:
    """The arguments of a call."""
    depth, begin = 0, 0
    for step in _STEP.finditer(inside):
        depth += bool(step[2]) - bool(step[3])
        if step[4] and depth == 0:
            yield inside[begin : step.start()]
            begin = step.end()
    yield inside[begin:]
