"""A county file that went through LibreOffice: its marks hold, and filled in it computes the same.

One start of LibreOffice stands for the county that opens, fills in and saves its file.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from office import convert, strip_cached_values
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.readers.fingerprint import verify_fingerprint
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.layout.county_keys import KIND_RECEIVED, META_TAG
from xianbiao.sheets.plan import SheetPlan, Value

XLSX = "xlsx:Calc MS Excel 2007 XML"
Cells = dict[str, Value]

GOOD: Cells = {
    "功能科目!B5": "2081901",
    "功能科目!D5": Decimal("0.1"),
    "功能科目!B6": 2081902,
    "功能科目!D6": Decimal("828.9"),
    "资金来源!D5": 829,
    "资金来源!D6": 0,
    "资金来源!D7": 0,
    "绩效目标!F20": "98%",
}
STATES: dict[str, Cells] = {
    "untouched": {},
    "good": GOOD,
    "swapped": GOOD | {"功能科目!D6": Decimal("882.9")},
    "text": GOOD | {"功能科目!D6": "828.9万元", "资金来源!D6": "无"},
    "negative": GOOD | {"功能科目!D6": Decimal("-828.9"), "资金来源!D7": -1},
    "fine": GOOD | {"功能科目!D6": Decimal("828.899")},
    "repeated": GOOD | {"功能科目!B6": "2081901"},
    "unlisted": GOOD | {"功能科目!B6": "2081999", "功能科目!B7": "20819"},
    "half": GOOD | {"功能科目!B7": "2081001", "功能科目!D8": 5},
    "tag": GOOD | {"资金来源!C5": "02 参照直达资金"},
    "issued": GOOD | {"分配!C5": 830, "绩效目标!E14": None},
    "spent": GOOD | {"绩效目标!F8": 900, "绩效目标!F20": None},
}


@pytest.fixture(scope="module")
def notice() -> Notice:
    """昌州财社〔2023〕70号, with the tag that the whole notice names."""
    with resources.as_file(resources.files("xianbiao.demo") / "changji-2023-70.txt") as path:
        notice = read_notice([path])
    notice.tag = "01 中央直达资金"
    return notice


def plans_of(notice: Notice) -> list[SheetPlan]:
    """The sheets of the first recipient's file."""
    assert notice.allocation is not None
    return county_book(notice, notice.allocation, 0)


def fill(plans: list[SheetPlan], cells: Cells) -> bytes:
    """The file with values in some cells, computed anew."""
    by_name = {plan.name: plan for plan in plans}
    for key, value in cells.items():
        name, _, address = key.partition("!")
        at = int(address[1:]) - 1, ord(address[0]) - ord("A")
        by_name[name].put(*at, value, by_name[name].cells[at].style)
    return workbook_bytes(plans)


def received_cell(plans: list[SheetPlan]) -> str:
    """Where the date of receipt stands, as _meta says."""
    meta = plans[-1]
    row = next(r for (r, c), cell in meta.cells.items() if c == 2 and cell.value == KIND_RECEIVED)
    return f"{keys.HOME_SHEET}!{str(meta.cells[row, 3].value).partition(':')[0]}"


@pytest.fixture(scope="module")
def states(
    notice: Notice, soffice: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, Path]]:
    """Every state as our engine wrote it, and as LibreOffice computed and saved it."""
    folder = tmp_path_factory.mktemp("return")
    written, emptied = [], []
    for name, cells in STATES.items():
        plans = plans_of(notice)
        dates: Cells = {received_cell(plans): dt.date(2023, 12, 25)} if cells else {}
        written.append(folder / "written" / f"{name}.xlsx")
        emptied.append(folder / "emptied" / f"{name}.xlsx")
        for path in (written[-1], emptied[-1]):
            path.parent.mkdir(exist_ok=True)
        written[-1].write_bytes(fill(plans, cells | dates))
        strip_cached_values(written[-1], emptied[-1])
    saved = convert(emptied, XLSX, folder / "saved")
    return dict(zip(STATES, zip(written, saved, strict=True), strict=True))


def values(path: Path) -> dict[str, object]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


@pytest.mark.parametrize("name", STATES)
def test_both_engines_find_the_same_in_every_cell(
    states: dict[str, tuple[Path, Path]], name: str
) -> None:
    ours, theirs = (values(path) for path in states[name])
    assert set(ours) == set(theirs)
    for place, value in ours.items():
        other = theirs[place]
        if isinstance(value, int | float) and isinstance(other, int | float):
            assert abs(value - other) < 1e-9, place
        else:
            assert value == other, place


@pytest.mark.parametrize("name", ["untouched", "good", "swapped", "text", "half", "spent"])
def test_marks_hold_when_another_program_has_saved_the_file(
    states: dict[str, tuple[Path, Path]], name: str
) -> None:
    assert verify_fingerprint(states[name][1]) == []


@pytest.mark.parametrize(
    ("name", "changed"),
    [("tag", ["资金来源!C5"]), ("issued", ["分配!C5", "绩效目标!E14"])],
)
def test_a_locked_cell_that_was_changed_is_named_all_the_same(
    states: dict[str, tuple[Path, Path]], name: str, changed: list[str]
) -> None:
    found = verify_fingerprint(states[name][1])
    assert [sentence.partition("：")[0] for sentence in found] == changed


def test_the_tag_that_was_sent_out_comes_back(states: dict[str, tuple[Path, Path]]) -> None:
    rows = openpyxl.load_workbook(states["tag"][1])["_meta"].iter_rows(values_only=True)
    assert {row[0]: row[1] for row in rows}[META_TAG] == "01 中央直达资金"
