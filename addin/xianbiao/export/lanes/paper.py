"""The page of a sheet of which one lane stays: how wide it is, and that one page is enough across.

How many inches a column takes depends on the usual font and the program. So a sheet that is not
scaled by hand is fitted to one page across: that shrinks what is too wide and nothing else.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from xianbiao.export.package.elements import local
from xianbiao.export.package.xml_text import MAIN

Element: TypeAlias = etree._Element
_PER_INCH = 96 / 7
"""Units of width in an inch: digits of the usual font."""
_SIDES = {"8": (11.69, 16.54), "11": (5.83, 8.27), "12": (9.84, 13.9), "1": (8.5, 11.0)}
"""Short and long side in inches of A3, A5, B4 and Letter by the numbers of the format."""
_A4 = (8.27, 11.69)
_MARGIN = 0.7
_YES = ("1", "true")
_AFTER = frozenset(
    [
        *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
        *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF"),
        *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
    ]
)
"""What follows the page's setup in a sheet."""


def page_width(root: Element) -> float:
    """How wide a page is, in units of width; a sheet that is fitted to its page gets it across."""
    setup, margins = root.find("{*}pageSetup"), root.find("{*}pageMargins")
    sides = _A4 if setup is None else _SIDES.get(setup.get("paperSize", ""), _A4)
    fitted = _is_fitted(root)
    across = fitted or (setup is not None and setup.get("orientation") == "landscape")
    borders = [_MARGIN, _MARGIN]
    if margins is not None:
        borders = [float(margins.get(side, _MARGIN)) for side in ("left", "right")]
    return (sides[across] - sum(borders)) * _PER_INCH / (1.0 if fitted else _scale(setup))


def fit_across(root: Element) -> None:
    """Fit a sheet to one page across, unless it is fitted or scaled already."""
    setup = root.find("{*}pageSetup")
    if _is_fitted(root) or _scale(setup) != 1.0:
        return
    properties = root.find("{*}sheetPr")
    if properties is None:
        properties = etree.Element(f"{{{MAIN}}}sheetPr")
        root.insert(0, properties)
    page = properties.find("{*}pageSetUpPr")
    if page is None:
        page = etree.SubElement(properties, f"{{{MAIN}}}pageSetUpPr")
    page.set("fitToPage", "1")
    if setup is None:
        setup = etree.Element(f"{{{MAIN}}}pageSetup")
        at = next((i for i, e in enumerate(root) if local(e) in _AFTER), len(root))
        root.insert(at, setup)
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")


def _is_fitted(root: Element) -> bool:
    page = root.find("{*}sheetPr/{*}pageSetUpPr")
    return page is not None and page.get("fitToPage") in _YES


def _scale(setup: Element | None) -> float:
    return 1.0 if setup is None else int(setup.get("scale") or 100) / 100
