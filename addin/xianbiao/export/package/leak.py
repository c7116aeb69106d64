"""Looks through every part of a finished package for what belongs to other recipients.

It reads the bytes as they were written and knows nothing of how they were made. A part or a row
that was looked at before, byte for byte, is not looked at again: what it holds is remembered.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.export.package.archive import Member
from xianbiao.export.package.figures import distinctive, figures_in, number
from xianbiao.export.package.others.names import NamesIn
from xianbiao.export.package.xml_text import in_utf8
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_ACTIVE = expression(r"vbaProject|externalLink|activeX|embeddings|connections|pivotCache", re.I)
_SHARED = expression(r'<c\b(?=[^>]*\bt="s")[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>\d+</v>')
_FORMULA = expression(r"<(?:\w+:)?(?:f|formula\d?|definedName)\b[^>]*>([^<]*)<|<x:Anchor>[^<]*<")
_CONSTANT = expression(r"(?<![\w$.:!'])\d+(?:\.\d+)?(?![A-Za-z\d_.:!(%'年月日号])")
_LEAST_IN_FORMULAS = 4
"""Digits but for zeros at the end: fewer may be a rate, or the step between two units."""
_PLACES = expression(r"<(?:xdr:(?:row|col|rowOff|colOff)|x:(?:Row|Column))>[^<]*<")
_TEXT = expression(r">([^<>]*\d[^<>]*)<")
_TOLD = expression(
    r"(?:\b(?:descr|title|alt|altText|prompt|error|\w+Title|tooltip|display|comment|description|text)"
    r'|<(?:\w+:)?cfvo\b[^>]*\bval)="([^"]*\d[^"]*)"'
)
"""Texts and limits that a clerk wrote and that are stored as attributes."""
_RUNS = expression(
    r"</((?:\w+:)?)t>\s*</\1r>\s*<\1r\b[^>]*>\s*(?:<\1rPr\b(?:(?!</?\1[rt]\b).)*)?<\1t\b[^>]*>",
    re.DOTALL,
)
"""From one run of a text to the next: a name may begin in one and end in the other."""
_XML = (".xml", ".rels", ".vml", ".svg")
_LEAST_BINARY = 6
_ROW = b"<row "
"""Where a part is cut; no name and no figure reaches across."""
_PIECES, _LONGEST = 2048, 16_384
"""How many pieces are remembered, and of what length."""


class Owner(Record, frozen=True):
    """One recipient as the scan knows it: its names, and the figures in its own rows."""

    names: tuple[str, ...]
    amounts: frozenset[Decimal]
    figures: frozenset[Decimal]
    """Every figure in its rows, counts and numbers included; they may stand in its file."""


class Leak(Record, frozen=True):
    """What a part holds of others: in words, and the name or figure itself, "" for neither."""

    part: str
    fault: str
    word: str = ""


class _Seen(Record, frozen=True):
    """What one part holds: names with the words around them, whole figures, figures in texts."""

    names: frozenset[str]
    figures: frozenset[Decimal]
    faults: tuple[str, ...]


class LeakScan:
    """The scan for all files of one export.

    `common` are words that every file may hold although a recipient's name stands in them, such
    as the name of the area. `totals` are figures of the whole table; `allowed` may stand anywhere.
    """

    def __init__(
        self,
        owners: Sequence[Owner],
        common: Iterable[str] = (),
        totals: Iterable[Decimal] = (),
        allowed: Iterable[Decimal] = (),
    ) -> None:
        self._owners = owners
        names = NamesIn([owner.names for owner in owners], common)
        self._names, self._named = names.owners, names.found
        known = [a for owner in owners for a in owner.amounts]
        self._amounts = distinctive(known)
        self._totals = distinctive(totals, crowded=False)
        self._allowed = frozenset(allowed)
        self._pieces: dict[bytes, tuple[frozenset[str], frozenset[Decimal]]] = {}
        self._seen: dict[tuple[str, int, int, int], _Seen] = {}

    def leaks(self, members: Iterable[Member], own: int) -> list[str]:
        """One sentence for everything in a package that belongs to others; empty when clean."""
        return [f"{leak.part}：{leak.fault}" for leak in self.found(members, own)]

    def found(self, members: Iterable[Member], own: int) -> list[Leak]:
        """Everything in a package that belongs to others, with the part that holds it."""
        owner = self._owners[own]
        found: list[Leak] = []
        for member in members:
            seen = self._look(member)
            found += [Leak(member.name, fault) for fault in seen.faults]
            for name in seen.names:
                if own not in self._names[name]:
                    found.append(Leak(member.name, f"其他单位的名称“{name}”", name))
            for value in seen.figures - owner.figures - self._allowed:
                whose = "全表的合计" if value in self._totals else "其他单位的金额"
                shown = format_amount(value)
                found.append(Leak(member.name, f"{whose} {shown}", shown))
        return found

    def _look(self, member: Member) -> _Seen:
        key = (member.name, member.crc, member.size, len(member.raw))
        if (known := self._seen.get(key)) is not None:
            return known
        seen = self._read(member.name, member.content())
        if len(self._seen) < 4096:
            self._seen[key] = seen
        return seen

    def _read(self, name: str, data: bytes) -> _Seen:
        name = _unquoted(name)
        faults = ["宏、外部链接、数据缓存或嵌入对象"] if _ACTIVE.search(name) else []
        if data[:4] == b"PK\3\4":
            inner = [self._read(f"{name}/{n}", d) for n, d in _unpacked(data)]
            return _Seen(
                frozenset(self._named(name)).union(*(s.names for s in inner)),
                frozenset[Decimal]().union(*(s.figures for s in inner)),
                (*faults, *(f for s in inner for f in s.faults)),
            )
        if not name.lower().endswith(_XML):
            return _Seen(
                frozenset([*self._named(name), *self._hidden(data)]), frozenset(), tuple(faults)
            )
        names, figures = self._named(name), set[Decimal]()
        data = in_utf8(data)
        if b"%" in data and name.endswith(".rels"):
            names |= self._named(_unquoted(data.decode("utf-8", errors="replace")))
        for piece in data.split(_ROW):
            inside = self._piece(piece)
            names |= inside[0]
            figures |= inside[1]
        return _Seen(frozenset(names), frozenset(figures), tuple(faults))

    def _piece(self, piece: bytes) -> tuple[frozenset[str], frozenset[Decimal]]:
        """The names and figures in a part without rows, or in a row; one met again is known."""
        known = self._pieces.get(piece)
        if known is None:
            text = piece.decode("utf-8-sig", errors="replace") + "<"
            if "r>" in text:
                text = _RUNS.sub("", text)
            known = frozenset(self._named(text)), frozenset(self._figures(text))
            if len(self._pieces) < _PIECES and len(piece) < _LONGEST:
                self._pieces[piece] = known
        return known

    def _hidden(self, data: bytes) -> set[str]:
        """Names inside a picture or printer setting, in the encodings in use."""
        found = set()
        for name in self._names:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                raw = name.encode(encoding)
                if len(raw) >= _LEAST_BINARY and raw in data:
                    found.add(name)
        return found

    def _figures(self, text: str) -> set[Decimal]:
        """Others' amounts and the totals that stand in a part."""
        if 't="s"' in text:
            text = _SHARED.sub("", text)
        if "<xdr:" in text or "<x:" in text:
            text = _PLACES.sub("><", text)
        found: set[Decimal] = set()
        for piece in _TOLD.findall(text):
            inside = figures_in(html.unescape(piece))
            found |= {v for v in inside if v in self._amounts or v in self._totals}
        text = _FORMULA.sub(_constants, text)
        for piece in set(_TEXT.findall(text)):
            value = number(piece)
            if value is not None:
                if value in self._amounts or value in self._totals:
                    found.add(value)
            else:
                inside = figures_in(html.unescape(piece))
                found |= {v for v in inside if v in self._amounts or v in self._totals}
        return found


def _constants(formula: re.Match[str]) -> str:
    """The numbers that a formula states itself, each as a text of its own."""
    found = _CONSTANT.findall(formula[1] or "")
    told = [n for n in found if len(n.replace(".", "").strip("0")) >= _LEAST_IN_FORMULAS]
    return f">{'<>'.join(told)}<"


def _unquoted(text: str) -> str:
    """A name or address with the signs that `%` stands for."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)


def _unpacked(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(n, package.read(n)) for n in package.namelist() if not n.endswith("/")]
