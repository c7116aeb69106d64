"""The container of a VBA project: a compound file, [MS-CFB] version 3, sectors of 512 bytes.

Streams shorter than 4096 bytes go into the mini stream, in sectors of 64 bytes. Dates and class
identifiers stay empty, so that the same streams give the same file.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]
"""Streams as bytes, storages as mappings, by name."""

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_IN_HEADER = 109
"""Sectors of the allocation table that the header itself can list: files of up to 7 MB."""


@dataclass
class _Entry:
    """One line of the directory."""

    name: str
    kind: int
    number: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    colour: int = _BLACK
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """The 128 bytes of the entry."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = struct.pack(
            "<HBBIII", len(name), self.kind, self.colour, self.left, self.right, self.child
        )
        return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", self.start, self.size)


_UNUSED = bytes(68) + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)


class _Sectors:
    """The sectors after the header, with the chain that each belongs to."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.chain: list[int] = []

    def put(self, stream: bytes) -> int:
        """Append a stream; returns its first sector, or the end mark for an empty one."""
        if not stream:
            return _END
        start = len(self.chain)
        self.chain += _chain(start, len(stream), _SECTOR)
        self.data += _padded(stream, _SECTOR)
        return start


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file with the streams and storages of the tree.

    Raises ValueError when the file would exceed about 7 MB, which needs sectors not written here.
    """
    entries = _directory(tree)
    sectors = _Sectors()
    mini_stream, mini_chain = bytearray(), list[int]()
    for entry in entries:
        if entry.kind != _STREAM:
            continue
        entry.size = len(entry.data)
        if entry.size >= _CUTOFF or not entry.data:
            entry.start = sectors.put(entry.data)
        else:
            entry.start = len(mini_chain)
            mini_chain += _chain(entry.start, entry.size, _MINI_SECTOR)
            mini_stream += _padded(entry.data, _MINI_SECTOR)
    entries[0].size = len(mini_stream)
    entries[0].start = sectors.put(bytes(mini_stream))
    mini_table = _padded(_table(mini_chain), _SECTOR, b"\xff")
    mini_start = sectors.put(mini_table)
    lines = b"".join(entry.packed() for entry in entries)
    directory_start = sectors.put(lines + _UNUSED * (-len(entries) % (_SECTOR // 128)))

    per_sector = _SECTOR // 4
    fat_count = 1
    while fat_count * per_sector < len(sectors.chain) + fat_count:
        fat_count += 1
    if fat_count > _IN_HEADER:
        raise ValueError("the project is too large for a compound file without further tables")
    fat_start = len(sectors.chain)
    fat = _padded(_table([*sectors.chain, *[_FAT] * fat_count]), _SECTOR, b"\xff")
    fat_places = [*range(fat_start, fat_start + fat_count)]
    header = b"".join(
        [
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16),
            struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6),
            struct.pack("<IIIII", 0, fat_count, directory_start, 0, _CUTOFF),
            struct.pack("<IIII", mini_start, len(mini_table) // _SECTOR, _END, 0),
            _table(fat_places + [_FREE] * (_IN_HEADER - fat_count)),
        ]
    )
    return header + bytes(sectors.data) + fat


def _chain(start: int, length: int, size: int) -> list[int]:
    """For each sector of a stream the number of the next one, then the end mark."""
    count = -(-length // size)
    return [*range(start + 1, start + count), _END]


def _table(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _padded(data: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % size)


def _directory(tree: Tree) -> list[_Entry]:
    """All entries, the root first, with the links between them."""
    root = _Entry("Root Entry", _ROOT, 0)
    entries = [root]
    _add(entries, root, tree)
    for entry in entries:
        if not entry.children:
            continue
        brothers = sorted(entry.children, key=_order)
        height = len(brothers).bit_length() - 1
        is_full = len(brothers) == (2 << height) - 1
        entry.child = _balanced(brothers, 0, -1 if is_full else height)
    return entries


def _add(entries: list[_Entry], parent: _Entry, tree: Tree) -> None:
    for name, content in tree.items():
        if len(name) > 31:
            raise ValueError(f"a name in a compound file has at most 31 characters: {name}")
        is_stream = isinstance(content, bytes)
        entry = _Entry(name, _STREAM if is_stream else _STORAGE, len(entries))
        entries.append(entry)
        parent.children.append(entry)
        if isinstance(content, bytes):
            entry.data = content
        else:
            _add(entries, entry, content)


def _order(entry: _Entry) -> tuple[int, str]:
    """Shorter names come first; names of equal length by their capitals, [MS-CFB] 2.6.4."""
    return len(entry.name.encode("utf-16-le")), entry.name.upper()


def _balanced(brothers: Sequence[_Entry], depth: int, red_depth: int) -> int:
    """Link sorted brothers into a tree, red on the one level that is not full; its top."""
    if not brothers:
        return _NONE
    middle = len(brothers) // 2
    top = brothers[middle]
    top.colour = _RED if depth == red_depth and depth else _BLACK
    top.left = _balanced(brothers[:middle], depth + 1, red_depth)
    top.right = _balanced(brothers[middle + 1 :], depth + 1, red_depth)
    return top.number
