"""An .xlsx or .xlsm package on disk: opened, proven whole, its parts and their relations."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

from xianbiao.model.errors import UnreadableFile, remedy_of, words_of
from xianbiao.model.refs import Ref
from xianbiao.model.remembered import Remembered

WORKBOOK = "xl/workbook.xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
"""By what the workbook part of the Strict form of the standard is known."""
CFB = b"\xd0\xcf\x11\xe0"
"""How an encrypted file begins, and one of the formats before 2007."""
_LOCAL_HEAD = 30
_TIME = slice(10, 14)
"""Where the head of a part says when it was written."""
_CHUNK = 1 << 20
_LARGE = 8 << 20
"""Parts above this size, in bytes, are proven in passing and not held in memory."""

_INFLATED = Remembered[tuple[object, ...], bytes](32 << 20)
"""Parts by their compressed bytes: most are the same when a file was saved again."""


class Package:
    """The parts of a workbook that was read into memory, by name."""

    def __init__(
        self,
        file: str,
        data: bytes,
        parts: zipfile.ZipFile,
        contents: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.file = file
        self.data = data
        self._zip = parts
        self._contents = contents
        self.names = parts.namelist()
        self._names = {n.lower(): n for n in reversed(self.names)} | {n: n for n in self.names}
        if WORKBOOK not in self._names and "_rels/.rels" in self._names:
            self._name_book()

    def _name_book(self) -> None:
        """Let the workbook be found under its usual name: Excel online numbers it on saving."""
        try:
            related = self.relations("").values()
        except (ET.ParseError, KeyError, zipfile.BadZipFile, zlib.error):
            return
        for kind, part in related:
            folder, base = posixpath.split(part)
            if kind == "officeDocument" and folder == posixpath.dirname(WORKBOOK):
                self._names[WORKBOOK] = part
                usual = posixpath.basename(WORKBOOK)
                self._names[f"{folder}/_rels/{usual}.rels"] = f"{folder}/_rels/{base}.rels"

    def has(self, name: str) -> bool:
        """Whether there is such a part; case tells no two apart."""
        stored = self._names.get(name) or self._names.get(name.lower())
        return stored is not None and stored in self._names

    def part(self, name: str) -> bytes:
        """The content of a part; raises KeyError when it is missing."""
        name = self._names.get(name) or self._names.get(name.lower(), name)
        content = self._contents.get(name)
        return self._zip.read(name) if content is None else content

    def xml(self, name: str) -> ET.Element:
        """The root of a part; raises KeyError when it is missing, ParseError when it is broken."""
        return ET.fromstring(self.part(name))

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Id → (last word of the type, part) of the relations of a part within the package.

        Those of the package itself have the name "".
        """
        folder, base = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(path):
            return {}
        return {
            str(r.get("Id")): (
                str(r.get("Type")).rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, str(r.get("Target")))).lstrip("/"),
            )
            for r in self.xml(path)
            if r.get("TargetMode") != "External"
        }


def open_package(path: Path) -> Package:
    """The package in a file, every part of it with its right checksum.

    Raises UnreadableFile when the file is missing, encrypted, damaged or of the old format.
    """
    return package_of(path, file_bytes(path))


def package_of(path: Path, data: bytes) -> Package:
    """The package in bytes that were read from a file; raises UnreadableFile as `open_package`."""
    if data.startswith(CFB):
        raise UnreadableFile(
            "工作簿有打开密码，或是旧的 .xls 格式",
            ref=Ref(str(path)),
            expected="没有打开密码的 .xlsx 或 .xlsm",
            todo="在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx",
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
        contents, bad = _contents(parts, data)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise damaged(path, "不是完整的 .xlsx 压缩包") from error
    package = Package(str(path), data, parts, contents)
    if bad is not None or not package.has(WORKBOOK):
        raise damaged(path, f"部件 {bad} 校验不符" if bad else "里面没有工作簿")
    return package


def _contents(parts: zipfile.ZipFile, data: bytes) -> tuple[dict[str, bytes], str | None]:
    """Every part but very large ones, and the first whose checksum is wrong, None without one.

    A part is remembered by its entry in the directory and all bytes up to the next part but its
    time, which are all that inflating it rests on; where it reaches further it is inflated each
    time.
    """
    found: dict[str, bytes] = {}
    infos = parts.infolist()
    starts = sorted({info.header_offset for info in infos} | {parts.start_dir})
    ends = dict(itertools.pairwise(starts))
    for info in {i.filename: i for i in infos}.values():
        end = ends.get(info.header_offset, 0)
        raw = data[info.header_offset : end]
        needed = _LOCAL_HEAD + info.compress_size
        needed += int.from_bytes(raw[26:28], "little") + int.from_bytes(raw[28:30], "little")
        timeless = raw[: _TIME.start] + raw[_TIME.stop :]
        of_entry = info.compress_type, info.flag_bits, info.CRC, info.file_size
        key = (info.filename, *of_entry, timeless)
        content = _INFLATED.get(key) if needed <= len(raw) else None
        if content is None:
            try:
                content = _inflated(parts, info)
            except zipfile.BadZipFile:
                return found, info.filename
            if content is not None and needed <= len(raw):
                _INFLATED.keep(key, content, len(raw) + len(content))
        if content is not None:
            found[info.filename] = content
    return found, None


def _inflated(parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """A part, its checksum proven; None for a very large one, which is read when it is needed."""
    with parts.open(info) as stream:
        if info.file_size <= _LARGE:
            return stream.read()
        while stream.read(_CHUNK):
            pass
    return None


def file_bytes(path: Path) -> bytes:
    """The content of a file; raises UnreadableFile with the reason where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unopened(path, error) from error


def unopened(path: Path, error: OSError) -> UnreadableFile:
    """The error for a file that the system does not open."""
    return UnreadableFile(
        "文件打不开",
        ref=Ref(str(path)),
        found=words_of(error),
        todo=remedy_of(error),
    )


def damaged(path: Path, found: str) -> UnreadableFile:
    """The error for a workbook whose content is broken; `found` says what broke."""
    return UnreadableFile(
        "工作簿已损坏，读不出来",
        ref=Ref(str(path)),
        found=found,
        expected="能在 Excel 或 WPS 里打开的 .xlsx、.xlsm",
        todo="用 Excel 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )
