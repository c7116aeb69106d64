"""Dialogs ask in the words of each front end and give back an answer, or None for 取消."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xianbiao.excel.dialogs import Question, listed
from xianbiao.excel.dialogs_console import ConsoleDialogs
from xianbiao.excel.dialogs_excel import ExcelDialogs
from xianbiao.excel.dialogs_office import OfficeDialogs
from xianbiao.excel.progress import Cancelled
from xianbiao.model.errors import XianbiaoError

WHERE = Question("folder", "导出到哪个文件夹", "县表")


class Excel:
    """The part of Excel that asks; `answers` are given in turn."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[object, ...]] = []
        self.api: Any = self

    def alert(self, *arguments: object) -> object:
        assert arguments[3] in (None, "info", "critical"), "xlwings has no other sign"
        return self._answer("alert", *arguments)

    def InputBox(self, *arguments: object, Type: int) -> object:
        return self._answer("InputBox", *arguments, Type)

    def GetOpenFilename(self, *arguments: object) -> object:
        return self._answer("GetOpenFilename", *arguments)

    def GetSaveAsFilename(self, *arguments: object) -> object:
        return self._answer("GetSaveAsFilename", *arguments)

    def FileDialog(self, kind: int) -> object:
        chosen = self._answer("FileDialog", kind)
        return SimpleNamespace(
            Show=lambda: -1 if chosen else 0, SelectedItems=lambda number: chosen
        )

    def _answer(self, *call: object) -> object:
        self.calls.append(call)
        return self.answers.pop(0)


def test_excel_shows_a_message_with_the_title_of_the_tab() -> None:
    excel = Excel("ok")
    ExcelDialogs(excel).warn("文件打不开")
    assert excel.calls == [("alert", "文件打不开", "县表", "ok", "critical")]


@pytest.mark.parametrize(("answer", "agreed"), [("yes", True), ("no", False)])
def test_excel_asks_for_yes_or_no(answer: str, agreed: bool) -> None:
    assert ExcelDialogs(Excel(answer)).confirm(WHERE) is agreed


@pytest.mark.parametrize(("answer", "folder"), [("D:/县表", Path("D:/县表")), ("", None)])
def test_excel_picks_a_folder(answer: str, folder: Path | None) -> None:
    assert ExcelDialogs(Excel(answer)).folder(WHERE) == folder


@pytest.mark.parametrize("member", ["open_file", "save_file"])
@pytest.mark.parametrize(("answer", "path"), [("D:/a.xlsx", Path("D:/a.xlsx")), (False, None)])
def test_excel_picks_a_file_of_the_kinds(member: str, answer: object, path: Path | None) -> None:
    excel = Excel(answer)
    question = Question("file", "通知文件", "a", (".txt", ".xlsx"))
    assert getattr(ExcelDialogs(excel), member)(question) == path
    assert "文件 (*.txt;*.xlsx),*.txt;*.xlsx" in excel.calls[0]


def test_excel_asks_again_for_a_number_that_is_none_of_the_options() -> None:
    question = Question("source", "数据在哪里", options=("选中的区域", "一个文件"))
    assert ExcelDialogs(Excel("7", "2")).choose(question) == "一个文件"
    assert ExcelDialogs(Excel(False)).choose(question) is None


def test_excel_takes_prompts_of_255_characters_so_options_come_in_several_boxes() -> None:
    options = tuple(f"第{n}张表{'很长的名称' * (n % 7)}" for n in range(1, 41))
    question = Question("sheet", "数据在哪张表", options=options)
    excel = Excel("0", "0", "40")
    assert ExcelDialogs(excel).choose(question) == options[39]
    prompts = [str(call[1]) for call in excel.calls]
    assert all(len(prompt) <= 255 for prompt in prompts)
    first = [prompt.split("\n")[1].partition(".")[0] for prompt in prompts]
    assert first == [str(call[3]) for call in excel.calls]
    assert first[0] == "1"
    excel = Excel(*["0"] * 40, "1")
    ExcelDialogs(excel).choose(question)
    listed_numbers = {
        line.partition(".")[0] for call in excel.calls for line in str(call[1]).split("\n")[1:-1]
    }
    assert listed_numbers == {str(n) for n in range(1, 41)}


def test_excel_looks_at_esc_and_libreoffice_has_a_window_with_a_button(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    waiting = ExcelDialogs(Excel()).waiting("导出")
    assert (waiting.hint, waiting.cancelled()) == ("按住 Esc 取消", False)
    given, click = tmp_path / "given", tmp_path / "click"
    zenity = tmp_path / "zenity"
    zenity.write_text(
        f'#!/bin/sh\n[ -e "{click}" ] && exit 1\nexec /bin/cat > "{given}"\n', encoding="utf-8"
    )
    zenity.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    dialogs = OfficeDialogs(SimpleNamespace(), Picker(""))  # type: ignore[arg-type]
    waiting = dialogs.waiting("导出")
    assert not waiting.cancelled()
    waiting.show("导出 昌吉市 1/2", 1, 2)
    waiting.show("导出 阜康市 2/2", 2, 2)
    told = "# 导出 昌吉市 1/2\n50\n# 导出 阜康市 2/2\n99\n"
    while not given.exists() or len(given.read_bytes()) < len(told.encode()):
        time.sleep(0.01)
    waiting.close()
    assert given.read_text(encoding="utf-8") == told
    click.touch()
    waiting = dialogs.waiting("导出")
    while not waiting.cancelled():
        waiting.show("导出 昌吉市 1/2", 1, 2)
    waiting.close()


def test_without_a_window_libreoffice_promises_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    dialogs = OfficeDialogs(SimpleNamespace(), Picker(""))  # type: ignore[arg-type]
    assert dialogs.waiting("导出").hint == ""


class Picker:
    """The pickers of LibreOffice; `chosen` is the URL, "" for 取消."""

    def __init__(self, chosen: str) -> None:
        self.chosen = chosen
        self.given: list[tuple[object, ...]] = []

    def createInstance(self, name: str) -> "Picker":
        self.given.append((name,))
        return self

    def execute(self) -> int:
        return 1 if self.chosen else 0

    def getDirectory(self) -> str:
        return self.chosen

    def getFiles(self) -> tuple[str, ...]:
        return (self.chosen,)

    def __getattr__(self, name: str) -> object:
        return lambda *arguments: self.given.append((name, *arguments))


@pytest.mark.parametrize("member", ["folder", "open_file", "save_file"])
@pytest.mark.parametrize(
    ("url", "path"), [("file:///tmp/%E5%8E%BF%E8%A1%A8", Path("/tmp/县表")), ("", None)]
)
def test_libreoffice_picks_folders_and_files(member: str, url: str, path: Path | None) -> None:
    picker = Picker(url)
    dialogs = OfficeDialogs(SimpleNamespace(), picker)  # type: ignore[arg-type]
    assert getattr(dialogs, member)(Question("out", "存到哪里", kinds=(".xlsx",))) == path
    assert ("setTitle", "存到哪里") in picker.given
    assert (("appendFilter", "*.xlsx", "*.xlsx") in picker.given) == (member != "folder")


def test_libreoffice_without_an_input_box_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(XianbiaoError, match="没有输入框；实际是：预算年度；请：安装"):
        OfficeDialogs(SimpleNamespace(), Picker("")).text(Question("year", "预算年度"))  # type: ignore[arg-type]


def test_the_console_takes_answers_given_beforehand() -> None:
    dialogs = ConsoleDialogs({"folder": "县表", "overwrite": "是", "source": "2"})
    assert dialogs.folder(WHERE) == Path("县表")
    assert dialogs.confirm(Question("overwrite", "改写吗"))
    assert dialogs.choose(Question("source", "?", options=("甲", "乙"))) == "乙"


def test_the_console_names_the_answer_that_is_missing() -> None:
    with pytest.raises(XianbiaoError, match="通知文件；请：加上 --set file=…"):
        ConsoleDialogs().open_file(Question("file", "通知文件"))


def test_the_end_of_the_input_cancels_and_work_is_stopped_by_a_key_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))

    def ended(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    with pytest.raises(Cancelled, match="已取消，没有改动任何内容"):
        ConsoleDialogs().text(Question("year", "预算年度", "2025"))
    assert ConsoleDialogs().waiting("导出").hint == "按 Ctrl+C 取消"


def test_without_a_terminal_nothing_is_agreed_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert not ConsoleDialogs().confirm(Question("overwrite", "改写吗？"))
    assert "--set overwrite=是" in capsys.readouterr().out


def test_a_long_list_is_cut_and_counted() -> None:
    lines = listed([f"第{n}处" for n in range(20)]).split("\n")
    assert (len(lines), lines[-1]) == (13, "……另有 8 处，见“日志”")
