"""The files of all recipients bound into one workbook, part by part, for every feature."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import soundness
import xlsxwriter
from cutting import cut, parts
from injected import Added, inject
from opc import Package
from workbooks import FEATURES, FIRST, NAMES, NOTE, SHEET, Made, amount, plan

from xianbiao.export.package import bound_parts
from xianbiao.export.package.renames import Renames
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.one_book import BookDelivery, export_book
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.model.errors import ExportRefused

CHECKS = (*soundness.OF_ANY_BOOK, soundness.wrong_calculation_chain)
THREADS = {row: f"{{00000000-0000-0000-AAAA-{row:012}}}" for row in (3, 5, 9)}
PEOPLE = {row: f"{{00000000-0000-0000-0000-{row:012}}}" for row in (3, 5, 9)}
CALLED = re.compile(r"'((?:[^']|'')+)'!|(?<![\w'])([^\W\d]\w*)!")

each_feature = pytest.mark.parametrize("name", FEATURES)


def bound(made: Made, folder: Path, options: SplitOptions | None = None) -> BookDelivery:
    """The workbook with the sheets of everybody."""
    return export_book(SourceBook.open(made.path), made.plan, folder / made.name, options)


@each_feature
def test_the_workbook_is_a_sound_package(made: dict[str, Made], name: str, tmp_path: Path) -> None:
    package = Package.read(bound(made[name], tmp_path).path)
    assert [fault for check in CHECKS for fault in check(package)] == []


@each_feature
def test_every_sheet_that_a_formula_calls_is_there(
    made: dict[str, Made], name: str, tmp_path: Path
) -> None:
    package = Package.read(bound(made[name], tmp_path).path)
    titles = {sheet.name for sheet in package.sheets}
    called = {
        (quoted or plain).replace("''", "'")
        for formula in package.formulas
        for quoted, plain in CALLED.findall(formula.text)
    }
    assert called <= titles


@each_feature
def test_nothing_but_pictures_belongs_to_two_sheets(
    made: dict[str, Made], name: str, tmp_path: Path
) -> None:
    package = Package.read(bound(made[name], tmp_path).path)
    led_to = Counter(
        r.target
        for r in package.relationships
        if not r.is_external and r.target != r.source and not r.target.startswith("xl/media/")
    )
    assert [part for part, times in led_to.items() if times > 1] == []


@each_feature
def test_two_readers_find_what_the_single_files_show(
    made: dict[str, Made], name: str, tmp_path: Path
) -> None:
    path = bound(made[name], tmp_path).path
    book, second = openpyxl.load_workbook(path), python_calamine.CalamineWorkbook.from_path(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    for index, title in enumerate(NAMES):
        single = tmp_path / f"{index}.xlsx"
        single.write_bytes(cut(made[name], index))
        other = openpyxl.load_workbook(single).worksheets[0]
        values = openpyxl.load_workbook(single, data_only=True).worksheets[0]
        sheet = book[title]
        rename = Renames({other.title.lower(): title, "公用": f"{title}_公用"})
        steady = Renames({other.title.lower(): title})
        for row in other.iter_rows():
            for cell in row:
                here = sheet[cell.coordinate]
                assert here.style_id == cell.style_id
                assert stored[title][cell.coordinate].value == values[cell.coordinate].value
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    meant = {r.formula(cell.value[1:]) for r in (rename, steady)}
                    assert str(here.value)[1:] in meant
        assert sheet.merged_cells.ranges == other.merged_cells.ranges
        assert _widths(sheet) == _widths(other)
        assert sheet.page_setup.orientation == other.page_setup.orientation
        assert sheet.oddFooter.center.text == other.oddFooter.center.text
        assert len(sheet._images) == len(other._images)
        assert len(sheet.data_validations.dataValidation) == len(
            other.data_validations.dataValidation
        )
        assert len(sheet.conditional_formatting) == len(other.conditional_formatting)
        grid = second.get_sheet_by_name(title).to_python(skip_empty_area=False)
        assert (grid[4][0], grid[4][2]) == (title, amount(5 + 2 * index))


def _widths(sheet: object) -> dict[str, float]:
    return {k: d.width for k, d in sheet.column_dimensions.items()}  # type: ignore[attr-defined]


def test_a_total_can_be_left_out_of_every_sheet(made: dict[str, Made], tmp_path: Path) -> None:
    path = bound(made["plain"], tmp_path, SplitOptions(totals=Totals.DROPPED)).path
    book = openpyxl.load_workbook(path)
    assert "合计" not in {cell.value for sheet in book for cell in sheet["A"]}
    assert all(sheet.max_row == NOTE - 8 - 1 for sheet in book)


def test_print_areas_and_titles_stay_with_their_sheets(
    made: dict[str, Made], tmp_path: Path
) -> None:
    package = Package.read(bound(made["printing"], tmp_path).path)
    found = {
        (e.attrib["name"], int(e.attrib["localSheetId"])): e.text
        for _, e in package.elements("definedName")
    }
    for index, title in enumerate(NAMES):
        assert found["_xlnm.Print_Area", index] == f"'{title}'!$A$1:$D$8"
        assert found["_xlnm.Print_Titles", index].startswith(f"'{title}'!$")


def test_a_name_of_cells_that_everybody_has_is_each_sheets_own(
    made: dict[str, Made], tmp_path: Path
) -> None:
    package = Package.read(bound(made["names"], tmp_path).path)
    found = [
        (e.attrib["name"], e.get("localSheetId"), e.text)
        for _, e in package.elements("definedName")
    ]
    assert [n for n in found if n[0] == "全部金额"] == [
        ("全部金额", str(i), f"'{title}'!$C$5:$C$6") for i, title in enumerate(NAMES)
    ]
    assert [n for n in found if n[0] == "比例"] == [("比例", None, "公用!$A$1")]
    assert [n for n in found if n[0] == "丙林县的数"] == [("丙林县的数", "2", "'丙林县'!$C$5")]


def test_lists_have_names_and_numbers_of_their_own(made: dict[str, Made], tmp_path: Path) -> None:
    package = Package.read(bound(made["list_object"], tmp_path).path)
    tables = [e.attrib for _, e in package.elements("table")]
    assert [t["displayName"] for t in tables] == ["明细", *(f"明细_{n}" for n in range(2, 6))]
    assert [t["id"] for t in tables] == ["1", "2", "3", "4", "5"]


def test_pictures_of_the_same_bytes_are_there_once(made: dict[str, Made], tmp_path: Path) -> None:
    found = parts(bound(made["header_picture"], tmp_path).path)
    assert [p for p in found if p.startswith("xl/media/")] == ["xl/media/image1.png"]
    assert sum(p.startswith("xl/drawings/vmlDrawing") for p in found) == len(NAMES)


def test_a_chart_draws_the_rows_of_its_own_sheet(made: dict[str, Made], tmp_path: Path) -> None:
    found = parts(bound(made["charts"], tmp_path).path)
    drawn = [
        set(re.findall(r"<c:f>'(.*?)'!", data.decode()))
        for part, data in found.items()
        if re.fullmatch(r"xl/charts/chart\d+\.xml", part)
    ]
    assert {name for names in drawn for name in names} == set(NAMES)
    assert all(len(names) == 1 for names in drawn)


def test_a_link_of_a_picture_leads_to_its_own_sheet(made: dict[str, Made], tmp_path: Path) -> None:
    found = parts(bound(made["linked_pictures"], tmp_path).path)
    rels = found["xl/drawings/_rels/drawing3.xml.rels"].decode()
    assert re.findall(r'Target="(#[^"]*)"', rels) == [f"#'丙林县'!C{row}" for row in (3, 5, 6)]


def test_only_the_first_sheet_is_open(made: dict[str, Made], tmp_path: Path) -> None:
    package = Package.read(bound(made["validations"], tmp_path).path)
    chosen = [p for p, e in package.elements("sheetView") if e.get("tabSelected") == "1"]
    assert chosen == [package.sheets[0].part]


def test_the_same_source_gives_the_same_bytes(made: dict[str, Made], tmp_path: Path) -> None:
    first = bound(made["comments"], tmp_path / "一").path.read_bytes()
    assert bound(made["comments"], tmp_path / "二").path.read_bytes() == first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SUM(附件1!C4:C7)", "SUM('昌吉市'!C4:C7)"),
        ("'附件1'!$A$1", "'昌吉市'!$A$1"),
        ('IF(A1="附件1!A1",附件1!A1,0)', "IF(A1=\"附件1!A1\",'昌吉市'!A1,0)"),
        ("明细[金额]+附件10!A1", "明细_2[金额]+附件10!A1"),
        ("附件1!本级*2", "'昌吉市'!本级*2"),
        ("[0]!本级", "'昌吉市'!本级"),
        ("'附件 2'!A1", "'昌吉''s'!A1"),
        ("A1+B2", "A1+B2"),
    ],
)
def test_a_formula_calls_sheets_and_lists_by_their_new_names(text: str, expected: str) -> None:
    renames = Renames(
        {"附件1": "昌吉市", "附件 2": "昌吉's"}, {"明细": "明细_2"}, {"本级"}, "昌吉市"
    )
    assert renames.formula(text) == expected
    assert renames.formula(expected) == expected


def test_a_formula_that_finds_a_sheet_by_its_title_becomes_its_result() -> None:
    renames = Renames({"附件1": "昌吉市"}, title="昌吉市")
    other = '<c r="B1"><f>SUM(A1)</f><v>7</v></c>'
    sheet = '<c r="A1"><f>INDIRECT("附件1!A1")</f><v>7</v></c>' + other
    fixed = bound_parts.without_formulas_by_title(sheet.encode(), renames)
    assert fixed.decode() == '<c r="A1"><v>7</v></c>' + other
    with pytest.raises(ExportRefused, match="没有存结果"):
        bound_parts.without_formulas_by_title(b"<c><f>INDIRECT(A1)</f></c>", renames)


def test_identities_differ_between_sheets_and_agree_within_one() -> None:
    identity = b"{0E7A3F0C-1111-2222-3333-44445555AAAA}"
    found = {
        "comments1.xml": b'<comment xr:uid="' + identity + b'"/><author>tc=' + identity,
        "threads.xml": b'<threadedComment id="' + identity + b'" personId="{P}"/>',
    }
    one, two = (bound_parts.own_identities(found, title) for title in ("甲", "乙"))
    guid = re.compile(rb"\{[0-9A-F-]{36}\}")
    assert len({g for data in one.values() for g in guid.findall(data)}) == 1
    assert one["threads.xml"] != two["threads.xml"] != found["threads.xml"]
    assert b'personId="{P}"' in one["threads.xml"]


def test_threads_have_their_own_identities_and_all_who_wrote_are_listed(
    made: dict[str, Made], tmp_path: Path
) -> None:
    threads, book, sheet = "xl/threadedComments/", "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    said = "".join(
        f'<threadedComment ref="C{row}" personId="{PEOPLE[row]}" id="{identity}">'
        f"<text>第{row}行</text></threadedComment>"
        for row, identity in THREADS.items()
    )
    people = "".join(
        f'<person displayName="{row}" id="{identity}" userId="{row}" providerId="None"/>'
        for row, identity in PEOPLE.items()
    )
    kind = "application/vnd.ms-excel."
    thread, person = _spaced("ThreadedComments", said), _spaced("personList", people)
    added = (
        Added(
            f"{threads}threadedComment1.xml",
            sheet,
            "threadedComment",
            thread,
            f"{kind}threadedcomments+xml",
        ),
        Added("xl/persons/person.xml", book, "person", person, f"{kind}person+xml"),
    )
    plain = made["plain"]
    source = inject(plain.path, tmp_path / "源.xlsx", added)
    path = bound(Made("threads", source, plain.plan), tmp_path).path
    assert [fault for check in CHECKS for fault in check(Package.read(path))] == []
    found = parts(path)
    texts = [found[f"{threads}threadedComment{n}.xml"].decode() for n in range(1, len(NAMES) + 1)]
    assert ["第3行" in t for t in texts] == [True] * len(NAMES)
    assert ["第9行" in t for t in texts] == [name == "丙林县" for name in NAMES]
    assert len({re.findall(r'\sid="([^"]*)"', t)[0] for t in texts}) == len(NAMES)
    assert PEOPLE[9] in texts[2]
    listed = found["xl/persons/person.xml"].decode()
    assert [identity in listed for identity in PEOPLE.values()] == [True, True, True]


def _spaced(tag: str, inner: str) -> str:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return f'<{tag} xmlns="{space}">{inner}</{tag}>'


def test_a_sheet_that_macros_called_by_name_has_no_such_name(
    made: dict[str, Made], tmp_path: Path
) -> None:
    source = tmp_path / "源.xlsx"
    plain = Package.read(made["plain"].path)
    head = r"(<worksheet[^>]*>)"
    plain.changed("xl/worksheets/sheet1.xml", head, r'\1<sheetPr codeName="表"/>').write(source)
    package = Package.read(bound(Made("named", source, plan()), tmp_path).path)
    assert [e.attrib for _, e in package.elements("sheetPr")] == [{}] * len(NAMES)


def test_a_list_on_a_sheet_for_all_keeps_its_name(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet, extra = book.add_worksheet(SHEET), book.add_worksheet("公用")
        for row, name in ((FIRST, "甲山县"), (FIRST + 2, "乙水市")):
            sheet.write_row(row - 1, 0, (name, "低保", amount(row), 1))
            sheet.write_formula(row - 1, 4, "=SUM(标准[数])", None, 11)
        columns = [{"header": "项"}, {"header": "数"}]
        data = [["低保", 5], ["临时", 6]]
        extra.add_table("A1:B3", {"name": "标准", "data": data, "columns": columns})
    source = SourceBook.open(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(export_book(source, plan(("公用",)), tmp_path / "出").path)
    assert book.sheetnames == [*NAMES, "公用"]
    assert list(book["公用"].tables) == ["标准"]
    assert book["乙水市"]["E5"].value == "=SUM(标准[数])"
