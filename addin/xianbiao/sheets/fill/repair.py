"""Carries out what a rule proposes: the new contents of one cell, or the cell they come from."""

from __future__ import annotations

import re

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.plan import Formula, Value

_REF = r"(?:'(?P<quoted{n}>(?:[^']|'')+)'|(?P<plain{n}>[^'!=(),\"]+))!\$?(?P<cell{n}>[A-Z]+\$?\d+)"
_FETCHED = expression(f"={_REF.format(n=1)}")
_FETCHED_IF_FILLED = expression(
    rf'=IF\({_REF.format(n=1)}="","[^"]*",{_REF.format(n=2)}\)', re.IGNORECASE
)


class Source(Record, frozen=True):
    """The cell whose contents a formula only repeats."""

    sheet: str
    cell: str


def source_of(entered: object) -> Source | None:
    """The cell that a formula repeats (`=指标库!$D$5`, also with a word while it is blank)."""
    if not isinstance(entered, Formula):
        return None
    found = _FETCHED.fullmatch(entered.text)
    if found is not None:
        return _source(found, 1)
    found = _FETCHED_IF_FILLED.fullmatch(entered.text)
    if found is not None and _source(found, 1) == _source(found, 2):
        return _source(found, 1)
    return None


def repaired(entered: object, repair: Repair, place: Ref) -> Value:
    """The new contents of a cell in which `entered` stands.

    Raises XianbiaoError for a formula, and when the piece to be replaced is no longer there.
    """
    if isinstance(entered, Formula):
        raise XianbiaoError(
            "这一格是公式，不能改成固定值", ref=place, found=entered.text, todo="到公式所取的地方改"
        )
    if repair.within is None:
        return repair.value
    text = "" if entered is None else str(entered)
    if repair.within not in text:
        raise XianbiaoError(
            "这一格已经改过，建议不再适用", ref=place, found=text, todo="重新点“全面核对”"
        )
    return text.replace(repair.within, str(repair.value))


def _source(found: re.Match[str], number: int) -> Source:
    quoted = found[f"quoted{number}"]
    sheet = quoted.replace("''", "'") if quoted is not None else found[f"plain{number}"]
    return Source(sheet, found[f"cell{number}"].replace("$", ""))
