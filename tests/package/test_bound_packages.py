"""The Open XML SDK judges workbooks with the sheets of all recipients."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "export" / "package"))

from workbooks import make

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.one_book import export_book

RICHEST = (
    "formats_2010",
    "charts",
    "comments",
    "linked_pictures",
    "list_object",
    "names",
    "header_picture",
)


def test_the_open_xml_sdk_finds_no_error(
    validate: Callable[[list[Path]], list[str]], tmp_path: Path
) -> None:
    files = []
    for name in RICHEST:
        made = make(name, tmp_path)
        files.append(export_book(SourceBook.open(made.path), made.plan, tmp_path / "出").path)
    assert validate(files) == []
