"""The zip archive of a package: members copied as they are stored, and written the same each time.

`zipfile` inflates and deflates every member again; here a member that does not change keeps its
compressed bytes. Dates are fixed, so that the same input gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_LOCAL = struct.Struct("<4s2B4HL2L2H")
_SHAPE = struct.Struct("<2B4H3L2H")
_PLACE = struct.Struct("<3H2L")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LENGTHS = struct.Struct("<2H")
_END = struct.Struct("<4s4H2LH")
_STORED, DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_TIME, _DATE = 0, (1980 - 1980) << 9 | 1 << 5 | 1
_ZIP64 = 0xFFFFFFFF
_ROOM = 1 << 24
_WINDOWS = ((1 << 12, -12, 5), (1 << 13, -13, 6), (1 << 14, -14, 7))
"""A window and a memory that see all of a short content, and take less time to set up."""
LEVEL = 6
"""The compression of what is written anew, that of Excel and of zlib itself."""


class Member(NamedTuple):
    """One file of an archive with its bytes as they are stored there."""

    name: str
    method: int
    crc: int
    size: int
    raw: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Member:
        """A member made from its content."""
        return cls(name, DEFLATED, zlib.crc32(content), len(content), deflated(content))

    @classmethod
    def stored(cls, name: str, content: bytes) -> Member:
        """A member that holds its content as it is."""
        return cls(name, _STORED, zlib.crc32(content), len(content), content)

    def content(self) -> bytes:
        """What the member holds. Raises UnreadableFile when it is damaged."""
        try:
            data = self.raw if self.method == _STORED else self._inflated()
        except zlib.error as error:
            raise _damaged("", f"部件 {self.name} 解压不了") from error
        if zlib.crc32(data) != self.crc:
            raise _damaged("", f"部件 {self.name} 校验不符")
        return data

    def _inflated(self) -> bytes:
        """The content, into room of the size that is told, unless that is beyond belief."""
        return zlib.decompress(self.raw, -zlib.MAX_WBITS, min(self.size, _ROOM) or 1)


class Packed(Record, frozen=True):
    """Members written one after another from the start of a file, with their directory."""

    body: bytes
    directory: bytes
    count: int


def deflated(content: bytes) -> bytes:
    """Content as one deflate stream."""
    maker = _maker(content)
    return maker.compress(content) + maker.flush()


def segment(content: bytes, *, last: bool = False) -> bytes:
    """Content as a piece of a deflate stream that other pieces may precede and follow."""
    maker = _maker(content)
    return maker.compress(content) + maker.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def _maker(content: bytes) -> zlib._Compress:
    size = len(content)
    for limit, window, memory in _WINDOWS:
        if size < limit:
            return zlib.compressobj(LEVEL, zlib.DEFLATED, window, memory)
    return zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


def stored(content: bytes) -> bytes:
    """Content as a piece of a deflate stream that is not compressed; less than 64 KB."""
    return b"\0%b%b" % (_LENGTHS.pack(len(content), len(content) ^ 0xFFFF), content)


def pack(members: Iterable[Member]) -> Packed:
    """Members as the beginning of an archive."""
    body, directory, count, _ = _appended(Packed(b"", b"", 0), members)
    return Packed(b"".join(body), b"".join(directory), count)


def archive(first: Packed, rest: Iterable[Member] = ()) -> bytes:
    """A whole archive: what is packed already, then further members."""
    body, directory, count, start = _appended(first, rest)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, sum(map(len, directory)), start, 0)
    return b"".join([*body, *directory, end])


def _appended(
    first: Packed, members: Iterable[Member]
) -> tuple[list[bytes], list[bytes], int, int]:
    """The body and the directory in pieces, how many members there are, how long the body is."""
    body, directory = [first.body], [first.directory]
    offset, count = len(first.body), first.count
    for member in members:
        name = member.name.encode()
        flags = _UTF8 if len(name) != len(member.name) else 0
        _, method, crc, size, raw = member
        long = len(raw)
        shape = _SHAPE.pack(20, 0, flags, method, _TIME, _DATE, crc, long, size, len(name), 0)
        body += (b"PK\3\4", shape, name, raw)
        directory += (b"PK\1\2\x14\0", shape, _PLACE.pack(0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + long
        count += 1
    return body, directory, count, offset


def read_archive(data: bytes, file: str) -> list[Member]:
    """The members of an archive in the order of its directory, not yet inflated.

    Raises UnreadableFile when it is no archive, cut off, encrypted, or names a member twice.
    """
    try:
        members = _members(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise _damaged(file, "压缩包的目录写坏了") from error
    if members is None:
        raise _damaged(file, "不是完整的 .xlsx 压缩包")
    names = [m.name.lower() for m in members]
    if len(set(names)) < len(names):
        raise _damaged(file, "压缩包里有两个同名的部件")
    return members


def _members(data: bytes) -> list[Member] | None:
    at = data.rfind(b"PK\5\6")
    if at < 0:
        return None
    _, _, _, _, count, _, start, _ = _END.unpack_from(data, at)
    members = []
    for _ in range(count):
        entry = _CENTRAL.unpack_from(data, start)
        flags, method, crc, packed, size = entry[5], entry[6], entry[9], entry[10], entry[11]
        name_length, extra, comment, offset = entry[12], entry[13], entry[14], entry[18]
        supported = method in (_STORED, DEFLATED) and not flags & _ENCRYPTED
        if entry[0] != b"PK\1\2" or not supported or _ZIP64 in (packed, size, offset):
            return None
        name_at = start + _CENTRAL.size
        name = data[name_at : name_at + name_length]
        local = _LOCAL.unpack_from(data, offset)
        begin = offset + _LOCAL.size + local[10] + local[11]
        raw = data[begin : begin + packed]
        if len(raw) < packed:
            return None
        coding = "ascii" if name.isascii() else "utf-8" if flags & _UTF8 else "cp437"
        text = name.decode(coding).replace("\\", "/")
        if not text.endswith("/"):
            members.append(Member(text, method, crc, size, raw))
        start = name_at + name_length + extra + comment
    return members


def _damaged(file: str, found: str) -> UnreadableFile:
    return UnreadableFile(
        "工作簿已损坏，读不出来",
        ref=Ref(file) if file else None,
        found=found,
        expected="能在 Excel 或 WPS 里打开的 .xlsx、.xlsm",
        todo="用 Excel 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )
