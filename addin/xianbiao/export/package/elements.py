"""Elements of XML as every cutter of parts handles them."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def is_inside(element: Element, root: Element) -> bool:
    """Whether an element is still in the tree of a root."""
    while element is not None and element is not root:
        element = element.getparent()
    return element is root
