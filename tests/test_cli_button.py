"""`xianbiao button` without an office: the list, and what is refused before a book is opened."""

from pathlib import Path

import pytest

from xianbiao.cli import main
from xianbiao.excel.registry import BUTTONS


def test_every_button_is_listed_with_its_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["button"]) == 0
    said = capsys.readouterr().out
    for button in BUTTONS:
        assert f"{button.id}  【{button.group}】{button.label}：" in said
        assert all(f"--set {key}=…  {meaning}" in said for key, meaning in button.needs)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["起飞"], "没有这个按钮；实际是：起飞"),
        (["全面核对"], "没有说在哪个工作簿上点；请：加上 --book 工作簿.xlsx"),
        (["check_all", "--book", "没有.xlsx"], "没有这个工作簿；实际是：没有.xlsx"),
        (["check_all", "--book", "a.xlsx", "--set", "folder"], "--set 写错了；实际是：folder"),
    ],
)
def test_a_wrong_request_is_refused_in_words(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["button", *arguments]) == 2
    assert said in capsys.readouterr().err
