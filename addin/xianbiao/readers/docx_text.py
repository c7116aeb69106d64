"""The text of a paragraph in a Word document, as it is read with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from xianbiao.model.expressions import expression

_GONE = ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "txbxContent", "rt")
"""What is deleted, computes something, says how things look, stands apart, or is a reading."""
_BREAK = "\v"
_WRITTEN = {"tab": "\u3000", "ptab": "\u3000", "noBreakHyphen": "-", "cr": _BREAK}
ENDED = ("。", "；", "：", ":", ";", "！", "？", "）", ")")
BEGUN = expression(
    r"\s*(?:附件|附表|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]|\d{1,2}[.．、])"
)


def named(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """The children of this name."""
    return (child for child in element if named(child) == name)


def value_of(element: ET.Element, attribute: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace; None where it has none."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == attribute), None)


def text_of(paragraph: ET.Element) -> str:
    """What a paragraph says, a break within it as a mark of its own; boxes stand apart."""
    return "".join(_pieces(paragraph))


def cut_at_breaks(text: str) -> list[str]:
    """The lines of a paragraph: a break parts it where a sentence ends or an item begins.

    Elsewhere it only wraps the line, as in long titles.
    """
    first, *others = text.split(_BREAK)
    lines = [first]
    for piece in others:
        if not lines[-1].strip() or lines[-1].rstrip().endswith(ENDED) or BEGUN.match(piece):
            lines.append(piece)
        else:
            lines[-1] = lines[-1].rstrip() + piece.lstrip()
    return lines


def boxes_of(paragraph: ET.Element) -> Iterator[ET.Element]:
    """The text boxes that hang on a paragraph, each once."""
    for element in _seen(paragraph):
        if named(element) == "txbxContent":
            yield element


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in _choices(element):
        name = named(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield "" if value_of(child, "type") in ("page", "column") else _BREAK
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name not in _GONE and not is_hidden(child):
            yield from _pieces(child)


def _seen(element: ET.Element) -> Iterator[ET.Element]:
    """Every element below, but what is deleted and what stands inside a box."""
    for child in _choices(element):
        if named(child) in ("del", "moveFrom"):
            continue
        yield child
        if named(child) != "txbxContent":
            yield from _seen(child)


def _choices(element: ET.Element) -> Iterator[ET.Element]:
    """The children; of what is there in two forms for new and old programs, the new one."""
    for child in element:
        if named(child) == "AlternateContent":
            forms = [*children(child, "Choice"), *children(child, "Fallback")]
            if forms:
                yield from _choices(forms[0])
        else:
            yield child


def is_hidden(run: ET.Element) -> bool:
    """Whether a run is neither seen nor printed."""
    marks = [m for p in children(run, "rPr") for m in children(p, "vanish")]
    return any(value_of(m) not in ("0", "false", "off") for m in marks)
