"""Comments of cells and their boxes when one lane of a sheet stays."""

from __future__ import annotations

from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.lanes.ranges import Box
from xianbiao.export.package.notes import ANCHOR, ROW, SHAPE, kept_comments
from xianbiao.model.expressions import expression

_COLUMN = expression(r"(<x:Column>\s*)(\d+)(\s*</x:Column>)")


def laid_comments(data: bytes, part: str, moves: CellMoves) -> bytes | None:
    """Classic comments or threads on cells that stay, at their new places; None where none is."""

    def place(ref: str) -> str | None:
        box = Box.of(ref)
        new = None if box is None else moves.place(box.top, box.left)
        return None if new is None else Box(new[0], new[0], new[1], new[1]).text

    return kept_comments(data, part, place)


def laid_boxes(data: bytes, moves: CellMoves) -> bytes | None:
    """The legacy drawing with the boxes of comments that stay, None where no shape is left.

    The part is often no proper XML, so it is edited as text. A form control belongs to no cell:
    it stays unless it hangs on a column that is hidden now, within the table.
    """
    text = data.decode("utf-8-sig", errors="surrogateescape")
    text = SHAPE.sub(lambda match: _shape(match[0], moves), text)
    if not SHAPE.search(text):
        return None
    return text.encode("utf-8", errors="surrogateescape")


def _shape(text: str, moves: CellMoves) -> str:
    row, column, anchor = ROW.search(text), _COLUMN.search(text), ANCHOR.search(text)
    if row is not None and column is not None:
        place = moves.place(int(row[2]) + 1, int(column[2]) + 1)
        if place is None:
            return ""
        shift = (place[0] - 1 - int(row[2]), place[1] - 1 - int(column[2]))
        text = ROW.sub(rf"\g<1>{place[0] - 1}\g<3>", text)
        text = _COLUMN.sub(rf"\g<1>{place[1] - 1}\g<3>", text)
        return ANCHOR.sub(lambda m: m[1] + _shifted(m[2], *shift) + m[3], text)
    if anchor is not None:
        numbers = [int(n) for n in anchor[2].split(",")]
        return "" if moves.place(numbers[2] + 1, numbers[0] + 1) is None else text
    return text


def _shifted(anchor: str, rows: int, columns: int) -> str:
    """The corners of a box: column, offset, row, offset, twice."""
    numbers = [int(n) for n in anchor.split(",")]
    by = (columns, 0, rows, 0) * 2
    return ", ".join(str(max(0, n + s)) for n, s in zip(numbers, by, strict=True))
