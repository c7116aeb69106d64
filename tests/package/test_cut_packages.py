"""The Open XML SDK judges files cut out of clerks' workbooks, and bound together again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "export" / "package"))
sys.path.insert(0, str(Path(__file__).parents[1] / "export" / "split"))

from cutting import cut
from side_books import MAKERS
from stacked_books import full_book
from test_habits import planned
from workbooks import make

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.one_book import export_book

RICHEST = (
    "formats_2010",
    "charts",
    "comments",
    "linked_pictures",
    "list_object",
    "sparklines",
    "names",
    "header_picture",
    "cell_pictures",
    "named_rules",
)


def test_the_open_xml_sdk_finds_no_error(
    validate: Callable[[list[Path]], list[str]], tmp_path: Path
) -> None:
    files = []
    for name in RICHEST:
        files.append(tmp_path / f"{name}-cut.xlsx")
        files[-1].write_bytes(cut(make(name, tmp_path), 2))
    assert validate(files) == []


def test_the_open_xml_sdk_finds_no_error_in_workbooks_of_everybody(
    validate: Callable[[list[Path]], list[str]], tmp_path: Path
) -> None:
    files = []
    for name in RICHEST:
        made = make(name, tmp_path)
        files.append(export_book(SourceBook.open(made.path), made.plan, tmp_path / "出").path)
    assert validate(files) == []


def test_the_open_xml_sdk_finds_no_error_in_files_of_panels_and_transposed_tables(
    validate: Callable[[list[Path]], list[str]], tmp_path: Path
) -> None:
    for name, maker in MAKERS.items():
        made = maker(tmp_path / f"{name}.xlsx")
        assert main(["export", str(made.path), "--out", str(tmp_path / name)]) == 0
    made_files = [sorted((tmp_path / name).glob("*.xlsx")) for name in MAKERS]
    assert sum(map(len, made_files)) == 41
    files = [path for of_one in made_files for path in (of_one[0], of_one[-1])]
    assert validate(files) == []


def test_the_open_xml_sdk_finds_no_error_in_files_of_several_tables_on_a_sheet(
    validate: Callable[[list[Path]], list[str]], tmp_path: Path
) -> None:
    book = full_book(tmp_path / "表.xlsx")
    assert main(["export", str(book), "--out", str(tmp_path / "县"), "--common", "说明"]) == 0
    whole = export_book(SourceBook.open(book), planned(book), tmp_path / "出").path
    assert validate([*sorted((tmp_path / "县").glob("*.xlsx")), whole]) == []
