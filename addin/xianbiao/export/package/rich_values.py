"""Rich values behind cells (pictures in cells of Excel), reduced to those that a file calls.

Cells call them by number through the metadata of the workbook, and they call pictures by number
in turn. All numbers stay as they are: a value that no cell calls says nothing any more, and a
picture that no value calls is an empty one.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator
from functools import cached_property

from xianbiao.export.package.archive import Member
from xianbiao.export.package.elements import Element, local
from xianbiao.export.package.relationships import Relationship, rels_of, write_relationships
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import R_ID, parsed, written
from xianbiao.model.records import replace

_VALUES, _STRUCTURES = "rdRichValue", "rdRichValueStructure"
_PICTURES, _METADATA = "richValueRel", "sheetMetadata"
_PICTURE_KEY = "_rvRel:"
_TYPE = "XLRICHVALUE"
_EMPTY = "xl/media/empty.png"
_Keys = list[tuple[str, str]]
"""The fields of a kind of value, each with its name and type."""


class RichValues:
    """The rich values of one source."""

    def __init__(self, source: SourceBook, by_kind: dict[str, str]) -> None:
        self._source, self._by_kind = source, by_kind
        source.types.defaults.setdefault("png", "image/png")
        self.parts = tuple(by_kind[k] for k in (_VALUES, _PICTURES) if k in by_kind)
        """The parts that each file has in its own form."""

    @property
    def pictures(self) -> str | None:
        """The part that leads to the pictures, if any."""
        return self._by_kind.get(_PICTURES)

    @classmethod
    def of(cls, source: SourceBook) -> RichValues | None:
        """Those of a source, None where it has none."""
        by_kind = {
            r.kind: r.part
            for r in source.other_relationships
            if r.part is not None and r.part in source.members
        }
        needed = (_VALUES, _STRUCTURES, _METADATA)
        return cls(source, by_kind) if all(k in by_kind for k in needed) else None

    def members(self, called: Collection[int]) -> dict[str, Member]:
        """These parts, and the pictures, of a file whose cells call these numbers (`vm`)."""
        part = self._by_kind[_VALUES]
        root = self._root(_VALUES)
        values = [e for e in root if local(e) == "rv"]
        used = self._closed(values, {v for n in called if (v := self._meant.get(n)) is not None})
        pictures: set[int] = set()
        for at, value in enumerate(values):
            for (name, kind), field in self._fields(value):
                if at in used and name.startswith(_PICTURE_KEY):
                    pictures.add(int(field.text or 0))
                elif at not in used and kind == "s":
                    field.text = ""
        return {part: Member.of(part, written(root))} | dict(self._pictures(pictures))

    def _pictures(self, used: Collection[int]) -> Iterator[tuple[str, Member]]:
        part = self.pictures
        if part is None:
            return
        calls = [e.get(R_ID) for e in self._root(_PICTURES) if local(e) == "rel"]
        ids = {calls[n] for n in used if n < len(calls)}
        related: list[Relationship] = []
        for r in self._source.relationships(part):
            if r.id in ids:
                related.append(r)
                if r.part in self._source.members:
                    yield r.part, self._source.members[r.part]
            else:
                related.append(replace(r, target=f"/{_EMPTY}", part=_EMPTY))
        if any(r.part == _EMPTY for r in related):
            yield _EMPTY, Member.of(_EMPTY, _empty_picture())
        yield part, self._source.members[part]
        yield rels_of(part), Member.of(rels_of(part), write_relationships(related))

    def _closed(self, values: list[Element], used: set[int]) -> set[int]:
        """Some values with all those that they call."""
        waiting = list(used)
        while waiting:
            at = waiting.pop()
            if at >= len(values):
                continue
            for (_, kind), field in self._fields(values[at]):
                if kind == "r" and (other := int(field.text or 0)) not in used:
                    used.add(other)
                    waiting.append(other)
        return used

    def _fields(self, value: Element) -> Iterator[tuple[tuple[str, str], Element]]:
        keys = self._structures[int(value.get("s", "0"))]
        return zip(keys, value.findall("{*}v"), strict=False)

    @cached_property
    def _structures(self) -> list[_Keys]:
        kinds = [e for e in self._root(_STRUCTURES) if local(e) == "s"]
        return [[(k.get("n", ""), k.get("t", "d")) for k in kind] for kind in kinds]

    @cached_property
    def _meant(self) -> dict[int, int]:
        """The number of a value by the number (`vm`, from 1) by which cells call it."""
        root = self._root(_METADATA)
        types = [e.get("name") for e in root.iter("{*}metadataType")]
        behind: list[int | None] = []
        for future in root.iter("{*}futureMetadata"):
            if future.get("name") == _TYPE:
                found = [next(block.iter("{*}rvb"), None) for block in future.findall("{*}bk")]
                behind = [None if e is None else int(e.get("i", "0")) for e in found]
        meant: dict[int, int] = {}
        for number, block in enumerate(root.findall("{*}valueMetadata/{*}bk"), start=1):
            for record in block.findall("{*}rc"):
                kind, at = int(record.get("t", "0")), int(record.get("v", "0"))
                is_rich = 0 < kind <= len(types) and types[kind - 1] == _TYPE
                value = behind[at] if is_rich and at < len(behind) else None
                if value is not None:
                    meant[number] = value
        return meant

    def _root(self, kind: str) -> Element:
        part = self._by_kind[kind]
        return parsed(self._source.content(part), part)


def _empty_picture() -> bytes:
    """A PNG of one transparent pixel."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 5)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
