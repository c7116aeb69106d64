"""What is drawn on rows: with whom it goes, and how high it is afterwards."""

from __future__ import annotations

import re

import pytest

from xianbiao.export.package.drawings import cut_drawing, with_own_cells
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import RowMap


def anchored(inside: str, first: tuple[int, int], last: tuple[int, int]) -> bytes:
    """A drawing with one thing on it, from a row (from 1) and offset to another."""
    points = "".join(
        f"<xdr:{name}><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row - 1}</xdr:row>"
        f"<xdr:rowOff>{offset}</xdr:rowOff></xdr:{name}>"
        for name, (row, offset) in (("from", first), ("to", last))
    )
    return (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<xdr:twoCellAnchor>{points}{inside}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()


PICTURE = '<xdr:pic><xdr:spPr><a:xfrm><a:ext cx="500" cy="500"/></a:xfrm></xdr:spPr></xdr:pic>'
CHART = '<xdr:graphicFrame><xdr:xfrm><a:ext cx="0" cy="0"/></xdr:xfrm></xdr:graphicFrame>'
FRAME = '<xdr:sp><xdr:spPr><a:xfrm><a:ext cx="500" cy="900"/></a:xfrm></xdr:spPr></xdr:sp>'
TEXT = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>填表说明</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


@pytest.mark.parametrize(
    ("inside", "first", "last", "kept", "rows"),
    [
        (PICTURE, (5, 100), (6, 200), 5, (5, 6)),
        (PICTURE, (5, 100), (6, 200), 6, None),
        (PICTURE, (5, 400), (6, 300), 5, None),
        (PICTURE, (5, 400), (6, 300), 6, (5, 6)),
        (PICTURE, (4, 100), (9, 200), 7, (4, 9)),
        (CHART, (3, 0), (11, 200), 7, (3, 11)),
        (TEXT, (5, 0), (9, 200), 7, (5, 9)),
        (FRAME, (5, 0), (9, 200), 7, (5, 6)),
    ],
    ids=["own", "next's", "next's own", "own of next", "all", "chart", "text", "frame"],
)
def test_what_is_drawn_stays_with_its_row_and_in_its_size(
    inside: str,
    first: tuple[int, int],
    last: tuple[int, int],
    kept: int,
    rows: tuple[int, int] | None,
) -> None:
    """The rows 5 to 9 are recipients', of whom one keeps its own."""
    remaining = RowMap.without({5, 6, 7, 8, 9} - {kept})
    made = cut_drawing(anchored(inside, first, last), "图", remaining, frozenset(), macros=True)
    if rows is None:
        assert made is None
    else:
        assert made is not None
        found = re.findall(rb"<xdr:row>(\d+)<", made.data)
        assert tuple(int(row) + 1 for row in found) == rows


@pytest.mark.parametrize(
    ("link", "where", "text"),
    [
        ("$C$6", "$C$5", "529"),
        ("$C$7", "", ""),
        ("表!$C$10", "表!$C$6", ""),
        ("$A$1", "$A$1", "529"),
    ],
    ids=["own", "another's", "total", "head"],
)
def test_a_shape_shows_the_cell_that_it_showed(link: str, where: str, text: str) -> None:
    """The rows 5 to 9 are recipients', of whom one keeps row 6; row 10 is their total."""
    shape = (
        f'<xdr:sp macro="" textlink="{link}"><xdr:txBody><a:p><a:r><a:t>529</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp>"
    )
    remaining = Remaining({"表": RowMap.without({5, 7, 8, 9})}, changed={"表": frozenset([10])})
    made = with_own_cells(anchored(shape, (1, 0), (2, 0)), "图", "表", remaining).decode()
    assert re.findall(r'textlink="(.*?)"', made) == [where]
    assert "".join(re.findall(r"<a:t>(.*?)</a:t>", made)) == text
