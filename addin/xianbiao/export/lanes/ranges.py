"""Ranges of rules and merges, and the formulas of rules, when one lane of a sheet stays."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.package.references import Reference, column_number, letters_of, parse
from xianbiao.export.package.row_map import runs
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace

_RANGE = expression(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")


class Box(Record, frozen=True):
    """A range: its first and last row, its first and last column."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def of(cls, text: str) -> Box | None:
        """The range that a text such as `A5:C18` means, None where it is none."""
        match = _RANGE.fullmatch(text.strip())
        if match is None:
            return None
        rows = sorted((int(match[2]), int(match[4] or match[2])))
        columns = sorted((column_number(match[1]), column_number(match[3] or match[1])))
        return cls(*rows, *columns)

    @property
    def text(self) -> str:
        """How it is written."""
        first = f"{letters_of(self.left)}{self.top}"
        last = f"{letters_of(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def is_in(self, moves: CellMoves) -> bool:
        """Whether it has rows of the table and columns that not all files have."""
        rows = self.top <= moves.rows[1] and self.bottom >= moves.rows[0]
        return rows and any(self.left <= c <= self.right for c in moves.region)


def laid(box: Box, moves: CellMoves) -> list[Box]:
    """What of a range stays, in the new columns; its rows stay as they are."""
    if not box.is_in(moves):
        return [box]
    ends = (min(moves.region), max(moves.region))
    columns: set[int] = set()
    for column in range(max(box.left, ends[0]), min(box.right, ends[1]) + 1):
        new = moves.usual.get(column) if column in moves.region else column
        columns |= {new} if new is not None else set()
    found = [replace(box, left=a, right=b) for a, b in runs(columns)]
    if box.left < ends[0]:
        found.insert(0, replace(box, right=ends[0] - 1))
    if box.right > ends[1]:
        found.append(replace(box, left=ends[1] + 1))
    return list(_joined(found))


def _joined(boxes: list[Box]) -> Iterator[Box]:
    """Boxes of the same rows from left to right, those that touch as one."""
    last: Box | None = None
    for box in boxes:
        if last is not None and box.left == last.right + 1:
            last = replace(last, right=box.right)
            continue
        if last is not None:
            yield last
        last = box
    if last is not None:
        yield last


def laid_ranges(text: str, moves: CellMoves) -> str | None:
    """A list of ranges divided by blanks in the new columns, None where nothing stays."""
    found: list[str] = []
    for piece in text.split():
        box = Box.of(piece)
        found += [piece] if box is None else [b.text for b in laid(box, moves)]
    return " ".join(dict.fromkeys(found)) or None


def rule_formula(text: str, own: str, old: str, new: str, moves: CellMoves) -> str | None:
    """The formula of a rule for the ranges `old`, which are `new` now; None where it reads others.

    Columns without a dollar sign are counted from the first cell of the ranges.
    """
    boxes = (Box.of(old.split()[0]), Box.of(new.split()[0]))
    if boxes[0] is None or boxes[1] is None:
        return text
    shift = boxes[1].left - boxes[0].left

    def change(reference: Reference) -> str | None:
        here = (reference.sheet or own).lower() == moves.sheet.lower()
        if not here or reference.kind == "rows":
            return reference.text
        ends = [_end(letters, shift, moves) for letters in reference.columns]
        if None in ends:
            return None
        if reference.kind == "columns":
            return f"{reference.prefix}{ends[0]}:{ends[1]}"
        placed = replace(reference, columns=(str(ends[0]), str(ends[1])))
        return placed.text_at(reference.first, reference.last)

    return parse(text).rewritten(change)


def _end(letters: str, shift: int, moves: CellMoves) -> str | None:
    column = column_number(letters)
    if not letters.startswith("$"):
        return letters_of(max(1, column + shift))
    new = moves.usual.get(column) if column in moves.region else column
    return None if new is None else f"${letters_of(new)}"
