"""Where steps of undo are kept: a very hidden sheet of the workbook itself.

A sheet, and not a folder beside the file, for three reasons. The application copies the touched
cells there with everything they carry (borders, number formats, conditional formats), which no
list of properties would do. It travels with the file through saving, renaming and moving to
another machine. And a copy of the workbook takes its own steps along: a folder keyed by the
book would offer the steps of one copy to the other.

A step takes a band of rows. Column A holds its record as JSON, cut into pieces that fit a cell;
the copied cells stand below it from column C on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xianbiao.excel.books import sheet_called
from xianbiao.excel.ranges import range_of, read_values, used_area, write
from xianbiao.excel.side_sheets import UNDO_SHEET, add_last, hide_deeply, taken
from xianbiao.model.records import Record, field
from xianbiao.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings as xw

MOST_STEPS = 10
COPIES_COLUMN = 2
_PIECE = 16000
"""LibreOffice breaks a longer text of Latin and Chinese in two lines when it opens a file."""

_STEP, _MORE = "step:", "more:"
_WIDEST = 400


class Kept(Record):
    """One rectangle as it was: where its copy stands in the band, and its formulas.

    `formulas` holds areas of the sheet with the formulas that stood there: a copied formula
    points elsewhere, so it is kept as text. `before` and `after` are the marks of what stood
    there and of what the step wrote, `around` that of the words beside and above it.
    """

    sheet: str
    area: Area
    copy_row: int
    formulas: list[tuple[Area, list[list[str]]]]
    before: str
    after: str = ""
    around: str = ""


class Step(Record):
    """What one click overwrote, in the order in which it was written.

    `rows` is the height of the band, `top` its first row; `added` are the sheets that the
    click added, `added_after` the marks of what it wrote there.
    """

    button: str
    time: str
    kept: list[Kept] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    added_after: list[str] = field(default_factory=list)
    rows: int = 0
    top: int = 0


def store(book: xw.Book) -> xw.Sheet:
    """The sheet of the steps, made when it is first needed."""
    sheet = sheet_called(book, UNDO_SHEET)
    if sheet is None:
        sheet = add_last(book, UNDO_SHEET)
        hide_deeply(sheet)
    return sheet


def require_ours(book: xw.Book) -> None:
    """Raises XianbiaoError where a clerk's own sheet bears the name of the store.

    Between two clicks a store is empty, or begins with the record of a step.
    """
    sheet = sheet_called(book, UNDO_SHEET)
    if sheet is None or str(read_values(sheet, Area(0, 0, 0, 0))[0][0] or "").startswith(_STEP):
        return
    used = used_area(sheet)
    area = Area(0, 0, used.bottom, min(used.right, _WIDEST - 1))
    if any(value not in (None, "") for row in read_values(sheet, area) for value in row):
        raise taken(book, UNDO_SHEET)


def steps(book: xw.Book) -> list[Step]:
    """The steps that can be taken back, the oldest first."""
    sheet = sheet_called(book, UNDO_SHEET)
    return list(_read(sheet)) if sheet is not None else []


def put_record(sheet: xw.Sheet, step: Step) -> None:
    """Write the record of a step into column A of its band; `rows` becomes the band's height."""
    pieces = _pieces(step)
    step.rows = max(step.rows, len(pieces))
    pieces = _pieces(step)
    area = Area(step.top, 0, step.top + len(pieces) - 1, 0)
    write(sheet, area, [[piece] for piece in pieces])


def drop(sheet: xw.Sheet, step: Step) -> None:
    """Remove the band of a step; what stands below moves up."""
    area = Area(step.top, 0, step.top + step.rows - 1, _WIDEST - 1)
    range_of(sheet, area).delete("up")


def next_row(found: list[Step]) -> int:
    """The first free row below the bands."""
    return found[-1].top + found[-1].rows if found else 0


def _read(sheet: xw.Sheet) -> Iterator[Step]:
    used = used_area(sheet)
    column = [row[0] for row in read_values(sheet, Area(0, 0, used.bottom, 0))]
    for top, value in enumerate(column):
        if not isinstance(value, str) or not value.startswith(_STEP):
            continue
        text = value.removeprefix(_STEP)
        for more in column[top + 1 :]:
            if not isinstance(more, str) or not more.startswith(_MORE):
                break
            text += more.removeprefix(_MORE)
        yield _step(json.loads(text.replace("\n", "")), top)  # JSON writes its own as \\n


def _pieces(step: Step) -> list[str]:
    record = {
        "button": step.button,
        "time": step.time,
        "rows": step.rows,
        "added": step.added,
        "added_after": step.added_after,
        "kept": [
            {
                "sheet": kept.sheet,
                "area": _plain(kept.area),
                "copy_row": kept.copy_row,
                "before": kept.before,
                "after": kept.after,
                "around": kept.around,
                "formulas": [[_plain(area), block] for area, block in kept.formulas],
            }
            for kept in step.kept
        ],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    parts = [text[i : i + _PIECE] for i in range(0, len(text), _PIECE)]
    return [f"{_MORE if i else _STEP}{part}" for i, part in enumerate(parts)]


def _step(record: dict[str, Any], top: int) -> Step:
    kept = [
        Kept(
            sheet=item["sheet"],
            area=Area(*item["area"]),
            copy_row=item["copy_row"],
            formulas=[(Area(*area), block) for area, block in item["formulas"]],
            before=item["before"],
            after=item["after"],
            around=item.get("around", ""),
        )
        for item in record["kept"]
    ]
    return Step(
        record["button"],
        record["time"],
        kept,
        record["added"],
        record.get("added_after", []),
        record["rows"],
        top,
    )


def _plain(area: Area) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]
