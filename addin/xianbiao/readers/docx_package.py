"""The parts of a Word document that are read: its text, its lists, its styles."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.docx_text import children
from xianbiao.readers.package import CFB, Package, file_bytes

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
    if data.startswith(CFB):
        raise UnreadableFile(
            "文档有打开密码，或是旧的 .doc 格式",
            ref=Ref(str(path)),
            expected="没有打开密码的 .docx",
            todo="在 Word 或 WPS 里打开，取消密码后另存为 .docx",
        )
    try:
        package = Package(str(path), data, _Bounded(io.BytesIO(data)))
        main = next((p for kind, p in package.relations("").values() if kind == _DOCUMENT), "")
        body = next(children(package.xml(main), "body"), None)
        beside: dict[str, list[ET.Element]] = {}
        for kind, part in package.relations(main).values():
            if kind in _BESIDE:
                beside.setdefault(kind, []).append(package.xml(part))
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, KeyError, zlib.error) as error:
        raise _damaged(path, "不是完整的 .docx 压缩包") from error
    except ET.ParseError as error:
        raise _damaged(path, "有部件的内容写坏了") from error
    if body is None:
        raise _damaged(path, "里面没有正文")
    return WordParts(body, beside)


class _Bounded(zipfile.ZipFile):
    """An archive of which no part is read that is too large."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """The content of a part; raises BadZipFile where it is too large or damaged."""
        part = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if part.file_size > _LARGEST:
            raise zipfile.BadZipFile(part.filename)
        return super().read(name, pwd)


def _damaged(path: Path, found: str) -> UnreadableFile:
    return UnreadableFile(
        "文档已损坏，读不出来",
        ref=Ref(str(path)),
        found=found,
        expected="能在 Word 或 WPS 里打开的 .docx",
        todo="用 Word 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )
