"""Whole notices with something changed in them: the text, the notice, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice

from .build import notice
from .test_faults import BASE

ADJUSTMENT = (resources.files("xianbiao.demo") / "bazhou-2021-96.txt").read_text(encoding="utf-8")
ALLOCATION = (resources.files("xianbiao.demo") / "changji-2023-70.txt").read_text(encoding="utf-8")

__all__ = ["ADJUSTMENT", "ALLOCATION", "BASE", "errors", "line_of", "made", "row_of"]

Edit = tuple[str, str]


def made(text: str, *edits: Edit) -> tuple[str, Notice]:
    """A text with each `old` replaced once by `new`, and the notice that it is."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text, notice(*text.split("\n"))


def errors(found: Notice, *codes: str) -> list[Finding]:
    """The errors of some rules."""
    return [f for f in check(found) if f.rule in codes and f.severity is Severity.ERROR]


def line_of(text: str, mark: str, nth: int = 1) -> int:
    """The number of the nth line that holds a mark."""
    lines: Sequence[int] = [n for n, line in enumerate(text.split("\n"), 1) if mark in line]
    return lines[nth - 1]


def row_of(text: str, name: str) -> str:
    """The first line of a table with this cell, with its line break."""
    return next(row for row in text.split("\n") if name in row.split("\t")) + "\n"
