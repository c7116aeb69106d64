"""A sheet without its rows when one lane stays: merges, rules, links, filters, columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.lanes.ranges import Box, laid_ranges, rule_formula
from xianbiao.export.lanes.widths import set_widths
from xianbiao.export.package.elements import is_inside, local, remove
from xianbiao.export.package.references import parse
from xianbiao.export.package.tidying import tidy
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.records import Record

Element: TypeAlias = etree._Element
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_FORMULAS = ("formula", "formula1", "formula2")


class LaneSkeleton(Record, frozen=True):
    """Lays one sheet's skeleton; `table` are the first and last column of its table.

    `merges` are the merged areas that stay. `own` is the name of the sheet: of another than that
    with the lanes only the rules that read the lanes change.
    """

    own: str
    moves: CellMoves
    table: tuple[int, int] = (1, 1)
    merges: tuple[Box, ...] = ()
    hidden: frozenset[int] = frozenset()

    def laid(self, data: bytes, part: str) -> bytes:
        """The skeleton of the sheet with the lanes."""
        root = parsed(data, part)
        for element in list(root.iter(etree.Element)):
            if is_inside(element, root) and (handler := _HANDLERS.get(local(element))):
                handler(self, element)
        for holder in root.findall("{*}mergeCells"):
            for old in list(holder):
                holder.remove(old)
            for merge in self.merges:
                etree.SubElement(holder, etree.QName(holder, "mergeCell"), ref=merge.text)
        set_widths(root, self.table, self.hidden)
        tidy(root)
        return written(root)

    def followed(self, data: bytes, part: str) -> bytes:
        """The skeleton of another sheet, the same bytes where no rule and no link reads lanes."""
        root = parsed(data, part)
        before = etree.tostring(root)
        for element in list(root.iter("{*}cfRule", "{*}dataValidation")):
            formulas = [e for e in element.iter() if local(e) in _FORMULAS or e.tag == f"{_XM}f"]
            if any(self.moves.formula(f.text or "", self.own) != (f.text or "") for f in formulas):
                remove(element)
        for element in list(root.iter("{*}hyperlink")):
            self._location(element)
        for element in list(root.iter("{*}sparkline")):
            source = element.find(f"{_XM}f")
            if source is not None and self.moves.formula(source.text or "", self.own) is None:
                remove(element)
        if etree.tostring(root) == before:
            return data
        tidy(root)
        return written(root)

    def _ranges(self, element: Element) -> None:
        old = element.get("sqref")
        place = next((e for e in element if e.tag == f"{_XM}sqref"), None)
        if old is None and place is not None:
            old = place.text
        if not old:
            return
        new = laid_ranges(old, self.moves)
        if new is None:
            remove(element)
            return
        for formula in [e for e in element.iter(etree.Element) if _is_formula(e)]:
            self._rule(element, formula, old, new)
        for limit in list(element.iter("{*}cfvo")):
            text = limit.get("val")
            if limit.get("type") == "formula" and text is not None:
                changed = rule_formula(text, self.own, old, new, self.moves)
                if changed is None:
                    remove(next(limit.iterancestors("{*}cfRule"), limit))
                else:
                    limit.set("val", changed)
        if place is None:
            element.set("sqref", new)
        else:
            place.text = new

    def _rule(self, element: Element, formula: Element, old: str, new: str) -> None:
        text = rule_formula(formula.text or "", self.own, old, new, self.moves)
        if text is not None:
            formula.text = text
            return
        rule = formula
        while rule is not element and local(rule) not in ("cfRule", "dataValidation"):
            rule = rule.getparent()
        remove(rule)

    def _link(self, element: Element) -> None:
        box = Box.of(element.get("ref", ""))
        place = None if box is None else self.moves.place(box.top, box.left)
        if box is None or place is None:
            remove(element)
            return
        element.set("ref", Box(place[0], place[0], place[1], place[1]).text)
        self._location(element)

    def _location(self, element: Element) -> None:
        where = element.get("location")
        if where is None or not list(parse(where).references()):
            return
        new = self.moves.formula(where, self.own)
        if new is None:
            remove(element)
        else:
            element.set("location", new)

    def _sparkline(self, element: Element) -> None:
        place, source = element.find(f"{_XM}sqref"), element.find(f"{_XM}f")
        box = None if place is None else Box.of(place.text or "")
        new = None if box is None else self.moves.place(box.top, box.left)
        read = None if source is None else self.moves.formula(source.text or "", self.own)
        if new is None or read is None or place is None or source is None:
            remove(element)
            return
        place.text, source.text = Box(new[0], new[0], new[1], new[1]).text, read

    def _filter(self, element: Element) -> None:
        """The buttons stay; what they chose was chosen among all recipients."""
        box = Box.of(element.get("ref", ""))
        if box is not None and box.is_in(self.moves):
            for chosen in list(element):
                element.remove(chosen)

    def _view(self, element: Element) -> None:
        """A window that begins in a hidden column, or has its cursor there, goes to the first."""
        for name in ("topLeftCell", "activeCell", "sqref"):
            box = Box.of(element.get(name, "").partition(" ")[0])
            if box is not None and box.left in self.hidden:
                column = min(c for c in range(1, max(self.hidden) + 2) if c not in self.hidden)
                element.set(name, Box(box.top, box.top, column, column).text)
                if name != "topLeftCell":
                    cell = element.get(name, "")
                    element.set("activeCell", cell)
                    element.set("sqref", cell)

    def _break(self, element: Element) -> None:
        if local(element.getparent()) == "colBreaks" and int(element.get("id", "0")) >= min(
            self.moves.region
        ):
            remove(element)


def _is_formula(element: Element) -> bool:
    return bool(element.text) and (local(element) in _FORMULAS or element.tag == f"{_XM}f")


_HANDLERS: dict[str, Callable[[LaneSkeleton, Element], None]] = {
    "autoFilter": LaneSkeleton._filter,
    "hyperlink": LaneSkeleton._link,
    "conditionalFormatting": LaneSkeleton._ranges,
    "dataValidation": LaneSkeleton._ranges,
    "ignoredError": LaneSkeleton._ranges,
    "protectedRange": LaneSkeleton._ranges,
    "sparkline": LaneSkeleton._sparkline,
    "brk": LaneSkeleton._break,
    "sheetView": LaneSkeleton._view,
    "pane": LaneSkeleton._view,
    "selection": LaneSkeleton._view,
}
