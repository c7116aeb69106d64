"""Dialogs of the command line: answers given beforehand, or asked in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from xianbiao.excel.dialogs import Question
from xianbiao.excel.progress import Cancelled, Waiting
from xianbiao.model.errors import XianbiaoError

_YES = {"是", "y", "yes", "1", "true"}


class ConsoleDialogs:
    """Answers come from `answers` by key; others are asked where a terminal is attached.

    Without a terminal a question of yes or no is answered with no; any other raises
    XianbiaoError, which names the key to set.
    """

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self._answers = dict(answers or {})

    def tell(self, text: str) -> None:
        """Print a message."""
        print(text)

    def warn(self, text: str) -> None:
        """Print what went wrong to the error output."""
        print(text, file=sys.stderr)

    def confirm(self, question: Question) -> bool:
        """Yes where the answer says so."""
        if question.key not in self._answers and not sys.stdin.isatty():
            print(f"{question.text}\n（没有回答，按“否”处理；要同意请加 --set {question.key}=是）")
            return False
        return self._ask(question, "是/否").strip().lower() in _YES

    def text(self, question: Question) -> str | None:
        """A line of text."""
        return self._ask(question, question.default) or question.default or None

    def choose(self, question: Question) -> str | None:
        """One of the options, by its words or its number."""
        answer = self._ask(question, "、".join(question.options))
        if answer.isdigit() and 0 < int(answer) <= len(question.options):
            return question.options[int(answer) - 1]
        if answer and answer not in question.options:
            raise XianbiaoError(
                question.text, found=answer, expected="、".join(question.options), todo="从中选一个"
            )
        return answer or None

    def folder(self, question: Question) -> Path | None:
        """A folder."""
        return self._path(question)

    def open_file(self, question: Question) -> Path | None:
        """A file that is there."""
        return self._path(question)

    def save_file(self, question: Question) -> Path | None:
        """A place for a new file."""
        return self._path(question)

    def show(self, path: Path) -> None:
        """Name the place: a terminal opens nothing."""
        print(path)

    def waiting(self, title: str) -> Waiting:
        """The keys of the terminal interrupt the command itself."""
        return Waiting("按 Ctrl+C 取消")

    def _path(self, question: Question) -> Path | None:
        answer = self._ask(question, question.default)
        return Path(answer).expanduser() if answer else None

    def _ask(self, question: Question, hint: str) -> str:
        if question.key in self._answers:
            return self._answers[question.key]
        if not sys.stdin.isatty():
            if question.default:
                return question.default
            raise XianbiaoError(question.text, todo=f"加上 --set {question.key}=…")
        try:
            return input(f"{question.text}{f'（{hint}）' if hint else ''}：").strip()
        except EOFError:
            raise Cancelled("已取消，没有改动任何内容") from None
