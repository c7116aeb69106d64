"""How a sheet is printed, carried to another book with the sheet.

LibreOffice keeps paper, margins, scale, header and footer in a page style of the document, and
an imported sheet falls back to the style `Default`.
"""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.bridge import uno_exception

_FAMILY = "PageStyles"
_SERVICE = "com.sun.star.style.PageStyle"
_SWITCHES = ("HeaderIsOn", "FooterIsOn", "HeaderIsShared", "FooterIsShared")
"""They decide which other members there are, so they are set first."""


def carry_print_setup(source: Any, source_sheet: Any, target: Any, sheet: Any) -> None:
    """Print the sheet of the target document as its original in the source document is printed."""
    if areas := source_sheet.getPrintAreas():  # none would mean: nothing of it is printed
        sheet.setPrintAreas(_on(areas, sheet))
    sheet.setPrintTitleRows(source_sheet.getPrintTitleRows())
    sheet.setPrintTitleColumns(source_sheet.getPrintTitleColumns())
    for name in ("TitleRows", "TitleColumns"):
        (moved,) = _on((getattr(source_sheet, f"get{name}")(),), sheet)
        getattr(sheet, f"set{name}")(moved)
    styles = target.StyleFamilies.getByName(_FAMILY)
    original = source.StyleFamilies.getByName(_FAMILY).getByName(source_sheet.PageStyle)
    name = _free_name(source_sheet.PageStyle, styles)
    styles.insertByName(name, target.createInstance(_SERVICE))
    _copy(original, styles.getByName(name))
    sheet.PageStyle = name


def _on(areas: Any, sheet: Any) -> tuple[Any, ...]:
    """Addresses of one sheet as addresses of another."""
    number = sheet.RangeAddress.Sheet
    moved = tuple(areas)
    for area in moved:
        area.Sheet = number
    return moved


def _free_name(wanted: str, styles: Any) -> str:
    name, number = wanted, 1
    while styles.hasByName(name):
        number += 1
        name = f"{wanted} {number}"
    return name


def _copy(original: Any, style: Any) -> None:
    """Every member of a page style that may be written."""
    found = {p.Name for p in original.PropertySetInfo.Properties}
    rest = sorted(found.difference(_SWITCHES))
    for name in (*_SWITCHES, *rest):
        if name not in found:
            continue
        try:
            setattr(style, name, getattr(original, name))
        except uno_exception():
            continue  # read-only, or of no use while header or footer is off
