"""Word documents laid out for printing, of which LibreOffice makes PDF for tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from support.documents import CELL_WIDTH, cell, paragraph, table, write_document

_TWIPS = 20
A4 = (11906, 16838)
A3 = (16838, 23811)
"""Width and height of paper in twentieths of a point."""
_MARGIN = 1500
_MOST_COLUMNS = 8
"""Tables with more columns stand on landscape pages."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FONT = '<w:rFonts w:eastAsia="Noto Serif CJK SC" w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans"/>'
_COLUMN = re.compile(r'<w:gridCol w:w="\d+"')
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r'<w:tcW w:w="(\d+)"')
_LONGEST = 16
"""Texts that are longer do not make a column wider."""


def line(
    text: str, *, centred: bool = False, right: bool = False, indent: int = 0, size: int = 0
) -> str:
    """A paragraph with its place on the line; `indent` in characters, `size` in points."""
    place = "center" if centred else "right" if right else "both"
    properties = f'<w:ind w:firstLine="{indent * 320}"/>' if indent else ""
    made = paragraph(text, f'{properties}<w:jc w:val="{place}"/>')
    points = f'<w:sz w:val="{size * 2}"/>' if size else '<w:sz w:val="32"/>'
    return made.replace("<w:r>", f"<w:r><w:rPr>{_FONT}{points}</w:rPr>")


def ruled(
    rows: Iterable[Iterable[str]],
    width: float,
    *,
    header: int = 0,
    size: int = 10,
    shares: Sequence[float] = (),
) -> str:
    """A table with lines around all cells, so many points wide; `header` rows print again.

    `shares` are the parts of the width that columns get, all the same where none are given.
    """
    made = table(rows)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES
    )
    made = made.replace("<w:tblPr/>", f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>")
    shares = shares or [1.0] * made.count("<w:gridCol ")
    wide = [round(width * _TWIPS * share / sum(shares)) for share in shares]
    columns = iter(wide)
    made = _COLUMN.sub(lambda _: f'<w:gridCol w:w="{next(columns)}"', made)
    made = _ROW.sub(lambda row: _with_widths(row[0], wide), made)
    made = made.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", header)
    return made.replace("<w:r>", f'<w:r><w:rPr>{_FONT}<w:sz w:val="{size * 2}"/></w:rPr>')


def _with_widths(row: str, wide: Sequence[int]) -> str:
    """A row whose cells are as wide as the columns that they span."""
    at = 0

    def widened(found: re.Match[str]) -> str:
        nonlocal at
        first, at = at, at + int(found[1]) // CELL_WIDTH
        return f'<w:tcW w:w="{sum(wide[first:at])}"'

    return _CELL.sub(widened, row)


def shares_of(rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide columns of these texts are beside each other."""
    width = max(map(len, rows))
    return [
        min(max(4, *(len(row[n]) for row in rows if n < len(row)), 0), _LONGEST)
        for n in range(width)
    ]


def plain_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of cells without merges, shorter ones filled up with blank cells."""
    width = max(map(len, rows))
    return [[cell(t) for t in (*row, *[""] * (width - len(row)))] for row in rows]


def section(paper: tuple[int, int] = A4, *, landscape: bool = False, parts: str = "") -> str:
    """What ends a run of pages of one size; `parts` refers to a header or footer."""
    width, height = sorted(paper, reverse=landscape)
    turned = ' w:orient="landscape"' if landscape else ""
    sides = "".join(f'w:{s}="{_MARGIN}" ' for s in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{parts}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {sides}w:header="700" w:footer="700" w:gutter="0"/></w:sectPr>'
    )


def ends(made: str) -> str:
    """The last paragraph of a section that others follow."""
    return f"<w:p><w:pPr>{made}</w:pPr></w:p>"


def room(paper: tuple[int, int] = A4, *, landscape: bool = False) -> float:
    """How wide the text area is, in points."""
    return (sorted(paper, reverse=landscape)[0] - 2 * _MARGIN) / _TWIPS


def printed_notice(text: str, path: Path) -> Path:
    """A notice as text laid out as offices do: wide tables, with what heads them, on wide pages."""
    blocks: list[str] = []
    heading: list[str] = []
    is_wide = False
    for is_table, lines in groupby(text.splitlines(), key=lambda one: "\t" in one):
        if not is_table:
            above = list(lines)
            at = max(
                (n for n, one in enumerate(above) if one.startswith("附件")), default=len(above)
            )
            blocks += [line(one, size=16) for one in above[:at]]
            heading = [line(one, size=16) for one in above[at:]]
            continue
        texts = [one.split("\t") for one in lines]
        rows = plain_rows(texts)
        if (len(rows[0]) > _MOST_COLUMNS) is not is_wide:
            blocks.append(ends(section(landscape=is_wide)))
            is_wide = not is_wide
            heading = heading or [line("")]
        blocks += [*heading, ruled(rows, room(landscape=is_wide), shares=shares_of(texts))]
        heading = []
    return write_document(path, [*blocks, *heading, section(landscape=is_wide)])
