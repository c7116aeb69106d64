"""Formulas as pieces: references to cells apart from texts, names and functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from xianbiao.export.package.functions import needs_more
from xianbiao.export.package.row_map import LAST_ROW
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace
from xianbiao.sheets import addresses

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_TOKEN = expression(
    rf"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<error>\#[A-Z/0!?]+)
  | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*(?::[\w.]+)?)!)?
    (?: (?P<cells>{_CELL}(?::{_CELL})?)
      | (?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})
      | (?P<rows>\$?[1-9]\d*:\$?[1-9]\d*)
    ) (?![\w(.!\[])
  | (?P<owner>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*)!)? (?P<word>[^\W\d][\w.\\?]*)
    (?:(?P<call>\s*\()|(?P<table>(?=\[)))?
  | (?P<number>\d+(?:\.\d*)?(?:[Ee][+-]?\d+)?)
  | (?P<bracket>\[[^\]]*\])
    """,
    re.VERBOSE,
)
_CONSTANTS, _VARIABLE = ("TRUE", "FALSE"), "_XLPM."
"""Words that are no names: truth values, and the variables of LET and LAMBDA."""
_ONE = expression(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


class Reference(Record, frozen=True):
    """A reference to rows of a sheet; `sheet` is None for the formula's own.

    `text` is as written. `first` and `last` are the rows, and `fixed` tells for both whether
    they bear a dollar sign. A reference to whole columns means every row.
    """

    text: str
    prefix: str
    sheet: str | None
    first: int
    last: int
    fixed: tuple[bool, bool]
    columns: tuple[str, str]
    kind: str

    @property
    def is_single(self) -> bool:
        """Whether one cell is meant."""
        return self.kind == "cell"

    @property
    def is_elsewhere(self) -> bool:
        """Whether it leads to another file or through several sheets."""
        return self.sheet is not None and ("[" in self.sheet or ":" in self.sheet)

    def column_span(self) -> tuple[int, int]:
        """The first and last column, from 1."""
        if self.kind == "rows":
            return 1, 16384
        low, high = (column_number(c) for c in self.columns)
        return min(low, high), max(low, high)

    def text_at(self, first: int, last: int) -> str:
        """How it is written with other rows."""
        if self.kind == "columns":
            return self.text
        left, right = self.columns
        text = f"{self.prefix}{left}{'$' if self.fixed[0] else ''}{first}"
        return (
            text if self.kind == "cell" else f"{text}:{right}{'$' if self.fixed[1] else ''}{last}"
        )


class Formula(Record, frozen=True):
    """A formula without its leading `=`: its text in pieces, and the words it uses.

    `leaves_file` tells whether it reads another file, or calls what is no part of a workbook.
    """

    pieces: tuple[str | Reference, ...]
    functions: frozenset[str]
    names: frozenset[str]
    tables: frozenset[str]
    leaves_file: bool

    @property
    def text(self) -> str:
        """The formula as written."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    def rewritten(self, change: Callable[[Reference], str | None]) -> str | None:
        """The formula with every reference as `change` writes it; None where it refuses one."""
        pieces: list[str] = []
        for piece in self.pieces:
            text = piece if isinstance(piece, str) else change(piece)
            if text is None:
                return None
            pieces.append(text)
        return "".join(pieces)

    def references(self) -> Iterator[Reference]:
        """Every reference to cells, in order."""
        return (p for p in self.pieces if isinstance(p, Reference))


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """The pieces of a formula."""
    pieces: list[str | Reference] = []
    functions: set[str] = set()
    names: set[str] = set()
    tables: set[str] = set()
    leaves, at = False, 0
    for token in _TOKEN.finditer(text):
        if kind := next((k for k in ("cells", "columns", "rows") if token[k]), None):
            pieces.append(text[at : token.start()])
            pieces.append(_reference(token, kind))
            at = token.end()
            leaves |= "[" in (token["sheet"] or "")
        elif word := token["word"]:
            leaves |= "[" in (token["owner"] or "")
            is_table = token["table"] is not None
            (functions if token["call"] else tables if is_table else names).add(word.upper())
    pieces.append(text[at:])
    return Formula(
        tuple(p for p in pieces if p != ""),
        frozenset(functions),
        frozenset(n for n in names if n not in _CONSTANTS and not n.startswith(_VARIABLE)),
        frozenset(tables),
        leaves or needs_more(functions),
    )


def _reference(token: re.Match[str], kind: str) -> Reference:
    prefix = token["sheet"] or ""
    bare = prefix[:-1]
    sheet = bare[1:-1].replace("''", "'") if bare.startswith("'") else bare
    left, _, right = token[kind].partition(":")
    if kind == "columns":
        ends, rows, fixed = (left, right), (1, LAST_ROW), (True, True)
    elif kind == "rows":
        ends, fixed = ("", ""), (left.startswith("$"), right.startswith("$"))
        rows = int(left.lstrip("$")), int(right.lstrip("$"))
    else:
        one = _ONE.fullmatch(left)
        two = _ONE.fullmatch(right) if right else one
        assert one is not None
        assert two is not None
        ends = one[1] + one[2], two[1] + two[2]
        rows, fixed = (int(one[4]), int(two[4])), (bool(one[3]), bool(two[3]))
        kind = "range" if right else "cell"
    if rows[0] > rows[1]:
        rows, fixed, ends = rows[::-1], fixed[::-1], ends[::-1]
    return Reference(token[0], prefix, sheet if prefix else None, *rows, fixed, ends, kind)


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27; dollar signs do not count."""
    return addresses.column_number(letters.lstrip("$").upper()) + 1


def shifted(text: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell further down and to the right (for shared formulas)."""
    if not rows and not columns:
        return text
    moved = parse(text).rewritten(lambda reference: _shift(reference, rows, columns))
    assert moved is not None
    return moved


def _shift(reference: Reference, rows: int, columns: int) -> str:
    if reference.kind == "rows":
        first, last = (
            r if f else r + rows
            for r, f in zip((reference.first, reference.last), reference.fixed, strict=True)
        )
        return reference.text_at(first, last)
    ends = tuple(
        c if c.startswith("$") else letters_of(column_number(c) + columns)
        for c in reference.columns
    )
    moved = replace(reference, columns=(ends[0], ends[1]))
    if reference.kind == "columns":
        return f"{reference.prefix}{ends[0]}:{ends[1]}"
    first = reference.first if reference.fixed[0] else reference.first + rows
    last = reference.last if reference.fixed[1] else reference.last + rows
    return moved.text_at(first, last)


def letters_of(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    return addresses.column_letters(column - 1)
