"""The pages of a PDF as they are printed: where each sign stands, and each ruled line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.package import file_bytes

if TYPE_CHECKING:
    from types import ModuleType

_MOST_PAGES = 300
_THIN = 3.0
"""Points up to which a filled rectangle is a line."""
_STRAIGHT = 1.0
_WHITE = 0.98
_COMMENTS = frozenset({"Widget", "FreeText", "Text", "Stamp", "Ink", "Redact"})
"""Annotations that write something on the page."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner."""


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


class Stroke(Record, frozen=True):
    """A ruled line along one axis: `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


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
            todo="Windows 上重新运行最新安装包的 install.cmd；自己装的运行 "
            "pip install 'pdfplumber>=0.11,<0.12'；或改用 Word 原稿（.docx）",
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
    seen = _Turned(turn, (left, top, right, bottom))
    across, down = _strokes(page, seen)
    width, height = (bottom - top, right - left) if turn % 2 else (right - left, bottom - top)
    area = (right - left) * (bottom - top) or 1.0
    return Page(
        number=page.page_number,
        width=width,
        height=height,
        glyphs=[Glyph(c["text"], *seen.box(_box(c))) for c, facing in signs if facing == turn],
        across=across,
        down=down,
        askew=sum(1 for c, facing in signs if facing != turn and c["text"].strip()),
        pictures=tuple(_cover(_box(i), page.bbox) / area for i in page.images),
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


class _Turned:
    """Coordinates of a page that is turned so that its text reads upright."""

    def __init__(self, turn: int, page: Box) -> None:
        self._turn = turn
        self._page = page

    def box(self, box: Box) -> Box:
        """A box where it is seen, from the upper left corner."""
        left, top, right, bottom = self._page
        x0, y0, x1, y1 = box
        match self._turn:
            case 1:
                return bottom - y1, x0 - left, bottom - y0, x1 - left
            case 2:
                return right - x1, bottom - y1, right - x0, bottom - y0
            case 3:
                return y0 - top, right - x1, y1 - top, right - x0
        return x0 - left, y0 - top, x1 - left, y1 - top


def _strokes(page: Any, seen: _Turned) -> tuple[list[Stroke], list[Stroke]]:
    """The lines across and those down, however they were drawn, but what is white."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, top, x1, bottom in map(seen.box, _drawn(page)):
        if x1 - x0 >= bottom - top:
            across.append(Stroke((top + bottom) / 2, x0, x1))
        else:
            down.append(Stroke((x0 + x1) / 2, top, bottom))
    return across, down


def _drawn(page: Any) -> Iterator[Box]:
    for line in page.lines:
        if _is_seen(line, stroked=True) and _is_thin(_box(line), _STRAIGHT):
            yield _box(line)
    for rect in page.rects:
        box = _box(rect)
        if _is_thin(box, _THIN):
            if _is_seen(rect, stroked=bool(rect.get("stroke"))):
                yield box
        elif rect.get("stroke") and _is_seen(rect, stroked=True):
            left, top, right, bottom = box
            yield from ((left, y, right, y) for y in (top, bottom))
            yield from ((x, top, x, bottom) for x in (left, right))
    for curve in page.curves:
        if curve.get("stroke") and _is_seen(curve, stroked=True):
            yield from _straight_parts(curve.get("pts") or ())


def _straight_parts(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    for (x, y), (to_x, to_y) in pairwise(points):
        box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
        if _is_thin(box, _STRAIGHT):
            yield box


def _is_thin(box: Box, limit: float) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= limit


def _is_seen(drawn: Any, *, stroked: bool) -> bool:
    """Whether it is not white on white."""
    colour = drawn.get("stroking_color" if stroked else "non_stroking_color")
    parts = colour if isinstance(colour, Iterable) else (colour,)
    numbers = [p for p in parts if isinstance(p, int | float)]
    if len(numbers) == 4:
        return any(n > 1 - _WHITE for n in numbers)
    return not numbers or any(n < _WHITE for n in numbers)


def _box(thing: Any) -> Box:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def _cover(box: Box, page: Box) -> float:
    """How much of the page a box covers, in square points."""
    wide = min(box[2], page[2]) - max(box[0], page[0])
    high = min(box[3], page[3]) - max(box[1], page[1])
    return max(wide, 0.0) * max(high, 0.0)


def _kind(annotation: Any) -> str:
    subtype = annotation.get("data", {}).get("Subtype")
    return str(getattr(subtype, "name", subtype) or "")
