"""Proves the judge itself: LibreOffice computes again instead of repeating what is stored."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from office import OfficeError, convert, pdf_to_png, strip_cached_values

STALE = 12345  # stored with every formula and right for none

# cell of the sheet 校验, formula, what it comes to
FORMULAS = [
    ("A1", "=SUM(分配表!B1:B3)", 600),
    ("A2", '=IF(A1=600,"✔ 相符","✘ 不符")', "✔ 相符"),
    ("A3", '=IF(A1=601,"✔ 相符","✘ 不符")', "✘ 不符"),
    ("A4", "='分配表 (2)'!A1+A1", 601.5),
    ("A5", "=A1=600", True),
    ("A6", "=VLOOKUP(\"且末县\",'分配表'!A1:B3,2,FALSE)", 300),
    ("A7", '=""', None),
]


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose formulas all carry a wrong stored result."""
    path = tmp_path_factory.mktemp("stale") / "巴州 核对.xlsx"
    with xlsxwriter.Workbook(path) as book:
        allocation = book.add_worksheet("分配表")
        for row, recipient in enumerate(["库尔勒市", "轮台县", "且末县"]):
            allocation.write_row(row, 0, [recipient, 100 * (row + 1)])
        book.add_worksheet("分配表 (2)").write("A1", 1.5)
        register = book.add_worksheet("校验")
        for place, formula, expected in FORMULAS:
            wrong = "✘ 旧值" if isinstance(expected, str) else STALE
            register.write_formula(place, formula, None, wrong)
    return path


@pytest.fixture(scope="module")
def stripped(stale: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook without any stored result."""
    path = tmp_path_factory.mktemp("stripped") / stale.name
    strip_cached_values(stale, path)
    return path


@pytest.fixture(scope="module")
def recomputed(
    stripped: Path, soffice: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, object]:
    """The results on the sheet 校验 after LibreOffice has computed."""
    [path] = convert([stripped], "xlsx", tmp_path_factory.mktemp("recomputed"))
    sheet = openpyxl.load_workbook(path, data_only=True)["校验"]
    return {place: sheet[place].value for place, _, _ in FORMULAS}


def test_a_stripped_workbook_keeps_its_formulas_and_loses_their_results(stripped: Path) -> None:
    formulas = openpyxl.load_workbook(stripped)["校验"]
    results = openpyxl.load_workbook(stripped, data_only=True)["校验"]
    assert [formulas[place].value for place, _, _ in FORMULAS] == [text for _, text, _ in FORMULAS]
    assert [results[place].value for place, _, _ in FORMULAS] == [None] * len(FORMULAS)


def test_a_stripped_workbook_keeps_its_typed_values(stripped: Path) -> None:
    sheet = openpyxl.load_workbook(stripped, data_only=True)["分配表"]
    assert [cell.value for cell in sheet["B"]] == [100, 200, 300]


def test_only_sheets_with_formulas_are_changed(stale: Path, stripped: Path) -> None:
    with zipfile.ZipFile(stale) as before, zipfile.ZipFile(stripped) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet3.xml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<c r="A1" s="2" t="str"><f>B1</f><v>x</v></c>', '<c r="A1" s="2"><f>B1</f></c>'),
        (
            '<c r="A1" t="e"><f t="shared" si="0"/><v>#N/A</v></c>',
            '<c r="A1"><f t="shared" si="0"/></c>',
        ),
        ('<c r="A1"><f>B1</f><v/></c>', '<c r="A1"><f>B1</f></c>'),
        ('<x:c r="A1" t="b"><x:f>B1</x:f><x:v>1</x:v></x:c>', '<x:c r="A1"><x:f>B1</x:f></x:c>'),
        ('<c r="A1"/><c r="B1" t="s"><v>0</v></c>', '<c r="A1"/><c r="B1" t="s"><v>0</v></c>'),
        (
            '<cols><col min="1"/></cols><c r="A1" s="1"/><c r="B1"><f>A1</f><v>0</v></c>',
            '<cols><col min="1"/></cols><c r="A1" s="1"/><c r="B1"><f>A1</f></c>',
        ),
    ],
)
def test_stripping_takes_the_result_and_its_type_only(
    before: str, after: str, tmp_path: Path
) -> None:
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(tmp_path / "before.xlsx", "w") as package:
        package.writestr(part, before)
    strip_cached_values(tmp_path / "before.xlsx", tmp_path / "after.xlsx")
    with zipfile.ZipFile(tmp_path / "after.xlsx") as package:
        assert package.read(part).decode() == after


@pytest.mark.parametrize(("place", "formula", "expected"), FORMULAS)
def test_libreoffice_computes_a_stripped_formula(
    place: str, formula: str, expected: object, recomputed: dict[str, object]
) -> None:
    assert recomputed[place] == expected, f"{formula} in 校验!{place}"


def test_several_files_are_converted_in_one_start_and_become_pictures(
    stale: Path, soffice: Path, tmp_path: Path
) -> None:
    second = tmp_path / "昌吉州.xlsx"
    second.write_bytes(stale.read_bytes())
    made = convert([stale, second], "pdf", tmp_path / "pdf")
    assert [path.name for path in made] == ["巴州 核对.pdf", "昌吉州.pdf"]
    pictures = pdf_to_png(made[1], tmp_path / "png", dpi=40)
    assert [path.name for path in pictures] == ["昌吉州-1.png", "昌吉州-2.png", "昌吉州-3.png"]


def test_a_missing_source_is_named(soffice: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"absent\.pdf"):
        convert([tmp_path / "absent.xlsx"], "pdf", tmp_path / "out")


def test_two_files_never_become_one_output(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"a\.xlsx, a\.docx"):
        convert([tmp_path / "a.xlsx", tmp_path / "a.docx"], "pdf", tmp_path / "out")


def test_a_source_is_never_its_own_output(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="replace"):
        convert([tmp_path / "a.xlsx"], "xlsx", tmp_path)
