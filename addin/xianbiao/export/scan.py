"""Looks through every part of a county's package for anything that belongs to others."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from xml.etree import ElementTree

from xianbiao.export.package.archive import Member, read_archive
from xianbiao.export.package.values import divided
from xianbiao.export.package.xml_text import MAIN, RELATIONS
from xianbiao.export.secrets import Secrets, figures_in, number_in
from xianbiao.model.amounts import format_amount
from xianbiao.model.records import Record

_SHEET = f"{{{MAIN}}}"
_SPACES = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
_FORBIDDEN_PARTS = re.compile(r"vbaProject|externalLink|activeX|embeddings|connections", re.I)
_BODY = re.compile(
    rb'<worksheet xmlns="\S*/main" xmlns:r="\S*"[^>]*>.*?<sheetData>(.+)</sheetData>'
    rb'|<sst xmlns="\S*/main"[^>]*>(.+)</sst>',
    re.DOTALL,
)
_REMEMBERED = 128
"""How many packages are remembered by what they say, and as searched for the same names."""


def leaks(data: bytes, secrets: Secrets) -> list[str]:
    """One sentence for everything in a package that belongs to others; empty when it is clean."""
    found: list[str] = []
    named = _named(data, secrets.names, secrets.common)
    for part, names in zip(_said_in(data), named, strict=True):
        found.extend(f"{part.name}：{what}" for what in _part_leaks(part, names, secrets))
    return list(dict.fromkeys(found))


class _Said(Record, frozen=True):
    """What one part says but its words: its texts that are a number or hold figures."""

    name: str
    leads_outside: bool
    numbers: tuple[Decimal, ...]
    figures: tuple[Decimal, ...]


class _Part(Record, frozen=True):
    """What one part says, or a piece of it: all its words, and the rest."""

    open_text: str
    said: _Said


@lru_cache(maxsize=64)
def _part(member: Member) -> _Part:
    """Read a part; its rows and texts are mostly the same in every file of an export."""
    name, data = member.name, member.content()
    frame, body = data, b""
    if match := _BODY.search(data):
        start, stop = match.span(match.lastindex or 0)
        frame, body = data[:start] + data[stop:], data[start:stop]
    is_xml = name.endswith((".xml", ".rels"))
    pieces_of_it = [_piece(frame, is_xml, whole=True)]
    pieces_of_it += [_piece(rows, is_xml, whole=False) for rows in (divided(body) if body else ())]
    said = [piece.said for piece in pieces_of_it]
    return _Part(
        "".join([name, "\n", *(piece.open_text for piece in pieces_of_it)]),
        _Said(
            name=name,
            leads_outside=any(s.leads_outside for s in said),
            numbers=tuple(v for s in said for v in s.numbers),
            figures=tuple(v for s in said for v in s.figures),
        ),
    )


@lru_cache(maxsize=4096)
def _piece(data: bytes, is_xml: bool, *, whole: bool) -> _Part:
    """What a piece of a part says: its frame, or some rows or shared strings without it."""
    content = data.decode("utf-8", errors="replace")
    xml = content if whole else f"<rows {_SPACES}>{content}</rows>"
    texts = list(_texts(xml)) if is_xml else []
    said = _Said(
        name="",
        leads_outside='TargetMode="External"' in content,
        numbers=tuple(v for t in texts if (v := number_in(t)) is not None),
        figures=tuple(figures_in(texts)),
    )
    return _Part(html.unescape(content), said)


@lru_cache(maxsize=4)
def _parts(data: bytes) -> tuple[_Part, ...]:
    return tuple(map(_part, read_archive(data, "")))


@lru_cache(maxsize=_REMEMBERED)
def _said_in(data: bytes) -> tuple[_Said, ...]:
    """What the parts of a package say but their words."""
    return tuple(part.said for part in _parts(data))


@lru_cache(maxsize=_REMEMBERED)
def _named(
    data: bytes, names: tuple[str, ...], common: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """Which of some names each part of a package holds."""
    return tuple(_names_in(part.open_text, names, common) for part in _parts(data))


@lru_cache(maxsize=64)
def _names_in(text: str, names: tuple[str, ...], common: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n for n in names if n in text and _stands_alone(n, text, common))


def _part_leaks(part: _Said, names: Iterable[str], secrets: Secrets) -> Iterator[str]:
    if _FORBIDDEN_PARTS.search(part.name):
        yield "宏、外部链接或嵌入对象"
    yield from (f"其他单位的名称“{name}”" for name in names)
    if part.leads_outside:
        yield "外部链接"
    for value in part.numbers:
        if value in secrets.amounts:
            yield f"其他单位的金额 {format_amount(value)}"
    for total in part.figures:
        if total in secrets.totals:
            yield f"全表的合计 {format_amount(total)}"


def _stands_alone(name: str, text: str, common: tuple[str, ...]) -> bool:
    """Whether a name occurs anywhere but wholly inside a common word (昌吉 in 昌吉州财政局)."""
    holders = [word for word in common if name in word]
    for match in re.finditer(re.escape(name), text):
        start, end = match.span()
        inside = any(
            word.start() <= start and end <= word.end()
            for holder in holders
            for word in re.finditer(re.escape(holder), text)
        )
        if not inside:
            return True
    return False


def _texts(content: str) -> Iterator[str]:
    """The text of every element but formulas and indexes into the shared strings."""
    root = ElementTree.fromstring(content)
    indexes = {
        id(value)
        for cell in root.iter(f"{_SHEET}c")
        if cell.get("t") == "s"
        for value in cell.iter(f"{_SHEET}v")
    }
    for element in root.iter():
        if element.tag != f"{_SHEET}f" and id(element) not in indexes and element.text:
            yield element.text
