"""A workbook is read by viewers that do not calculate: every result must be stored in it."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import sample

from xianbiao.export.workbook import UncomputedFormula, workbook_bytes, write_workbook
from xianbiao.model.allocation import AllocationRow
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.sheets.layout.book import working_book
from xianbiao.sheets.plan import Formula, SheetPlan
from xianbiao.sheets.styles import Style

_CELL = re.compile(r"<c [^>]*?(?:/>|>.*?</c>)", re.S)
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")
_FORBIDDEN = re.compile(
    r"_xlfn|_xlws|OFFSET\(|INDIRECT\(|TODAY\(|NOW\(|RAND|XLOOKUP|FILTER\(|TEXTJOIN|(?<![A-Z])IFS\(|LET\("
    r"|SWITCH\(|CONCAT\(|\[\d+\]"
)


def parts(data: bytes, folder: str = "") -> dict[str, str]:
    """The parts of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            n: package.read(n).decode("utf-8") for n in package.namelist() if n.startswith(folder)
        }


def values(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    """The stored values of a sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return list(book[sheet].iter_rows(values_only=True))


def register(data: bytes) -> dict[str, tuple[object, ...]]:
    """The rows of 校验 by number."""
    return {str(row[0]): row for row in values(data, "校验")[4:]}


def test_every_formula_has_a_stored_value(package: bytes) -> None:
    for part, content in parts(package, "xl/worksheets/").items():
        for cell in _CELL.findall(content):
            if "<f>" in cell:
                assert re.search(r"<v>|<v/>", cell), f"{part}: {cell}"


def test_no_formula_results_in_an_error(package: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package))
    for name in book.sheet_names:
        texts = [v for row in book.get_sheet_by_name(name).to_python() for v in row]
        assert not [t for t in texts if isinstance(t, str) and _ERROR.fullmatch(t)]


def test_no_formula_uses_what_old_programs_lack(package: bytes) -> None:
    for content in parts(package, "xl/worksheets/").values():
        for formula in re.findall(r"<f>(.*?)</f>", content):
            assert not _FORBIDDEN.search(formula), formula
        assert 't="array"' not in content


def test_the_package_has_no_macro_and_no_external_link(package: bytes) -> None:
    assert not [n for n in parts(package) if re.search("vba|external", n, re.I)]


def test_two_readers_see_the_same_values(package: bytes) -> None:
    first = openpyxl.load_workbook(io.BytesIO(package), data_only=True)["校验"]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package))
    second = book.get_sheet_by_name("校验").to_python()
    for row, line in zip(first.iter_rows(min_row=5, values_only=True), second[4:], strict=True):
        assert row[5] == line[5]


def test_the_same_notice_gives_the_same_bytes(notice: Notice) -> None:
    once = workbook_bytes(working_book(notice, []))
    assert workbook_bytes(working_book(notice, [])) == once


def test_the_sheets_stand_in_their_order(changji: Notice) -> None:
    names = [plan.name for plan in working_book(changji, [])]
    counties = [name for name, _ in sample.CHANGJI]
    assert names == [
        *["说明", "参数", "单位", "附件1", "附件2", "指标库", "附件3"],
        *counties,
        *["校验", "核对一览", "图表", "台账", "工作日历"],
        *["指标核对", "指标用语", "_meta"],
    ]


def test_the_form_takes_the_number_of_the_attachment_list(bazhou: Notice) -> None:
    assert "附件2" in [plan.name for plan in working_book(bazhou, [])]


def test_the_register_finds_the_nine_of_changji(changji: Notice) -> None:
    rows = register(workbook_bytes(working_book(changji, [])))
    assert rows["C01-1"][2:6] == (5189, 5198, -9, "✘ 差 −9")
    assert rows["C03-1"][5] == "✔ 平"


def test_blank_input_is_never_a_pass(package: bytes) -> None:
    rows = register(package)
    superior = [row for row in rows.values() if str(row[1]).startswith("上级")]
    assert len(superior) == 1
    for row in (*superior, rows["C91-1"], rows["C91-2"]):
        assert row[5] == "○待填"


def test_the_table_of_bazhou_ties_everywhere(bazhou: Notice) -> None:
    rows = register(workbook_bytes(working_book(bazhou, [])))
    for number, row in rows.items():
        if number.startswith(("C01", "C03", "C05", "C08", "C43")):
            assert row[5] == "✔ 平", row


def test_a_missing_target_is_counted(changji: Notice) -> None:
    rows = register(workbook_bytes(working_book(changji, [])))
    results = [str(row[5]) for n, row in rows.items() if n.startswith("C57")]
    assert results.count("○待填 1 项") == 1
    assert results.count("✔ 平") == 7


def test_a_printed_value_that_breaks_an_equation_is_kept(bazhou: Notice) -> None:
    table = bazhou.allocation
    assert table is not None
    table.rows[0].amounts[10] = sample.read_amount("3687", sample.at(56, 11))
    data = workbook_bytes(working_book(bazhou, []))
    assert values(data, "附件1")[6][10] == 3687
    rows = register(data)
    assert rows["C03-9"][5] == "✘ 差 −1"
    assert rows["C08-9"][5] == "✘ 差 +1"


def test_text_in_an_amount_cell_is_no_number(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    table.rows[0].amounts[2] = sample.read_amount("829万元", sample.at(60, 3))
    data = workbook_bytes(working_book(changji, []))
    rows = register(data)
    assert rows["C03-1"][5] == "✘ 非数字"
    assert rows["C01-3"][5] == "✘ 非数字"
    assert values(data, "附件1")[5][2] == "829万元"


def test_blank_stays_blank_and_zero_stays_zero(bazhou: Notice) -> None:
    table = bazhou.allocation
    assert table is not None
    table.rows[1].amounts[6] = sample.read_amount("", sample.at(57, 7))
    rows = values(workbook_bytes(working_book(bazhou, [])), "附件1")
    assert rows[7][6] is None
    assert rows[7][7] == 0


def test_every_amount_of_the_model_stands_in_the_table(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    rows = values(workbook_bytes(working_book(notice, [])), "附件1")
    lines = {row[1]: row for row in rows if row[1]}
    for row in table.all_rows():
        for column in table.columns:
            value = lines[row.name.stripped][column.index]
            assert Decimal(str(value)) == row.amounts[column.index].value


def test_the_light_stands_at_the_head_of_every_sheet(package: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(package), data_only=True)
    light = book["校验"]["A2"].value
    for sheet in book.worksheets:
        if sheet.title != "_meta":
            head = [v for row in sheet.iter_rows(max_row=2, values_only=True) for v in row]
            assert light in head, sheet.title


def test_subtotals_stay_out_of_the_total(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    table.rows[3:] = [
        replace(row, ref=sample.at((row.ref.line or 0) + 1)) for row in table.rows[3:]
    ]
    amount = {2: sample.read_amount("2051", sample.at(63, 3))}
    subtotal = AllocationRow(sample.text("小计", 63, 2), None, amount, sample.at(63))
    table.subtotals.append(subtotal)
    data = workbook_bytes(working_book(changji, []))
    names = [row[1] for row in values(data, "附件1")[4:12]]
    assert names[4:6] == ["小计", "玛纳斯县"]
    assert register(data)["C03-1"][2:6] == (5198, 5198, 0, "✔ 平")


def test_repairs_are_listed_beside_the_form(changji: Notice) -> None:
    rows = values(workbook_bytes(working_book(changji, [])), "呼图壁县")
    found = [row[6:11] for row in rows if row[7] == "有值无名"]
    assert [row[2:4] for row in found] == [("应保尽保", "特困供养保障率")]


def test_the_meta_sheet_names_every_table(package: bytes) -> None:
    rows = values(package, "_meta")
    assert rows[0][:2] == ("template", "xianbiao-working")
    kinds = {row[2] for row in rows if row[0] == "table"}
    assert {"parameters", "units", "allocation", "library", "form", "register"} <= kinds
    names = _sheets(package)
    assert all(row[1] in names for row in rows if row[0] == "table")


def test_the_cells_follow_named_styles(package: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(package))
    assert {"县表·输入", "县表·引用", "县表·附件合计"} <= set(book.named_styles)
    assert book["参数"]["B5"].style == "县表·输入"
    assert book["参数"]["B5"].fill.fgColor.rgb == "FFFFFFE1"


def test_causes_stand_beside_the_differences(changji: Notice) -> None:
    ref = changji.forms[0].funds[0].amount.ref
    finding = Finding("C01", Severity.ERROR, ref, "不符", cause="98 误写为 89")
    rows = register(workbook_bytes(working_book(changji, [finding])))
    assert rows["C01-1"][6] == "98 误写为 89"
    assert rows["C01-3"][6] is None


def test_a_formula_that_fails_is_refused() -> None:
    plan = SheetPlan("表")
    plan.put(0, 0, Formula("=1/0"), Style.CALC)
    with pytest.raises(UncomputedFormula, match="表!A1"):
        workbook_bytes([plan])


def test_an_unknown_function_is_refused(tmp_path: Path) -> None:
    plan = SheetPlan("表")
    plan.put(0, 0, Formula("=XB_NOTHING(1)"), Style.CALC)
    with pytest.raises(UncomputedFormula):
        write_workbook([plan], tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_text_that_looks_like_a_formula_stays_text() -> None:
    plan = SheetPlan("表")
    plan.put(0, 0, "=1+1", Style.TEXT)
    assert values(workbook_bytes([plan]), "表") == [("=1+1",)]


def _sheets(data: bytes) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
