"""Dialogs of LibreOffice, through its own toolkit; a line of text is asked by zenity or refused."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from xianbiao.excel.dialogs import TITLE, Question
from xianbiao.excel.progress import Waiting
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    import xlwings as xw

_YES = 2
_ACCEPTED = 1
_BUTTONS_OK, _BUTTONS_YES_NO = 1, 3
_SIMPLE_OPEN, _SIMPLE_SAVE = 0, 10
_PICKER = "com.sun.star.ui.dialogs."


class OfficeDialogs:
    """Shown by the running LibreOffice in front of the window of the book.

    `services` creates a UNO service by its name; `peer` is the window behind the boxes.
    """

    def __init__(self, book: xw.Book, services: Any) -> None:
        self._book = book
        self._services = services

    def tell(self, text: str) -> None:
        """A message box."""
        self._box("INFOBOX", _BUTTONS_OK, text)

    def warn(self, text: str) -> None:
        """A message box with the sign of a warning."""
        self._box("WARNINGBOX", _BUTTONS_OK, text)

    def confirm(self, question: Question) -> bool:
        """A message box with yes and no."""
        return self._box("QUERYBOX", _BUTTONS_YES_NO, question.text) == _YES

    def text(self, question: Question) -> str | None:
        """A line of text, through the desktop's own box."""
        return _zenity(
            question, "--entry", "--text", question.text, "--entry-text", question.default
        )

    def choose(self, question: Question) -> str | None:
        """One of the options, from a list of the desktop's."""
        return _zenity(
            question, "--list", "--column", question.text, "--hide-header", *question.options
        )

    def folder(self, question: Question) -> Path | None:
        """The folder picker."""
        picker = self._services.createInstance(f"{_PICKER}FolderPicker")
        picker.setTitle(question.text)
        if question.default:
            picker.setDisplayDirectory(Path(question.default).resolve().as_uri())
        return _path(picker.getDirectory()) if picker.execute() == _ACCEPTED else None

    def open_file(self, question: Question) -> Path | None:
        """The picker of files."""
        return self._file(question, _SIMPLE_OPEN)

    def save_file(self, question: Question) -> Path | None:
        """The picker of a new file."""
        return self._file(question, _SIMPLE_SAVE)

    def show(self, path: Path) -> None:
        """Open a file or a folder with the desktop."""
        opener = shutil.which("xdg-open")
        if opener is not None:
            subprocess.Popen([opener, str(path)])

    def waiting(self, title: str) -> Waiting:
        """A window of the desktop with a bar and 取消; without zenity the status bar alone."""
        program = shutil.which("zenity")
        return Waiting() if program is None else _window(program, title)

    def _file(self, question: Question, mode: int) -> Path | None:
        picker = self._services.createInstance(f"{_PICKER}FilePicker")
        picker.initialize((mode,))
        picker.setTitle(question.text)
        if question.default:
            picker.setDefaultName(Path(question.default).name)
        patterns = ";".join(f"*{kind}" for kind in question.kinds)
        if patterns:
            picker.appendFilter(patterns, patterns)
        return _path(picker.getFiles()[0]) if picker.execute() == _ACCEPTED else None

    def _box(self, kind: str, buttons: int, text: str) -> int:
        import uno

        window = self._book.api.CurrentController.Frame.ContainerWindow
        toolkit = self._services.createInstance("com.sun.star.awt.Toolkit")
        sort = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        return int(toolkit.createMessageBox(window, sort, buttons, TITLE, text).execute())


def _path(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))


def _window(program: str, title: str) -> Waiting:
    """The window of zenity: it ends by itself, and not with 0, when 取消 is clicked."""
    window = subprocess.Popen(
        [program, "--progress", "--title", TITLE, "--text", title],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )

    def show(text: str, done: int, total: int) -> None:
        if window.stdin is not None:
            with contextlib.suppress(OSError):
                window.stdin.write(f"# {text}\n{min(99, done * 100 // max(1, total))}\n")
                window.stdin.flush()

    def close() -> None:
        window.terminate()
        with contextlib.suppress(OSError):
            window.communicate()

    return Waiting("点“取消”停止", lambda: window.poll() not in (None, 0), show, close)


def _zenity(question: Question, *arguments: str) -> str | None:
    program = shutil.which("zenity")
    if program is None:
        raise XianbiaoError(
            "这台机器没有输入框", found=question.text, todo="安装 zenity，或用 xianbiao button 命令"
        )
    done = subprocess.run(
        [program, "--title", TITLE, *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None if done.returncode == 0 else None
