"""Views of a sheet after rows went: where it is scrolled to, frozen, and what is selected."""

from __future__ import annotations

from xianbiao.export.package.elements import Element, local, remove
from xianbiao.export.package.ranges import cut_range, cut_ranges
from xianbiao.export.package.row_map import RowMap


def cut_view(element: Element, rows: RowMap) -> None:
    """A view or its pane: the first cell that it shows, and how many rows are frozen."""
    if place := element.get("topLeftCell"):
        element.set("topLeftCell", _near(place, rows))
    if local(element) == "pane" and element.get("state", "").startswith("frozen"):
        _cut_pane(element, rows)


def _cut_pane(element: Element, rows: RowMap) -> None:
    view = element.getparent()
    top = view.get("topLeftCell", "A1") if view is not None else "A1"
    first = int("".join(c for c in top if c.isdigit()) or 1)
    height = int(float(element.get("ySplit", "0")))
    if not height:
        return
    if kept := rows.kept(first, first + height - 1):
        element.set("ySplit", str(kept))
    else:
        _unfreeze_rows(element)


def cut_selection(element: Element, rows: RowMap) -> None:
    """The selected cells; those that went give way to the next row below."""
    cell, area = element.get("activeCell"), element.get("sqref")
    if cell is None and area is None:
        return
    cut = cut_ranges(area or "A1", rows)
    moved_cell = cut_range(cell or "A1", rows)
    if cut is None or moved_cell is None:
        cut = moved_cell = _near(cell or "A1", rows)
    element.set("activeCell", moved_cell)
    element.set("sqref", cut)
    element.attrib.pop("activeCellId", None)


def _near(cell: str, rows: RowMap) -> str:
    """A cell at the place to which the next row below a removed one moves."""
    cut = cut_range(cell, rows)
    if cut is not None:
        return cut
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :])
    return f"{letters}{row - rows.removed_to(row) + 1}"


def _unfreeze_rows(pane: Element) -> None:
    """Let a view be whole, or frozen by its columns alone: no frozen row is left."""
    across = pane.get("xSplit") is not None
    for selection in list(pane.itersiblings("{*}selection")):
        if across and selection.get("pane", "").startswith("bottom"):
            remove(selection)
        elif not across:
            selection.attrib.pop("pane", None)
    if across:
        pane.attrib.pop("ySplit", None)
        pane.set("activePane", "topRight")
    else:
        remove(pane)
