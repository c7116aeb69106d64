"""The checklist for a person with Excel: a line for every button and function, and it is true."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from xianbiao.excel.registry import BUTTONS, Button
from xianbiao.functions.answers import Answer, Answers
from xianbiao.functions.calling import NAMES, call

TEXT = (Path(__file__).resolve().parents[2] / "addin" / "CHECKLIST.md").read_text(encoding="utf-8")
LINES = [
    (int(number), do, see)
    for number, do, see in re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE)
    if len(see.split(" | ")) == 1
]
CELLS = [
    [int(cell) if cell.isdigit() else cell for cell in row.split(" | ")]
    for row in re.findall(r"^\| [123] \| (\w+ \| \d+ \| \d+ \| \d*) ?\|$", TEXT, re.MULTILINE)
]
FORMULAS = [
    (found[1], found[2], see)
    for _, do, see in LINES
    if (found := re.search(r"`=(XB_\w+)\((.+)\)`", do))
]


def test_the_lines_are_numbered_through() -> None:
    assert [number for number, _, _ in LINES] == list(range(1, len(LINES) + 1))


@pytest.mark.parametrize("button", BUTTONS, ids=lambda b: b.id)
def test_every_button_is_pressed_in_a_line(button: Button) -> None:
    assert any(f"“{button.label}”" in do + see for _, do, see in LINES)


def test_the_buttons_are_counted_right() -> None:
    assert len(BUTTONS) == 15
    assert "十五个按钮都有图标" in TEXT


def test_every_function_has_its_line() -> None:
    assert [name for name, _, _ in FORMULAS] == list(NAMES)


@pytest.mark.parametrize(("name", "arguments", "see"), FORMULAS, ids=[f[0] for f in FORMULAS])
def test_a_function_gives_what_must_be_seen(name: str, arguments: str, see: str) -> None:
    seen = [shown(a) for a in flat(call(name, *map(given, re.split(r",(?=[^,])", arguments))))]
    wanted = re.findall(r"`([^`]+)`", see)
    assert wanted
    assert seen[-len(wanted) :] == wanted


def given(text: str) -> object:
    """An argument as it stands in the formula: a text, a number, or cells of the table above."""
    if text.startswith('"'):
        return text.strip('"')
    cells = re.fullmatch(r"([A-D])([1-3])(?::([A-D])([1-3]))?", text)
    if cells is None:
        return int(text)
    left, top, right, bottom = cells.groups()
    rows = CELLS[int(top) - 1 : int(bottom or top)]
    return [row["ABCD".index(left) : "ABCD".index(right or left) + 1] for row in rows]


def flat(answers: Answers) -> list[Answer]:
    return [answer for row in answers for answer in row]


def shown(answer: Answer) -> str:
    return answer.isoformat() if isinstance(answer, dt.date) else str(answer)
