"""Dialogs of Excel and WPS: their own message boxes, folder and file pickers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.dialogs import TITLE, Question
from xianbiao.excel.progress import Waiting, escape_pressed

if TYPE_CHECKING:
    import xlwings as xw

_FOLDER_PICKER = 4
_CHOSEN = -1
_TEXT_INPUT = 2
_LONGEST_PROMPT = 240
"""The box for one line takes a prompt of 255 characters; the rest is for the words around."""

_LONGEST_OPTION = 60


class ExcelDialogs:
    """Shown by the application, so that they stand in front of its window."""

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """A message box."""
        self._app.alert(text, TITLE, "ok", "info")

    def warn(self, text: str) -> None:
        """A message box with the sign of an error."""
        self._app.alert(text, TITLE, "ok", "critical")

    def confirm(self, question: Question) -> bool:
        """A message box with yes and no."""
        return bool(self._app.alert(question.text, TITLE, "yes_no", None) == "yes")

    def text(self, question: Question) -> str | None:
        """The application's box for one line."""
        answer = self._app.api.InputBox(question.text, TITLE, question.default, Type=_TEXT_INPUT)
        return None if answer is False else str(answer)

    def choose(self, question: Question) -> str | None:
        """A box for the number of one option; asked again while the number is none of them.

        Options that do not fit into one box follow in the next ones, which 0 brings.
        """
        pages, shown = list(_pages(question)), 0
        while True:
            numbers, lines = pages[shown]
            last = "填序号：" if len(pages) == 1 else "填序号，0 看其余："
            prompt = "\n".join([question.text, *lines, last])
            answer = self.text(Question(question.key, prompt, str(numbers.start)))
            if answer is None or answer in question.options:
                return answer
            number = int(answer) if answer.strip().isdecimal() else -1
            if 0 < number <= len(question.options):
                return question.options[number - 1]
            shown = (shown + 1) % len(pages) if number == 0 else shown

    def folder(self, question: Question) -> Path | None:
        """The folder picker."""
        picker = self._app.api.FileDialog(_FOLDER_PICKER)
        picker.Title = question.text
        if question.default:
            picker.InitialFileName = question.default
        return Path(picker.SelectedItems(1)) if picker.Show() == _CHOSEN else None

    def open_file(self, question: Question) -> Path | None:
        """The picker of files."""
        answer = self._app.api.GetOpenFilename(_filter(question), 1, question.text)
        return None if answer is False else Path(answer)

    def save_file(self, question: Question) -> Path | None:
        """The picker of a new file."""
        answer = self._app.api.GetSaveAsFilename(
            question.default, _filter(question), 1, question.text
        )
        return None if answer is False else Path(answer)

    def show(self, path: Path) -> None:
        """Open a folder in the Explorer, or a file with its program."""
        start = getattr(os, "startfile", None)
        if start is not None:
            start(str(path))

    def waiting(self, title: str) -> Waiting:
        """The status bar alone; Esc is looked at while it moves on."""
        return Waiting("按住 Esc 取消", escape_pressed)


def _pages(question: Question) -> Iterator[tuple[range, Sequence[str]]]:
    """The options in boxes: the numbers in each, and its lines."""
    room = _LONGEST_PROMPT - len(question.text)
    first, lines = 1, list[str]()
    for number, option in enumerate(question.options, start=1):
        text = option if len(option) <= _LONGEST_OPTION else f"{option[:_LONGEST_OPTION]}…"
        line = f"{number}. {text}"
        if lines and sum(len(known) + 1 for known in lines) + len(line) > room:
            yield range(first, number), lines
            first, lines = number, []
        lines.append(line)
    yield range(first, len(question.options) + 1), lines


def _filter(question: Question) -> str:
    patterns = ";".join(f"*{kind}" for kind in question.kinds) or "*.*"
    return f"文件 ({patterns}),{patterns}"
