"""Comments that name others are in nobody else's file, with their boxes, and it is said."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import soundness
from cutting import parts
from injected import Added, inject
from opc import Package
from workbooks import NAMES, SHEET, Made, make

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.splitter import Splitter

SHEET_PART = "xl/worksheets/sheet1.xml"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def commented(path: Path, comments: dict[str, tuple[str, str]]) -> Made:
    """The plain table with comments, each a text and its author."""
    made = make("plain", path.parent)
    book = openpyxl.load_workbook(made.path)
    for cell, (text, author) in comments.items():
        book[SHEET][cell].comment = openpyxl.comments.Comment(text, author)
    book.save(path)
    return Made("commented", path, made.plan)


def cut(made: Made, recipient: int) -> tuple[bytes, list[str]]:
    """The file of one recipient, and what is told of it."""
    splitter = Splitter(SourceBook.open(made.path), made.plan, SplitOptions())
    cutter = splitter.cutter()
    return cutter.file(splitter.share(recipient).cut), cutter.told()


def comments_in(path: Path) -> dict[str, str]:
    """The comments of the table by their cells."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}


def boxes_in(path: Path) -> int:
    """How many boxes of comments a file has."""
    found = [data for name, data in parts(path).items() if name.endswith(".vml")]
    return sum(len(re.findall(rb"<v:shape ", data)) for data in found)


@pytest.mark.parametrize(("recipient", "held"), [(0, True), (2, False)])
def test_a_comment_on_the_head_is_there_for_the_one_whom_it_names(
    tmp_path: Path, recipient: int, held: bool
) -> None:
    comments = {"C3": ("甲山县今年增加", "预算科"), "D3": ("按月末数", "预算科")}
    made = commented(tmp_path / "批.xlsx", comments)
    data, told = cut(made, recipient)
    path = tmp_path / "县.xlsx"
    path.write_bytes(data)
    assert comments_in(path) == {"D3": "按月末数"} | ({"C3": "甲山县今年增加"} if held else {})
    assert boxes_in(path) == 1 + held
    assert told == ([] if held else [f"「{SHEET}」C3的批注写着别的单位，去掉"])
    assert [fault for check in soundness.OF_ANY_BOOK for fault in check(Package.read(path))] == []


@pytest.mark.parametrize("comment", [("看甲山县", "预算科"), ("已核对", "甲山县经办人")])
def test_the_last_comment_goes_with_its_part_and_its_drawing(
    tmp_path: Path, comment: tuple[str, str]
) -> None:
    made = commented(tmp_path / "批.xlsx", {"C3": comment})
    data, told = cut(made, 2)
    path = tmp_path / "县.xlsx"
    path.write_bytes(data)
    assert not [n for n in parts(path) if "comment" in n.lower() or n.endswith(".vml")]
    assert len(told) == 1
    assert [fault for check in soundness.OF_ANY_BOOK for fault in check(Package.read(path))] == []


def test_comments_on_the_rows_of_others_go_with_them_and_are_not_told(tmp_path: Path) -> None:
    made = commented(tmp_path / "批.xlsx", {f"C{5 + 2 * i}": (n, n) for i, n in enumerate(NAMES)})
    data, told = cut(made, 2)
    path = tmp_path / "县.xlsx"
    path.write_bytes(data)
    assert comments_in(path) == {"C5": "丙林县"}
    assert boxes_in(path) == 1
    assert told == []


def test_a_thread_goes_as_a_whole(tmp_path: Path) -> None:
    made = make("plain", tmp_path)
    lines = (
        ("C3", "1", "甲山县多少？", ""),
        ("C3", "2", "已报", ' parentId="{1}"'),
        ("D3", "3", "好", ""),
    )
    thread = "".join(
        f'<threadedComment ref="{ref}" personId="{{9}}" id="{{{key}}}"{parent}><text>{text}</text>'
        "</threadedComment>"
        for ref, key, text, parent in lines
    )
    part = f'<ThreadedComments xmlns="{_THREADS}">{thread}</ThreadedComments>'
    added = Added("xl/threadedComments/threadedComment1.xml", SHEET_PART, "threadedComment", part)
    source = Made("thread", inject(made.path, tmp_path / "线.xlsx", [added]), made.plan)
    data, told = cut(source, 2)
    (tmp_path / "县.xlsx").write_bytes(data)
    left = parts(tmp_path / "县.xlsx")["xl/threadedComments/threadedComment1.xml"].decode()
    assert re.findall(r'ref="(\w+)"', left) == ["D3"]
    assert told == [f"「{SHEET}」C3的批注写着别的单位，去掉"]
