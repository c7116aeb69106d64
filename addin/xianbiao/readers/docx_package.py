"""The parts of a Word document that are read: its text, its lists, its styles."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.docx_text import children, value_of
from xianbiao.readers.package import file_bytes

_CFB = b"\xd0\xcf\x11\xe0"
_DOCUMENT = "officeDocument"
_BESIDE = ("numbering", "styles", "header", "footer", "footnotes", "endnotes", "comments")
_LARGEST = 64 << 20
"""Bytes of text above which a document is no notice."""


class WordParts(Record):
    """The body of a document, and the parts that it leads to by the last word of their kind."""

    body: ET.Element
    beside: dict[str, list[ET.Element]]

    def one(self, kind: str) -> ET.Element | None:
        """The part of a kind of which there is one at most."""
        return next(iter(self.beside.get(kind, ())), None)


def word_parts(path: Path) -> WordParts:
    """The parts of a .docx file.

    Raises UnreadableFile when the file is missing, encrypted, damaged or of the old format.
    """
    data = file_bytes(path)
    if data.startswith(_CFB):
        raise UnreadableFile(
            "文档有打开密码，或是旧的 .doc 格式",
            ref=Ref(str(path)),
            expected="没有打开密码的 .docx",
            todo="在 Word 或 WPS 里打开，取消密码后另存为 .docx",
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        main = _related(package, "").get(_DOCUMENT, [""])[0]
        body = next(children(_xml(package, main), "body"), None)
        related = _related(package, main)
        beside = {k: [_xml(package, part) for part in related.get(k, ())] for k in _BESIDE}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, KeyError, zlib.error) as error:
        raise _damaged(path, "不是完整的 .docx 压缩包") from error
    except ET.ParseError as error:
        raise _damaged(path, "有部件的内容写坏了") from error
    if body is None:
        raise _damaged(path, "里面没有正文")
    return WordParts(body, beside)


def _xml(package: zipfile.ZipFile, part: str) -> ET.Element:
    if package.getinfo(part).file_size > _LARGEST:
        raise zipfile.BadZipFile(part)
    return ET.fromstring(package.read(part))


def _related(package: zipfile.ZipFile, part: str) -> dict[str, list[str]]:
    """The parts that a part leads to, by the last word of their kind."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{base}.rels")
    if path not in package.namelist():
        return {}
    found: dict[str, list[str]] = {}
    for r in _xml(package, path):
        if value_of(r, "TargetMode") != "External":
            kind = str(value_of(r, "Type")).rpartition("/")[2]
            target = posixpath.join("/", folder, str(value_of(r, "Target")))
            found.setdefault(kind, []).append(posixpath.normpath(target).lstrip("/"))
    return found


def _damaged(path: Path, found: str) -> UnreadableFile:
    return UnreadableFile(
        "文档已损坏，读不出来",
        ref=Ref(str(path)),
        found=found,
        expected="能在 Word 或 WPS 里打开的 .docx",
        todo="用 Word 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )
