"""An export to PDF that stopped goes on where it was: what is printed is not printed again."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from clerk import COUNTIES, TABLE, write_clerk
from test_habits import planned

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split import printing
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import Output, SplitOptions
from xianbiao.export.split.prepared import ExportCancelled
from xianbiao.readers import office

Capture = pytest.CaptureFixture[str]
NAMES = [f"{i:02d}_{name}.pdf" for i, (name, _) in enumerate(COUNTIES, 1)]


class Office:
    """Prints a workbook as other bytes each time, like LibreOffice; fails from the nth start on."""

    def __init__(self, *, fails: int | None = None) -> None:
        self.printed: list[str] = []
        self.fails = fails
        self._starts = itertools.count(1)
        self._moments = itertools.count()

    def __call__(self, books: Sequence[Path], folder: Path) -> None:
        if next(self._starts) == self.fails:
            raise office.NoOffice("LibreOffice 没有完成，不能生成 PDF", todo="改为导出工作簿")
        for book in books:
            text = f"%PDF {next(self._moments)}"
            (folder / f"{book.stem}.pdf").write_text(text, encoding="utf-8")
            self.printed.append(f"{book.stem}.pdf")


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every start of the office prints one file."""
    monkeypatch.setattr(printing, "_AT_ONCE", 1)


def export(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, fails: int | None = None
) -> tuple[int, list[str]]:
    """The exit code of the command, and what the office printed."""
    prints = Office(fails=fails)
    monkeypatch.setattr(office, "to_pdf", prints)
    code = main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县"), "--pdf"])
    return code, prints.printed


def test_a_run_that_failed_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    assert export(monkeypatch, tmp_path, fails=3) == (2, NAMES[:2])
    assert "再运行一次，只做剩下的（已生成的 2 个 PDF 留着）" in capsys.readouterr().err
    assert not (tmp_path / "县").exists()
    assert export(monkeypatch, tmp_path) == (0, NAMES[2:])
    assert sorted(p.name for p in (tmp_path / "县").iterdir()) == [*NAMES, "清单.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["县", "表.xlsx"]


def test_a_run_again_prints_nothing_and_leaves_the_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    export(monkeypatch, tmp_path)
    stamps = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "县").iterdir()}
    assert export(monkeypatch, tmp_path) == (0, [])
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "县").iterdir()} == stamps


def test_only_what_changed_or_is_missing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    export(monkeypatch, tmp_path)
    (tmp_path / "县" / NAMES[0]).unlink()
    (tmp_path / "县" / NAMES[1]).write_bytes(b"%PDF of somebody")
    write_clerk(tmp_path / "表.xlsx", habit=TABLE, 玛纳斯县=580, total=2631)
    assert export(monkeypatch, tmp_path) == (0, [NAMES[0], NAMES[1], NAMES[3]])
    assert (tmp_path / "县" / "02_阜康市 (2).pdf").read_bytes() == b"%PDF of somebody"


def test_saving_again_without_a_change_prints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    assert export(monkeypatch, tmp_path) == (0, NAMES)
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"20\d\d-", b"2031-", core)
    assert parts["docProps/core.xml"] != core
    with zipfile.ZipFile(book, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert export(monkeypatch, tmp_path) == (0, [])


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"files": [{"file": "x"}]}', '{"files": 3}'])
def test_a_list_that_is_damaged_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    export(monkeypatch, tmp_path, fails=3)
    (tmp_path / ".县.未完成" / "清单.json").write_text(kept, encoding="utf-8")
    assert export(monkeypatch, tmp_path) == (0, NAMES)


def test_a_kept_file_that_was_changed_is_printed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    export(monkeypatch, tmp_path, fails=3)
    for path in (tmp_path / ".县.未完成").glob("*.pdf"):
        path.write_bytes(b"%PDF cut off")
    assert export(monkeypatch, tmp_path) == (0, NAMES)


def test_a_cancelled_run_says_what_it_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, prints = write_clerk(tmp_path / "表.xlsx", habit=TABLE), Office()
    monkeypatch.setattr(office, "to_pdf", prints)
    with pytest.raises(ExportCancelled, match="已生成的 2 个 PDF 留着"):
        export_split(
            SourceBook.open(book),
            planned(book),
            tmp_path / "县",
            SplitOptions(output=Output.PDF),
            cancelled=lambda: len(prints.printed) == 2,
        )
    assert not (tmp_path / "县").exists()


def test_the_manifest_tells_which_workbook_a_pdf_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    export(monkeypatch, tmp_path)
    pdf = json.loads((tmp_path / "县" / "清单.json").read_text(encoding="utf-8"))["files"]
    shutil.rmtree(tmp_path / "县")
    main(["export", str(book), "--out", str(tmp_path / "县")])
    books = json.loads((tmp_path / "县" / "清单.json").read_text(encoding="utf-8"))["files"]
    shown = [printing.shown_by(tmp_path / "县" / f["file"]) for f in books]
    assert [f["printed_from"] for f in pdf] == shown
    assert len(set(shown)) == len(NAMES)
    assert all("printed_from" not in f for f in books)
