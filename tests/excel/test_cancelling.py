"""Long work that is cancelled leaves the workbook, the application and the folder as they were."""

from itertools import count
from pathlib import Path

import pytest

from support.desk import desk_with
from support.fake_book import FakeBook, FakeCell
from xianbiao.excel import apply
from xianbiao.excel.press import press
from xianbiao.excel.settings import USER_FILE_VARIABLE
from xianbiao.excel.undo_store import steps
from xianbiao.export import placing
from xianbiao.sheets.patch import AddedSheet

SETTINGS = ("screen_updating", "enable_events", "display_alerts", "calculation", "status_bar")


def settings(book: FakeBook) -> list[object]:
    return [getattr(book.app, name) for name in SETTINGS]


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def odd(changji: FakeBook) -> FakeBook:
    """A book in an application whose settings are not the usual ones."""
    changji.app.calculation, changji.app.enable_events = "semiautomatic", False
    changji.app.status_bar = "别的程序的话"
    return changji


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sheets that were drawn, in memory."""
    names: list[str] = []

    def draw(book: FakeBook, added: AddedSheet) -> None:
        names.append(added.plan.name)
        book.sheets.add(added.plan.name, book.sheets[added.after])

    monkeypatch.setattr(apply, "draw", draw)
    return names


def with_two_more_counties(book: FakeBook) -> FakeBook:
    for row, name in ((13, "准东开发区"), (14, "高新区")):
        for column, value in ((1, str(row - 5)), (2, name), (3, 10.0)):
            book.sheets["附件1"].cells[row, column] = FakeCell(value, value, locked=False)
    return book


@pytest.mark.parametrize(
    "button", ["check_all", "export_counties", "export_pdf", "fill_allocation"]
)
@pytest.mark.parametrize("question", [1, 2, 9, 17, 24])
def test_esc_at_any_time_leaves_everything_as_it_was(
    odd: FakeBook, tmp_path: Path, button: str, question: int
) -> None:
    source = tmp_path / "来源.txt"
    source.write_text("县市\t中央补助资金\n昌吉市\t830\n", encoding="utf-8")
    before, kept, there = odd.picture(), settings(odd), files_in(tmp_path)
    polls = iter(range(1000))
    desk, dialogs = desk_with(
        lambda: next(polls) + 1 >= question,
        folder=tmp_path / "县表",
        pdf=tmp_path / "表.pdf",
        source="一个文件",
        file=source,
        overwrite=True,
    )
    done = press(button, odd, desk)
    assert settings(odd)[:-1] == kept[:-1]
    if done:
        assert next(polls) < question, "it was asked and went on"
        return
    assert odd.app.status_bar == "别的程序的话"
    assert odd.picture() == before
    assert steps(odd) == []
    assert files_in(tmp_path) == there
    assert dialogs.warned == []
    assert len(dialogs.told) == 1
    assert "已取消（做到 " in dialogs.told[0]
    assert dialogs.told[0].endswith("，没有写出任何内容")


def test_forms_that_are_cancelled_half_way_are_taken_away_again(
    odd: FakeBook, drawn: list[str]
) -> None:
    before, kept = with_two_more_counties(odd).picture(), settings(odd)
    desk, dialogs = desk_with(lambda: "准东开发区 1/2" in str(odd.app.status_bar))
    assert not press("generate_forms", odd, desk)
    assert drawn == ["准东开发区"]
    assert odd.picture() == before
    assert settings(odd) == kept
    assert steps(odd) == []
    assert dialogs.told == ["生成绩效表已取消（做到 2/2），没有写出任何内容"]


@pytest.mark.parametrize("cells", [0, 60, 300])
def test_an_interrupted_command_puts_back_what_it_wrote(odd: FakeBook, cells: int) -> None:
    before, kept = odd.picture(), settings(odd)
    odd.writes_until_failure, odd.failure = cells, KeyboardInterrupt()
    desk, dialogs = desk_with()
    assert not press("check_all", odd, desk)
    assert odd.picture() == before
    assert settings(odd) == kept
    assert odd.sheets["校验"].api.ProtectContents
    assert dialogs.told == ["“全面核对”已取消，没有做完的改动都已恢复"]


def test_an_interruption_while_files_are_moved_moves_them_back(
    changji: FakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "县表"
    folder.mkdir()
    (folder / "清单.json").write_text("旧", encoding="utf-8")
    moved = count(1)
    replace = placing.os.replace

    def interrupted(source: Path, target: Path) -> None:
        if next(moved) == 4:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(placing.os, "replace", interrupted)
    desk, dialogs = desk_with(folder=folder)
    assert not press("export_counties", changji, desk)
    assert [path.name for path in files_in(tmp_path)] == ["清单.json"]
    assert (folder / "清单.json").read_text(encoding="utf-8") == "旧"
    assert dialogs.told == ["“一键导出县表”已取消，没有做完的改动都已恢复"]


@pytest.mark.parametrize("failure", [OSError(28, "full"), RuntimeError("2147352567")])
def test_a_pdf_that_fails_half_way_leaves_no_file(
    odd: FakeBook, tmp_path: Path, failure: Exception
) -> None:
    kept = settings(odd)
    odd.writes_until_failure, odd.failure = 3, failure
    desk, dialogs = desk_with(pdf=tmp_path / "表.pdf")
    assert not press("export_pdf", odd, desk)
    assert list(tmp_path.iterdir()) == []
    assert settings(odd) == kept
    assert len(dialogs.warned) == 1
    assert "2147352567" not in dialogs.warned[0]


def test_a_pdf_that_the_program_itself_was_told_to_stop_is_said_to_be_cancelled(
    odd: FakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeBook, "to_pdf", lambda *_arguments, **_options: None)
    desk, dialogs = desk_with(pdf=tmp_path / "表.pdf")
    assert not press("export_pdf", odd, desk)
    assert list(tmp_path.iterdir()) == []
    assert dialogs.told == ["导出 PDF 已取消，没有写出文件"]


def test_a_pdf_holds_every_visible_sheet_whatever_its_name_but_the_log(
    changji: FakeBook, tmp_path: Path
) -> None:
    changji.sheets["台账"].name = "#台账"
    assert press("check_all", changji, desk_with()[0])
    assert "日志" in changji.sheets
    path = tmp_path / "表.pdf"
    desk, dialogs = desk_with(pdf=path)
    assert press("export_pdf", changji, desk), dialogs.warned
    printed = path.read_text(encoding="utf-8").split("\n")
    assert printed[:-1] == [
        sheet.name for sheet in changji.sheets if sheet.visible and sheet.name != "日志"
    ]
    assert dialogs.shown == [path]
    again, refused = desk_with(pdf=path)
    assert not press("export_pdf", changji, again)
    assert "文件已存在，没有覆盖" in refused.warned[0]


def test_an_undo_that_fails_half_way_can_be_pressed_again(odd: FakeBook) -> None:
    before, kept = odd.picture(), settings(odd)
    assert press("check_all", odd, desk_with()[0])
    assert press("check_all", odd, desk_with()[0])
    odd.writes_until_failure = 5
    desk, dialogs = desk_with(overwrite=True)
    assert not press("undo_last", odd, desk)
    assert "撤销“全面核对”做到一半停了" in dialogs.warned[0]
    assert settings(odd)[:-1] == kept[:-1]
    assert press("undo_last", odd, desk), dialogs.warned
    assert press("undo_last", odd, desk), dialogs.warned
    assert odd.picture() == before


def test_an_export_counts_also_where_the_log_takes_no_line(
    changji: FakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER_FILE_VARIABLE, str(tmp_path / "设置.txt"))
    changji.structure_is_protected = True
    desk, dialogs = desk_with(folder=tmp_path / "县表")
    assert press("export_counties", changji, desk), dialogs.warned
    assert dialogs.told[0].startswith("已导出 7 个文件")
    log = (tmp_path / "日志.txt").read_text(encoding="utf-8")
    assert log.startswith("2024-03-05 12:00:00\t张三\t一键导出县表\t已导出 7 个文件")


def test_a_message_that_cannot_be_shown_goes_to_the_error_output(
    changji: FakeBook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, dialogs = desk_with()

    def no_box(text: str) -> None:
        raise RuntimeError("no window")

    monkeypatch.setattr(dialogs, "warn", no_box)
    assert not press("next_finding", changji, desk)
    assert "没有核对清单" in capsys.readouterr().err
