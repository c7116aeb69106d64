"""Conditional formats without the rules that are about other recipients."""

from __future__ import annotations

from xianbiao.export.package.elements import Element, local, remove
from xianbiao.export.package.others.conditions import Unsettled, reduced
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.ranges import cut_ranges
from xianbiao.export.package.row_map import RowMap

_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


def cut_formats(root: Element, sheet: str, rows: RowMap, whose: Whose) -> None:
    """Leave out the rules that name others, and of a list of names leave those of others out.

    Priorities and looks stay as they are: nothing counts them.
    """
    for holder in root.iter("{*}conditionalFormatting"):
        place = holder.get("sqref") or holder.findtext(f"{_XM}sqref") or ""
        if cut_ranges(place, rows) is None:
            continue
        for rule in holder.findall("{*}cfRule"):
            if not whose.named(_all_text(rule)):
                continue
            if _is_reduced(rule, whose):
                whose.told.add(Change.FORMAT, sheet, place)
            else:
                remove(rule)
                whose.told.add(Change.FORMAT_OTHERS, sheet, place)


def _is_reduced(rule: Element, whose: Whose) -> bool:
    """Whether a rule could be made to speak of its recipient alone."""
    formulas = [e for e in rule.iter() if local(e) in ("formula", "f")]
    if rule.get("type") != "expression" or len(formulas) != 1:
        return False
    try:
        formulas[0].text = reduced(formulas[0].text or "", whose.named)
    except Unsettled:
        return False
    return formulas[0].text is not None and not whose.named(_all_text(rule))


def _all_text(element: Element) -> str:
    """All that a rule says, in its formulas and attributes."""
    said = [str(value) for e in element.iter("{*}*") for value in e.attrib.values()]
    return "\n".join(["".join(str(t) for t in element.itertext()), *said])
