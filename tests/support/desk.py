"""A desk for tests: answers are given beforehand, messages are kept, the clock stands still."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question
from xianbiao.excel.progress import Waiting
from xianbiao.excel.settings import Settings

NOON = dt.datetime(2024, 3, 5, 12, 0, 0)


class Answers:
    """Dialogs that answer by key; a question without an answer is cancelled."""

    def __init__(self, answers: dict[str, object], cancelled: Callable[[], bool]) -> None:
        self.answers = answers
        self.cancelled = cancelled
        self.told: list[str] = []
        self.warned: list[str] = []
        self.asked: list[Question] = []
        self.shown: list[Path] = []

    def tell(self, text: str) -> None:
        self.told.append(text)

    def warn(self, text: str) -> None:
        self.warned.append(text)

    def confirm(self, question: Question) -> bool:
        return bool(self._answer(question))

    def text(self, question: Question) -> str | None:
        answer = self._answer(question)
        return None if answer is None else str(answer)

    def choose(self, question: Question) -> str | None:
        return self.text(question)

    def folder(self, question: Question) -> Path | None:
        answer = self._answer(question)
        return None if answer is None else Path(str(answer))

    def open_file(self, question: Question) -> Path | None:
        return self.folder(question)

    def save_file(self, question: Question) -> Path | None:
        return self.folder(question)

    def show(self, path: Path) -> None:
        self.shown.append(path)

    def waiting(self, title: str) -> Waiting:
        return Waiting("按住 Esc 取消", self.cancelled)

    def _answer(self, question: Question) -> object:
        self.asked.append(question)
        return self.answers.get(question.key)


def desk_with(
    cancelled: Callable[[], bool] = lambda: False, **answers: object
) -> tuple[Desk, Answers]:
    """A desk of 张三 at noon, with its dialogs."""
    dialogs = Answers(answers, cancelled)
    return Desk(dialogs, Settings(user="张三"), lambda: NOON), dialogs
