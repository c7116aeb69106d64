"""Looks through every part of a county's package for anything that belongs to others.

A part is read in pieces, and what a piece says is kept by its bytes: the files of an export
share nearly all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from xianbiao.export.package.archive import Member, read_archive
from xianbiao.export.package.divided import divided, inflated, items
from xianbiao.export.package.xml_text import MAIN, RELATIONS, resolved
from xianbiao.export.secrets import Secrets, figures_in, number_in
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.remembered import Remembered

_SHEET = f"{{{MAIN}}}"
_SPACES = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
_FORBIDDEN_PARTS = expression(r"vbaProject|externalLink|activeX|embeddings|connections", re.I)
_DIGIT = expression(r"\d")
_REMEMBERED = 4096
"""How many pieces of parts are remembered by what they say, and as searched for the same names."""


def leaks(data: bytes, secrets: Secrets) -> list[str]:
    """One sentence for everything in a package that belongs to others; empty when it is clean."""
    whose = _Whose(secrets.names, secrets.common, secrets.everyone)
    if not _seen_whole(data, whose).may_leak(secrets):
        return []
    found: list[str] = []
    for member, pieces, names in _parts_of(data, whose):
        said = _part_leaks(member.name, names, pieces, secrets)
        found += [f"{member.name}：{what}" for what in said]
    return list(dict.fromkeys(found))


class _Whose(NamedTuple):
    """What is searched for by its words: names of others, words that hold some, all names."""

    names: tuple[str, ...]
    common: tuple[str, ...]
    everyone: tuple[str, ...]


class _Seen(NamedTuple):
    """A whole package as it was looked through for some names: what may not be sent at all, the
    numbers and the figures in it.
    """

    is_tainted: bool
    numbers: frozenset[Decimal]
    figures: frozenset[Decimal]

    def may_leak(self, secrets: Secrets) -> bool:
        """Whether anything in it belongs to others."""
        apart = self.numbers.isdisjoint(secrets.amounts) and self.figures.isdisjoint(secrets.totals)
        return self.is_tainted or not apart


@lru_cache(maxsize=256)
def _seen_whole(data: bytes, whose: _Whose) -> _Seen:
    """What a package holds: one that was seen before is judged anew by numbers alone."""
    tainted, numbers, figures = False, set[Decimal](), set[Decimal]()
    for member, pieces, names in _parts_of(data, whose):
        tainted = tainted or bool(names or _FORBIDDEN_PARTS.search(member.name))
        for piece in pieces:
            tainted = tainted or piece.leads_outside
            numbers |= piece.numbers
            figures |= piece.figures
    return _Seen(tainted, frozenset(numbers), frozenset(figures))


def _parts_of(data: bytes, whose: _Whose) -> Iterator[tuple[Member, tuple[_Piece, ...], list[str]]]:
    """Every part of a package with its pieces and the names of others in it."""
    is_plain = not any("<" in name or "\n" in name for name in whose.names)
    everyone = whose.everyone if set(whose.names) <= set(whose.everyone) else whose.names
    for member in read_archive(data, ""):
        pieces = _pieces(member)
        texts = [member.name, *(piece.open_text for piece in pieces)]
        if not is_plain:
            texts = ["".join([member.name, "\n", *texts[1:]])]
        yield member, pieces, _names_in(texts, everyone, whose)


class _Said(NamedTuple):
    """What texts say but their words: those that are a number, and the figures in them."""

    numbers: tuple[Decimal, ...]
    figures: tuple[Decimal, ...]


class _Piece(Record, frozen=True):
    """What a piece of a part says: all its words, its numbers and figures, links to outside."""

    open_text: str
    said: _Said
    leads_outside: bool
    numbers: frozenset[Decimal]
    figures: frozenset[Decimal]


@lru_cache(maxsize=512)
def _pieces(member: Member) -> tuple[_Piece, ...]:
    """A part: what stands around its rows or texts, and these."""
    is_xml = member.name.endswith((".xml", ".rels"))
    frame, rows = divided(inflated(member))
    return (_piece(frame, is_xml, whole=True), *(_piece(r, is_xml, whole=False) for r in rows))


@lru_cache(maxsize=_REMEMBERED)
def _piece(data: bytes, is_xml: bool, *, whole: bool) -> _Piece:
    content = _decoded(data)
    said: list[_Said] = []
    if is_xml:
        said = [_told(ElementTree.fromstring(content))] if whole else _told_by(items(data))
    numbers = tuple(v for s in said for v in s.numbers)
    figures = tuple(v for s in said for v in s.figures)
    return _Piece(
        _words(content, is_xml),
        _Said(numbers, figures),
        'TargetMode="External"' in content,
        frozenset(numbers),
        frozenset(figures),
    )


def _words(content: str, is_xml: bool) -> str:
    """A piece with its entities resolved: those of XML, or any that a reader might resolve."""
    if is_xml or "&" not in content:
        return resolved(content)
    from html import unescape

    return unescape(content)


_TOLD = Remembered[bytes, _Said](16384)
"""What single rows and texts say: of a piece that differs from others mostly one does."""


def _told_by(rows: Sequence[bytes]) -> list[_Said]:
    """What some rows or texts say; those not met before are parsed together."""
    known = [_TOLD.get(row) for row in rows]
    missing = [row for row, said in zip(rows, known, strict=True) if said is None]
    root = _rows(missing)
    if len(root) != len(missing):
        return [_told(_rows(rows))]
    made = (_TOLD.keep(row, _told(e)) for row, e in zip(missing, root, strict=True))
    return [next(made) if said is None else said for said in known]


def _rows(rows: Iterable[bytes]) -> ElementTree.Element:
    return ElementTree.fromstring(f"<rows {_SPACES}>{_decoded(b''.join(rows))}</rows>")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _told(root: ElementTree.Element) -> _Said:
    """The numbers and figures in the texts of an element and of all in it."""
    texts = [text for text in _texts(root) if _DIGIT.search(text)]
    numbers = tuple(v for text in texts if (v := number_in(text)) is not None)
    return _Said(numbers, tuple(figures_in(texts)))


def _texts(root: ElementTree.Element) -> Iterator[str]:
    """The text of every element but formulas and indexes into the shared strings."""
    indexes = {
        id(value)
        for cell in root.iter(f"{_SHEET}c")
        if cell.get("t") == "s"
        for value in cell.iter(f"{_SHEET}v")
    }
    for element in root.iter():
        text = element.text
        if text and element.tag != f"{_SHEET}f" and id(element) not in indexes:
            yield text


def _names_in(texts: Iterable[str], everyone: tuple[str, ...], whose: _Whose) -> list[str]:
    """The names of others in some texts.

    Pieces of a part meet between tags, so that a name without any stands in one or in none.
    """
    met = [(name, text) for text in texts for name in _met(text, everyone)]
    found = {
        name
        for name, text in met
        if name in whose.names and _stands_alone(name, text, _holders(name, whose.common))
    }
    return [name for name in whose.names if name in found] if found else []


@lru_cache(maxsize=_REMEMBERED)
def _met(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of some names a text holds."""
    return tuple(name for name in names if name in text)


def _holders(name: str, common: tuple[str, ...]) -> tuple[str, ...]:
    """The common words that a name is a piece of."""
    return tuple(word for word in common if name in word)


@lru_cache(maxsize=_REMEMBERED)
def _stands_alone(name: str, text: str, holders: tuple[str, ...]) -> bool:
    """Whether a name occurs anywhere but wholly inside a common word (昌吉 in 昌吉州财政局)."""
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


def _part_leaks(
    part: str, names: Iterable[str], pieces: Sequence[_Piece], secrets: Secrets
) -> Iterator[str]:
    if _FORBIDDEN_PARTS.search(part):
        yield "宏、外部链接或嵌入对象"
    yield from (f"其他单位的名称“{name}”" for name in names)
    if any(piece.leads_outside for piece in pieces):
        yield "外部链接"
    for value in (v for piece in pieces for v in piece.said.numbers):
        if value in secrets.amounts:
            yield f"其他单位的金额 {format_amount(value)}"
    for total in (v for piece in pieces for v in piece.said.figures):
        if total in secrets.totals:
            yield f"全表的合计 {format_amount(total)}"
