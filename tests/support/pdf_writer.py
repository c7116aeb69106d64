"""PDF files written sign by sign, for tests of reading them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

A4 = (595.0, 842.0)
_TURNS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
_ASCENT = 0.88
SLANTED = (0.7, 0.7, -0.7, 0.7)


class Paper:
    """A page on which texts and lines are put, in points from the upper left corner.

    `rotate` is how far a viewer turns it, `mute` holds signs without a meaning in the file.
    """

    def __init__(self, size: tuple[float, float] = A4, *, rotate: int = 0, mute: str = "") -> None:
        self.size = size
        self.rotate = rotate
        self.mute = mute
        self.content: list[str] = []
        self.used: set[str] = set()
        self.notes = 0

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: float = 10,
        *,
        turn: int | Sequence[float] = 0,
        step: float | None = None,
    ) -> Paper:
        """Put a text whose upper left corner is there; `step` is the way from sign to sign."""
        self.used |= set(text)
        matrix = _TURNS[turn] if isinstance(turn, int) else turn
        y = self.size[1] - top - _ASCENT * size
        for piece, at in _pieces(text, x, step):
            codes = "".join(f"{ord(sign):04X}" for sign in piece)
            place = " ".join(f"{n:g}" for n in (*matrix, at, y))
            self.content.append(f"BT /F {size:g} Tf {place} Tm <{codes}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, style: str = "0.5 w") -> Paper:
        """Draw a line; `style` is what PDF calls operators of the graphics state."""
        high = self.size[1]
        self.content.append(f"q {style} {x0:g} {high - y0:g} m {x1:g} {high - y1:g} l S Q")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S") -> Paper:
        """Draw a rectangle: `S` its sides, `f` its inside."""
        wide, high = x1 - x0, y1 - y0
        self.content.append(f"{x0:g} {self.size[1] - y1:g} {wide:g} {high:g} re {paint}")
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        """Put a grey picture."""
        place = f"{x1 - x0:g} 0 0 {y1 - y0:g} {x0:g} {self.size[1] - y1:g}"
        self.content.append(f"q {place} cm /I Do Q")
        return self

    def note(self) -> Paper:
        """Put a comment as readers of PDF add them."""
        self.notes += 1
        return self

    def lines(
        self, texts: Iterable[str], x: float = 72, top: float = 72, pitch: float = 18
    ) -> Paper:
        """Put texts on lines of their own."""
        for number, text in enumerate(texts):
            self.text(x, top + number * pitch, text)
        return self

    def table(
        self,
        rows: Sequence[Sequence[str | None]],
        x: float = 72,
        top: float = 100,
        widths: Sequence[float] = (),
        high: float = 20,
    ) -> Paper:
        """Draw a table; a cell that is None goes on from the cell on its left."""
        widths = widths or [80.0] * len(rows[0])
        xs = list(accumulate(widths, initial=x))
        for number in range(len(rows) + 1):
            y = top + number * high
            self.line(xs[0], y, xs[-1], y)
        for number, row in enumerate(rows):
            y = top + number * high
            self.line(xs[-1], y, xs[-1], y + high)
            for column, text in enumerate(row):
                if text is not None:
                    self.line(xs[column], y, xs[column], y + high)
                    self.text(xs[column] + 5, y + 5, text)
        return self


def write_pdf(path: Path, *papers: Paper, locked: bool = False) -> Path:
    """Write pages into a file; one that is locked asks for a password that nobody knows."""
    objects: list[str] = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids: list[int] = []

    def add(body: str) -> int:
        objects.append(body)
        return len(objects)

    picture = add(_stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                          "/ColorSpace /DeviceGray", "x"))  # fmt: skip
    for paper in papers:
        font = _font(add, sorted(paper.used - set(paper.mute)))
        content = add(_stream("", "\n".join(paper.content)))
        note = "<< /Type /Annot /Subtype /FreeText /Rect [9 9 99 29] /Contents (x) >>"
        width, height = paper.size
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] "
                f"/Rotate {paper.rotate} /Contents {content} 0 R "
                f"/Annots [{note * paper.notes}] "
                f"/Resources << /Font << /F {font} 0 R >> /XObject << /I {picture} 0 R >> >> >>"
            )
        )
    objects[1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    )
    lock = add(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
    secret = f"/Encrypt {lock} 0 R /ID [<00> <00>]" if locked else ""
    path.write_bytes(_file(objects, secret))
    return path


def _pieces(text: str, x: float, step: float | None) -> list[tuple[str, float]]:
    if step is None:
        return [(text, x)]
    return [(sign, x + n * step) for n, sign in enumerate(text)]


def _font(add: object, signs: Sequence[str]) -> int:
    """A font in which a sign's code is its character; those of Latin are half as wide."""
    assert callable(add)
    pairs = "\n".join(f"<{ord(s):04X}> <{s.encode('utf-16-be').hex()}>" for s in signs)
    mapped = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(signs)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    described: int = add(
        "<< /Type /FontDescriptor /FontName /T /Flags 4 /Ascent 880 /Descent -120 "
        "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    )
    inner: int = add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 1000 /W [32 126 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {described} 0 R >>"
    )
    mapping: int = add(_stream("", mapped))
    font: int = add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H "
        f"/DescendantFonts [{inner} 0 R] /ToUnicode {mapping} 0 R >>"
    )
    return font


def _stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str], more: str) -> bytes:
    made = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\n".encode()
    return made + f"startxref\n{start}\n%%EOF\n".encode()
