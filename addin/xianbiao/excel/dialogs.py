"""What a button may ask or tell the person at the screen, whatever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from xianbiao.excel.progress import Cancelled, Waiting
from xianbiao.model.records import Record

TITLE = "县表"


class Question(Record, frozen=True):
    """A question with the key by which an answer may be given beforehand (`--set key=…`).

    `kinds` are the suffixes of files that are offered, such as `.xlsx`.
    """

    key: str
    text: str
    default: str = ""
    kinds: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


class Dialogs(Protocol):
    """Messages and questions. A question that is cancelled is answered with None."""

    def tell(self, text: str) -> None:
        """Show a message."""

    def warn(self, text: str) -> None:
        """Show what went wrong."""

    def confirm(self, question: Question) -> bool:
        """Ask for yes or no."""

    def text(self, question: Question) -> str | None:
        """Ask for a line of text."""

    def choose(self, question: Question) -> str | None:
        """Ask for one of the options."""

    def folder(self, question: Question) -> Path | None:
        """Ask for a folder."""

    def open_file(self, question: Question) -> Path | None:
        """Ask for a file that is there."""

    def save_file(self, question: Question) -> Path | None:
        """Ask where a new file shall be."""

    def show(self, path: Path) -> None:
        """Open a file or a folder for the person to see."""

    def waiting(self, title: str) -> Waiting:
        """How work under a title is watched and cancelled."""


def answered(answer: Path | str | None) -> str:
    """The answer; raises Cancelled where there is none."""
    if answer is None or not str(answer).strip():
        raise Cancelled("已取消，没有改动任何内容")
    return str(answer).strip()


def listed(lines: Sequence[str], most: int = 12, place: str = "日志") -> str:
    """Lines for a message box; of a long list the beginning, and where the others are seen."""
    shown = [f"· {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"……另有 {len(lines) - most} 处，见“{place}”")
    return "\n".join(shown)
