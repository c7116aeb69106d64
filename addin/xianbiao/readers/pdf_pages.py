"""The pages of a PDF as they are printed: where each sign stands, and each ruled line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.package import file_bytes
from xianbiao.readers.pdf_strokes import Box, Stroke, Turned, box_of, strokes_of

if TYPE_CHECKING:
    from types import ModuleType

_MOST_PAGES = 300
_COMMENTS = frozenset({"Widget", "FreeText", "Text", "Stamp", "Ink", "Redact"})
"""Annotations that write something on the page."""


class Glyph(Record, frozen=True):
    """One sign: its text and its box, in points from the upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Page(Record):
    """A page that is read upright, measured in points.

    `askew` are signs that stand in another direction than most, `pictures` the shares of the
    page that pictures cover, `drawn` counts curves, `comments` what was written on the page
    afterwards, and `is_turned` says that the page had to be turned to be read.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Stroke]
    down: list[Stroke]
    askew: int = 0
    pictures: tuple[float, ...] = ()
    drawn: int = 0
    comments: int = 0
    is_turned: bool = False


def read_pages(path: Path) -> list[Page]:
    """The pages of a PDF file.

    Raises UnreadableFile when the file is missing, has a password, is damaged or too long, and
    when the library that reads PDF is not installed.
    """
    data = file_bytes(path)
    library = _library(path)
    if b"%PDF-" not in data[:1024]:
        raise _damaged(path, "不是 PDF 文件")
    try:
        with library.open(path) as document:
            if len(document.pages) > _MOST_PAGES:
                raise UnreadableFile(
                    "PDF 太长，没有读",
                    ref=Ref(str(path)),
                    found=f"{len(document.pages)} 页",
                    expected=f"不超过 {_MOST_PAGES} 页的一份通知",
                    todo="只把通知和附件的几页另存为 PDF",
                )
            pages = []
            for page in document.pages:
                pages.append(_page(page))
                page.close()
    except UnreadableFile:
        raise
    except Exception as error:  # damaged files make the library fail in any way
        names = [type(e).__name__ for e in (error, *error.args)]
        if any("Password" in name or "Encryption" in name for name in names):
            raise UnreadableFile(
                "PDF 有打开密码，读不出来",
                ref=Ref(str(path)),
                expected="没有打开密码的 PDF",
                todo="用密码打开后另存（打印）为没有密码的 PDF，或向发文单位要 Word 原稿",
            ) from error
        raise _damaged(path, "内容不完整或写坏了") from error
    if not pages:
        raise _damaged(path, "里面没有页")
    return pages


def _library(path: Path) -> ModuleType:
    try:
        import pdfplumber
    except ImportError as error:
        raise UnreadableFile(
            "这里没有装读 PDF 的程序库 pdfplumber",
            ref=Ref(str(path)),
            todo="Windows 上重新运行最新安装包的 install.cmd；自己装的在源码文件夹里运行 "
            "pip install '.[pdf]'；或改用 Word 原稿（.docx）",
        ) from error
    module: ModuleType = pdfplumber
    return module


def _damaged(path: Path, found: str) -> UnreadableFile:
    return UnreadableFile(
        "PDF 已损坏，读不出来",
        ref=Ref(str(path)),
        found=found,
        expected="能在 PDF 阅读器里打开的 PDF",
        todo="重新下载，或向发文单位要 Word 原稿",
    )


def _page(page: Any) -> Page:
    left, top, right, bottom = page.bbox
    signs = [(c, _direction(c["matrix"])) for c in page.chars]
    facing = Counter(d for c, d in signs if c["text"].strip()).most_common(1)
    turn = facing[0][0] if facing and facing[0][0] is not None else 0
    seen = Turned(turn, (left, top, right, bottom))
    across, down = strokes_of(page, seen)
    width, height = (bottom - top, right - left) if turn % 2 else (right - left, bottom - top)
    area = (right - left) * (bottom - top) or 1.0
    return Page(
        number=page.page_number,
        width=width,
        height=height,
        glyphs=[Glyph(c["text"], *seen.box(box_of(c))) for c, facing in signs if facing == turn],
        across=across,
        down=down,
        askew=sum(1 for c, facing in signs if facing != turn and c["text"].strip()),
        pictures=tuple(_cover(box_of(i), page.bbox) / area for i in page.images),
        drawn=len(page.curves),
        comments=sum(1 for a in page.annots if _kind(a) in _COMMENTS),
        is_turned=turn != 0,
    )


def _direction(matrix: Sequence[float]) -> int | None:
    """Quarter turns against the clock in which a sign is written; None for any other angle."""
    a, b, c, d = matrix[:4]
    if abs(b) <= abs(a) / 20 and a * d > 0:
        return 0 if a > 0 else 2
    if abs(a) <= abs(b) / 20 and b * c < 0:
        return 1 if b > 0 else 3
    return None


def _cover(box: Box, page: Box) -> float:
    """How much of the page a box covers, in square points."""
    wide = min(box[2], page[2]) - max(box[0], page[0])
    high = min(box[3], page[3]) - max(box[1], page[1])
    return max(wide, 0.0) * max(high, 0.0)


def _kind(annotation: Any) -> str:
    subtype = annotation.get("data", {}).get("Subtype")
    return str(getattr(subtype, "name", subtype) or "")
