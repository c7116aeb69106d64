"""Headers, filters and links of a recipient's file without other recipients."""

from __future__ import annotations

from xianbiao.export.package.elements import Element, local, remove
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.ranges import cut_range
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.expressions import expression

_SECTION = expression(r"(&(?:&|\"[^\"]*\"|[^LCR]))|&([LCR])")
_SIDES = {"": "中间", "L": "左边", "C": "中间", "R": "右边"}


def cut_headers(root: Element, sheet: str, whose: Whose) -> None:
    """Take those of the three parts of a header or footer away that name others."""
    for holder in root.iter("{*}headerFooter"):
        for element in list(holder):
            text = element.text or ""
            if not whose.named(text):
                continue
            kind = "页眉" if local(element).endswith("Header") else "页脚"
            kept = ""
            for side, part in _sections(text):
                if whose.named(part):
                    whose.told.add(Change.HEADER, sheet, f"{kind}{_SIDES[side]}一段")
                else:
                    kept += part
            element.text = kept
            if not kept:
                holder.remove(element)


def cut_filters(root: Element, sheet: str, whose: Whose) -> None:
    """Take others out of what filters choose; a column that chooses nobody else is not filtered."""
    for chosen in root.iter("{*}autoFilter"):
        for column in chosen.findall("{*}filterColumn"):
            named = [
                e
                for e in column.iter("{*}filter", "{*}customFilter")
                if whose.named(e.get("val", ""))
            ]
            if not named:
                continue
            whose.told.add(Change.FILTER, sheet, chosen.get("ref", ""))
            holder = named[0].getparent()
            for element in named:
                remove(element)
            if local(holder) == "customFilters" or not (len(holder) or holder.get("blank")):
                remove(column)
    for sorting in list(root.iter("{*}sortState")):
        if any(whose.named(e.get("customList", "")) for e in sorting.iter("{*}sortCondition")):
            remove(sorting)


def cut_links(root: Element, sheet: str, rows: RowMap, whose: Whose) -> None:
    """Take the hints of links away that name others."""
    for link in root.iter("{*}hyperlink"):
        if cut_range(link.get("ref", ""), rows) is None:
            continue
        for name in ("tooltip", "display"):
            if whose.named(link.get(name, "")):
                del link.attrib[name]
                whose.told.add(Change.LINK_TEXT, sheet, link.get("ref", ""))


def table_without_others(data: bytes, part: str, sheet: str, whose: Whose) -> bytes:
    """A table whose filter chooses no others."""
    root = parsed(data, part)
    cut_filters(root, sheet, whose)
    return written(root)


def _sections(text: str) -> list[tuple[str, str]]:
    """The parts of a header, each with its side and as it is written."""
    found, side, begin = [], "", 0
    for match in _SECTION.finditer(text):
        if match[2]:
            found.append((side, text[begin : match.start()]))
            side, begin = match[2], match.start()
    found.append((side, text[begin:]))
    return [(side, part) for side, part in found if part]
