"""The ribbon tab as customUI XML, from the registry of buttons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol
from xml.sax.saxutils import quoteattr

CALLBACK = "XbRibbonPress"
NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
"""Of 2007: every Excel since then, and WPS, reads it, and the tab needs nothing newer."""


class Button(Protocol):
    """What the ribbon takes from a button of the registry."""

    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def supertip(self) -> str: ...
    @property
    def image(self) -> str: ...
    @property
    def large(self) -> bool: ...


def ribbon_xml(tab: str, groups: Sequence[str], buttons: Sequence[Button]) -> str:
    """The tab with its groups in order; the tag of a control is the id of its button."""
    return "\n".join(_lines(tab, groups, buttons)) + "\n"


def _lines(tab: str, groups: Sequence[str], buttons: Sequence[Button]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<!-- 由按钮登记表生成（make addin）：请改登记表，不要改这里。 -->"
    yield f'<customUI xmlns="{NAMESPACE}">'
    yield "  <ribbon>"
    yield "    <tabs>"
    yield f'      <tab id="XbTab" label={_text(tab)}>'
    for number, group in enumerate(groups, start=1):
        yield f'        <group id="XbGroup{number}" label={_text(group)}>'
        yield from _controls(button for button in buttons if button.group == group)
        yield "        </group>"
    yield "      </tab>"
    yield "    </tabs>"
    yield "  </ribbon>"
    yield "</customUI>"


def _controls(buttons: Iterable[Button]) -> Iterator[str]:
    for button in buttons:
        size = "large" if button.large else "normal"
        yield f'          <button id="Xb_{button.id}" tag="{button.id}" label={_text(button.label)}'
        yield f'                  size="{size}" imageMso="{button.image}" onAction="{CALLBACK}"'
        yield f"                  supertip={_text(button.supertip)}/>"


def _text(text: str) -> str:
    return quoteattr(text)
