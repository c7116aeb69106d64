"""xianbiao button: presses any button of the ribbon on a live LibreOffice book."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.cli.parser import OK, UNREADABLE, Commands
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    import xlwings as xw

    from xianbiao.excel.registry import Button


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("button", help="在 LibreOffice 打开的工作簿上点功能区按钮")
    parser.add_argument(
        "name", nargs="*", metavar="按钮", help="代号或名称，可接连写几个；不写就列出全部"
    )
    parser.add_argument("--book", type=Path, metavar="工作簿.xlsx", help="在哪个工作簿上点")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="名=值",
        help="事先给出的回答，例如 --set folder=县表 --set overwrite=是",
    )
    parser.add_argument("--no-save", action="store_true", help="做完不存盘")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.excel.registry import BUTTONS, button_called

    if not options.name:
        for button in BUTTONS:
            print(_described(button))
        return OK
    buttons = [button_called(name) for name in options.name]
    if options.book is None:
        raise XianbiaoError("没有说在哪个工作簿上点", todo="加上 --book 工作簿.xlsx")
    return _press(buttons, options.book, _answers(options.set), not options.no_save)


def _described(button: Button) -> str:
    """Id, group, label and use of a button, with the answers that it takes."""
    needs = "".join(f"\n    --set {key}=…  {meaning}" for key, meaning in button.needs)
    return f"{button.id}  【{button.group}】{button.label}：{button.supertip}{needs}"


def _answers(given: list[str]) -> dict[str, str]:
    answers = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign:
            raise XianbiaoError("--set 写错了", found=text, expected="名=值，例如 folder=县表")
        answers[key.strip()] = value
    return answers


def _press(buttons: list[Button], path: Path, answers: dict[str, str], save: bool) -> int:
    """Press the buttons one after the other; the book is saved when all came to their end."""
    from xianbiao.engines import libreoffice
    from xianbiao.excel.desk import Desk
    from xianbiao.excel.dialogs_console import ConsoleDialogs
    from xianbiao.excel.press import press
    from xianbiao.excel.settings import load_settings

    if not path.is_file():
        raise XianbiaoError("没有这个工作簿", found=str(path), todo="核对文件名和所在文件夹")
    libreoffice.register()
    with libreoffice.start() as app:
        book = app.books.open(str(path.absolute()))
        desk = Desk(ConsoleDialogs(answers), load_settings(book))
        for button in buttons:
            before = book.app.status_bar
            if not press(button.id, book, desk):
                lost = f"“{button.label}”没有做完，{path.name} 没有存盘"
                more = "，前面几个按钮的改动也没有留下" if button is not buttons[0] else ""
                print(lost + more, file=sys.stderr)
                return UNREADABLE
            if book.app.status_bar != before:
                _tell_status(book)
        if save:
            book.save()
    return OK


def _tell_status(book: xw.Book) -> None:
    """Print what the status bar says now, and the selected cell: a terminal shows neither."""
    text, chosen = book.app.status_bar, book.selection
    if isinstance(text, str) and text and chosen is not None:
        print(f"「{chosen.sheet.name}」{chosen.get_address(False, False)} {text}")
