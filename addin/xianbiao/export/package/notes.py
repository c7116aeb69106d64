"""Comments of cells after rows were removed: the classic ones, their boxes, and threads."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from xianbiao.export.markup import escaped_text
from xianbiao.export.package.ranges import cut_range
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed, resolved, written
from xianbiao.model.expressions import expression

SHAPE = expression(r"<v:shape\b(?![a-z]).*?</v:shape>", re.DOTALL)
ROW = expression(r"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
ANCHOR = expression(r"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_MACRO = expression(r"<x:FmlaMacro>[^<]*</x:FmlaMacro>")
_OBJECT = expression(r"ObjectType=[\"']Pict[\"']")
_LINK = expression(r"<x:(Fmla(?:Link|Range|Group|Txbx|Pict))>([^<]*)</x:\1>")
_SHAPE_NUMBER = expression(r"\b(?:o:spid|id)=[\"']_x0000_s(\d+)[\"']")
_CHANGES = expression(rb"ObjectType=[\"']Pict|<x:Fmla")


def cut_comments(data: bytes, part: str, rows: RowMap) -> bytes | None:
    """Classic comments or threads on the rows that stay, None where there are none."""
    return kept_comments(data, part, lambda ref: cut_range(ref, rows))


def kept_comments(data: bytes, part: str, place: Callable[[str], str | None]) -> bytes | None:
    """Classic comments or threads where they are placed now, None where none is left.

    `place` gives the new cell of a comment, None where the comment goes.
    """
    root = parsed(data, part)
    kept = 0
    for element in list(root.iter("{*}comment", "{*}threadedComment")):
        new = place(element.get("ref", ""))
        if new is None:
            element.getparent().remove(element)
        else:
            element.set("ref", new)
            kept += 1
    if not kept:
        return None
    prune_authors(root)
    return written(root)


def cut_boxes(data: bytes, rows: RowMap, follow: Callable[[str], str | None] = str) -> bytes | None:
    """The legacy drawing with the shapes on the rows that stay, None where none is left.

    The part is often no proper XML, so it is edited as text. A shape that belongs to a comment
    goes with its cell; another (a form control) goes with the row of its upper left corner, and
    the cells that it is bound to `follow`. The pictures of embedded objects and ActiveX controls
    go with these.
    """
    if rows.is_identity and not _CHANGES.search(data):
        return data
    text = data.decode("utf-8-sig", errors="surrogateescape")
    found: list[bool] = []

    def shape(match: re.Match[str]) -> str:
        moved = _shape(match[0], rows, follow)
        found.append(bool(moved))
        return moved

    text = SHAPE.sub(shape, text)
    return text.encode("utf-8", errors="surrogateescape") if any(found) or not found else None


def shapes_in(data: bytes) -> frozenset[int]:
    """The numbers of the shapes of a legacy drawing, by which controls call them."""
    return frozenset(map(int, _SHAPE_NUMBER.findall(data.decode("utf-8", errors="replace"))))


def people_in(data: bytes, part: str) -> frozenset[str]:
    """The identities of those who wrote or are mentioned in a part of threads."""
    root = parsed(data, part)
    return frozenset(
        value
        for element in root.iter(etree.Element)
        for name in ("personId", "mentionpersonId")
        if (value := element.get(name))
    )


def cut_people(data: bytes, part: str, kept: frozenset[str]) -> bytes | None:
    """The list of people with those who still have a comment, None where nobody has."""
    root = parsed(data, part)
    for person in list(root):
        if person.get("id") not in kept:
            root.remove(person)
    return written(root) if len(root) else None


def _shape(text: str, rows: RowMap, follow: Callable[[str], str | None]) -> str:
    if _OBJECT.search(text):
        return ""
    place = ROW.search(text)
    anchor = ANCHOR.search(text)
    if place is not None:
        row = rows(int(place[2]) + 1)
    elif anchor is not None:
        row = rows(int(anchor[2].split(",")[2]) + 1)
    else:
        return text
    if row is None:
        return ""
    text = ROW.sub(rf"\g<1>{row - 1}\g<3>", text)
    text = _LINK.sub(lambda m: _followed(m[1], m[2], follow), text)
    return _MACRO.sub("", ANCHOR.sub(_moved_anchor(rows), text))


def _followed(tag: str, cells: str, follow: Callable[[str], str | None]) -> str:
    place = follow(resolved(cells))
    return "" if place is None else f"<x:{tag}>{escaped_text(place)}</x:{tag}>"


def _moved_anchor(rows: RowMap) -> Callable[[re.Match[str]], str]:
    def moved(match: re.Match[str]) -> str:
        numbers = [n.strip() for n in match[2].split(",")]
        top, bottom = int(numbers[2]), int(numbers[6])
        new = max(0, top - rows.removed_to(top + 1)) if rows.keeps(top + 1) else top
        numbers[2], numbers[6] = str(new), str(new + bottom - top)
        return match[1] + ", ".join(numbers) + match[3]

    return moved


def prune_authors(root: etree._Element) -> None:
    """Leave only the authors of comments that stay; who wrote others is nobody's business."""
    authors = root.find("{*}authors")
    comments = list(root.iter("{*}comment"))
    if authors is None or not comments:
        return
    used = sorted({int(c.get("authorId", "0")) for c in comments})
    for index, author in reversed(list(enumerate(authors))):
        if index not in used:
            authors.remove(author)
    for comment in comments:
        comment.set("authorId", str(used.index(int(comment.get("authorId", "0")))))
