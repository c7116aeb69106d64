"""Dialogs of Excel and WPS: their own message boxes, folder and file pickers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.dialogs import TITLE, Question

if TYPE_CHECKING:
    import xlwings as xw

_FOLDER_PICKER = 4
_CHOSEN = -1
_TEXT_INPUT = 2


class ExcelDialogs:
    """Shown by the application, so that they stand in front of its window."""

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """A message box."""
        self._app.alert(text, TITLE, "ok", "info")

    def warn(self, text: str) -> None:
        """A message box with the sign of an error."""
        self._app.alert(text, TITLE, "ok", "exclamation")

    def confirm(self, question: Question) -> bool:
        """A message box with yes and no."""
        return bool(self._app.alert(question.text, TITLE, "yes_no", None) == "yes")

    def text(self, question: Question) -> str | None:
        """The application's box for one line."""
        answer = self._app.api.InputBox(question.text, TITLE, question.default, Type=_TEXT_INPUT)
        return None if answer is False else str(answer)

    def choose(self, question: Question) -> str | None:
        """A box for the number of one option; asked again while the number is none of them."""
        lines = [f"{n}. {option}" for n, option in enumerate(question.options, start=1)]
        prompt = "\n".join([question.text, *lines, "填序号："])
        while True:
            answer = self.text(Question(question.key, prompt, "1"))
            if answer is None or answer in question.options:
                return answer
            if answer.strip().isdigit() and 0 < int(answer) <= len(lines):
                return question.options[int(answer) - 1]

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


def _filter(question: Question) -> str:
    patterns = ";".join(f"*{kind}" for kind in question.kinds) or "*.*"
    return f"文件 ({patterns}),{patterns}"
