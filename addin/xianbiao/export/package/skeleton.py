"""A sheet without its rows: merges, rules, links, breaks and the like after rows went."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from lxml import etree

from xianbiao.export.package.elements import Element, is_inside, local, remove
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.ranges import cut_range, cut_ranges, rule_formula
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.skeleton_views import cut_selection, cut_view
from xianbiao.export.package.tidying import tidy
from xianbiao.export.package.xml_text import R_ID, parsed, written
from xianbiao.model.records import Record

if TYPE_CHECKING:
    from xianbiao.export.package.others.whose import Whose

_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_DROPPED = frozenset(
    [
        "sortState",
        "cellWatches",
        "scenarios",
        "dataConsolidate",
        "customSheetViews",
        "oleObjects",
        "slicerList",
        "timelineRefs",
        "customProperties",
        "webPublishItems",
        "smartTags",
    ]
)
"""What holds positions or data of removed rows and nothing that is seen."""


class Skeleton(Record, frozen=True):
    """Cuts one sheet's skeleton; `kept_ids` are its relationships that stay.

    `shapes` are the numbers of shapes that controls may call, None where it has none at all;
    `macros` keeps the calls of macros.
    """

    name: str
    remaining: Remaining
    kept_ids: Collection[str]
    shapes: Collection[int] | None = None
    macros: bool = True

    @property
    def rows(self) -> RowMap:
        """Where the rows of the sheet go."""
        return self.remaining.rows[self.name.lower()]

    @property
    def _whose(self) -> Whose | None:
        return self.remaining.whose

    def cut(self, data: bytes, part: str, *, selected: bool | None = None) -> bytes:
        """The skeleton as it stands in the file; `selected` is whether its tab is the open one."""
        root = parsed(data, part)
        if self._whose is not None and self._whose.concerns(data):
            from xianbiao.export.package.others.rules import cut_others

            cut_others(root, self.name, self.remaining, self._whose)
        for element in list(root.iter(etree.Element)):
            tag = local(element)
            if (tag in _TOUCHED or element.get(R_ID)) and is_inside(element, root):
                self._element(element, tag)
        tidy(root)
        if selected is not None:
            for view in root.iter("{*}sheetView"):
                if selected != (view.get("tabSelected") in ("1", "true")):
                    view.set("tabSelected", "1" if selected else "0")
        return written(root)

    def _element(self, element: Element, tag: str) -> None:
        if tag in _DROPPED:
            remove(element)
            return
        if (identity := element.get(R_ID)) and identity not in self.kept_ids:
            ref = element.get("ref", "")
            if tag == "hyperlink" and cut_range(ref, self.rows) is not None:
                self._tell(Change.LINK, ref, "地址里写着别的单位")
            remove(element)
            return
        if handler := _HANDLERS.get(tag):
            handler(self, element)

    def _ref(self, element: Element) -> None:
        cut = cut_range(element.get("ref", ""), self.rows)
        if cut is None or (local(element) == "mergeCell" and _is_one_cell(cut)):
            remove(element)
        else:
            element.set("ref", cut)

    def _filter(self, element: Element) -> None:
        """A filter stays, what it selects does not: that would hide the rows that stay."""
        ref = element.get("ref", "")
        self._ref(element)
        if not self.rows.is_identity and len(element):
            for chosen in list(element):
                element.remove(chosen)
            self._tell(Change.FILTER_GONE, ref)

    def _link(self, element: Element) -> None:
        ref = element.get("ref", "")
        self._ref(element)
        place = element.get("location")
        if place is None or element.get(R_ID):
            return
        there = None
        if parse(place).names <= self.remaining.names:
            there = moved(place, self.name, self.remaining, may_change=True)
        if there is not None:
            element.set("location", there)
        elif element.getparent() is not None:
            self._tell(Change.LINK, ref, "去的地方不在单位文件里")
            remove(element)

    def _ranges(self, element: Element) -> None:
        element.attrib.pop("pivot", None)
        old = element.get("sqref")
        if old is None:
            return
        cut = cut_ranges(old, self.rows)
        if cut is None:
            remove(element)
            return
        formulas = ("formula", "formula1", "formula2")
        self._rules(element, old, [e for e in element.iter("{*}*") if local(e) in formulas])
        self._limits(element, old)
        element.set("sqref", cut)

    def _limits(self, element: Element, ranges: str) -> None:
        """The limits of colour scales, bars and icons, which may be formulas."""
        for limit in list(element.iter("{*}cfvo")):
            if limit.get("type") != "formula" or limit.get("val") is None:
                continue
            new = rule_formula(limit.get("val"), self.name, ranges, self.remaining)
            rule = next(limit.iterancestors("{*}cfRule"), None)
            if new is not None:
                limit.set("val", new)
            elif rule is not None:
                self._tell_lost(rule, ranges)
                remove(rule)

    def _rules(self, element: Element, ranges: str, formulas: list[Element]) -> None:
        """Move the formulas of a format or a validation; a rule that lost its sense goes."""
        for formula in formulas:
            if not formula.text:
                continue
            new = rule_formula(formula.text, self.name, ranges, self.remaining)
            if new is None:
                rule = formula if formula is element else formula.getparent()
                while rule is not element and local(rule) not in ("cfRule", "dataValidation"):
                    rule = rule.getparent()
                self._tell_lost(rule, ranges)
                remove(rule)
            else:
                formula.text = new

    def _tell_lost(self, rule: Element, ranges: str) -> None:
        """Say that a rule lost the cells that it reads."""
        if local(rule) == "cfRule":
            self._tell(Change.FORMAT_GONE, ranges)
            return
        if rule.get("type") == "list":
            lost = "引用的格不在单位文件里；要留着，把选项直接写在数据有效性里"
            self._tell(Change.LIST_GONE, ranges, lost)
        else:
            self._tell(Change.VALIDATION_GONE, ranges, "引用的格不在单位文件里")

    def _tell(self, change: Change, place: str, detail: str = "") -> None:
        if self._whose is not None:
            self._whose.told.add(change, self.name, place, detail)

    def _new_ranges(self, element: Element) -> None:
        """A format, validation or group of errors of Excel 2010, whose ranges are an element."""
        element.attrib.pop("pivot", None)
        place = next((e for e in element if e.tag == f"{_XM}sqref"), None)
        if place is None or not place.text:
            return
        old = place.text
        cut = cut_ranges(old, self.rows)
        if cut is None:
            remove(element)
            return
        self._rules(element, old, list(element.iter(f"{_XM}f")))
        place.text = cut

    def _sparkline(self, element: Element) -> None:
        place, source = element.find(f"{_XM}sqref"), element.find(f"{_XM}f")
        cut = None if place is None else cut_range(place.text or "", self.rows)
        there = None
        if source is not None and source.text:
            there = moved(source.text, self.name, self.remaining, may_change=True)
        if cut is None or there is None or place is None or source is None:
            remove(element)
            return
        place.text, source.text = cut, there

    def _break(self, element: Element) -> None:
        """A page ends below a row where that row and the next stay; else the list has no seam."""
        if local(element.getparent()) != "rowBreaks":
            return
        row = int(element.get("id", "0"))
        if row and self.rows.keeps_all(row, row + 1):
            element.set("id", str(self.rows(row)))
        else:
            remove(element)

    def _control(self, element: Element) -> None:
        if self.shapes is not None and int(element.get("shapeId", "0")) not in self.shapes:
            remove(element)

    def _control_properties(self, element: Element) -> None:
        for name in ("linkedCell", "listFillRange"):
            if cells := element.attrib.pop(name, None):
                place = moved(str(cells), self.name, self.remaining, may_change=True)
                if place is not None:
                    element.set(name, place)
        if not self.macros:
            element.attrib.pop("macro", None)

    def _dates(self, element: Element) -> None:
        """A group of sparklines loses its axis of dates where these are not all there."""
        for dates in element.findall(f"{_XM}f"):
            place = moved(dates.text or "", self.name, self.remaining, may_change=True)
            if place is None:
                element.remove(dates)
                element.attrib.pop("dateAxis", None)
            else:
                dates.text = place

    def _anchor(self, element: Element) -> None:
        """The row from 0 at which a form control is anchored."""
        row = int(element.text or 0) + 1
        element.text = str(max(0, row - self.rows.removed_to(row) - 1))


_HANDLERS: dict[str, Callable[[Skeleton, Element], None]] = {
    "dimension": Skeleton._ref,
    "mergeCell": Skeleton._ref,
    "autoFilter": Skeleton._filter,
    "hyperlink": Skeleton._link,
    "conditionalFormatting": lambda s, e: s._ranges(e) if e.get("sqref") else s._new_ranges(e),
    "dataValidation": lambda s, e: s._ranges(e) if e.get("sqref") else s._new_ranges(e),
    "ignoredError": lambda s, e: s._ranges(e) if e.get("sqref") else s._new_ranges(e),
    "protectedRange": Skeleton._ranges,
    "sparkline": Skeleton._sparkline,
    "sparklineGroup": Skeleton._dates,
    "control": Skeleton._control,
    "controlPr": Skeleton._control_properties,
    "brk": Skeleton._break,
    "sheetView": lambda s, e: cut_view(e, s.rows),
    "pane": lambda s, e: cut_view(e, s.rows),
    "selection": lambda s, e: cut_selection(e, s.rows),
    "row": Skeleton._anchor,
}
_TOUCHED = _DROPPED | _HANDLERS.keys()
"""Elements that may change or go, besides those that call a relationship."""


def _is_one_cell(text: str) -> bool:
    first, _, last = text.partition(":")
    return first == (last or first)
