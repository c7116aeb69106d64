"""A sheet without what became empty when something was taken out of it."""

from __future__ import annotations

from lxml import etree

from xianbiao.export.package.elements import Element, local, remove

_COUNTED = frozenset(
    [
        *("mergeCells", "dataValidations", "dataValidation", "hyperlinks", "rowBreaks"),
        *("conditionalFormatting", "conditionalFormattings", "ignoredErrors"),
        *("protectedRanges", "tableParts", "controls", "ext", "extLst"),
        *("sparklines", "sparklineGroup", "sparklineGroups"),
        *("AlternateContent", "Choice", "Fallback"),
    ]
)
"""What goes when nothing is left in it."""


def tidy(root: Element) -> None:
    """Remove what became empty, from the inside out, and count the rest anew."""
    for element in reversed(list(root.iter(etree.Element))):
        tag = local(element)
        if tag not in _COUNTED or element is root:
            continue
        if tag == "dataValidation" or (tag == "conditionalFormatting" and len(element)):
            if tag == "conditionalFormatting" and not element.findall("{*}cfRule"):
                remove(element)
            continue
        is_bare = tag == "sparklineGroup" and element.find("{*}sparklines") is None
        if is_bare or (not len(element) and not (element.text or "").strip()):
            remove(element)
        elif element.get("count") is not None:
            element.set("count", str(len(element)))
            if element.get("manualBreakCount") is not None:
                element.set("manualBreakCount", str(len(element)))
