"""What is given instead of a plain workbook: told in words, or converted with a word of it."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import soundness
import xlsxwriter
from clerk import COUNTIES, TABLE, small_table, write_clerk
from opc import Package

from support.strict import strict_copy
from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.model.errors import UnreadableFile
from xianbiao.readers.xlsx import read_xlsx

Capture = pytest.CaptureFixture[str]
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_CFB + "EncryptedPackage".encode("utf-16-le"), "工作簿有打开密码"),
        (_CFB, "这是旧的 .xls 格式"),
        (b"", "不是 .xlsx 工作簿"),
        (b"<html>", "不是 .xlsx 工作簿"),
        (b"PK\3\4 cut off", "不是完整的 .xlsx 压缩包"),
    ],
    ids=["encrypted", "xls", "empty", "html", "cut off"],
)
def test_what_is_no_workbook_is_told_in_words(tmp_path: Path, data: bytes, message: str) -> None:
    book = tmp_path / "表.xlsx"
    book.write_bytes(data)
    with pytest.raises(UnreadableFile, match=message):
        SourceBook.open(book)


@pytest.mark.parametrize("at", [0.3, 0.6, 0.95])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, at: float) -> None:
    data = write_clerk(tmp_path / "表.xlsx").read_bytes()
    (tmp_path / "半.xlsx").write_bytes(data[: int(len(data) * at)])
    with pytest.raises(UnreadableFile):
        SourceBook.open(tmp_path / "半.xlsx")


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(write_clerk(tmp_path / "表.xlsx").read_bytes())
    at = data.index(b"xl/workbook.xml") + 40
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(UnreadableFile, match="xl/workbook"):
        SourceBook(bytes(data), "表.xlsx")


def test_a_workbook_without_the_part_of_a_sheet_is_refused(tmp_path: Path) -> None:
    _without(write_clerk(tmp_path / "表.xlsx"), tmp_path / "缺.xlsx", "xl/worksheets/sheet1.xml")
    with pytest.raises(UnreadableFile, match="附件1"):
        SourceBook.open(tmp_path / "缺.xlsx")


def test_the_files_of_a_workbook_that_names_relations_sheet_by_sheet_can_be_opened(
    tmp_path: Path,
) -> None:
    """As openpyxl writes it: the namespace stands in each line of the list of sheets."""
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    loaded = openpyxl.load_workbook(book)
    for row, (_, amount) in enumerate(COUNTIES, 4):
        loaded["附件1"].cell(row, 4, amount)
    loaded["附件1"]["C8"], loaded["附件1"]["D8"] = 406, sum(a for _, a in COUNTIES)
    loaded.save(book)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")
    assert made["附件1"]["D4"].value == 529


def test_macros_go_and_the_clerk_is_told(tmp_path: Path, capsys: Capture) -> None:
    plain, book = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "宏.xlsm"
    _with_macros(plain, book)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert "宏去掉" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "县" / "01_昌吉市.xlsx") as package:
        assert "xl/vbaProject.bin" not in package.namelist()
        types = package.read("[Content_Types].xml").decode()
    assert "macroEnabled" not in types
    assert "spreadsheetml.sheet.main+xml" in types


def test_a_workbook_in_utf_16_is_divided(tmp_path: Path) -> None:
    plain, book = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "宽.xlsx"
    _rewritten(plain, book, lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    assert main(["export", str(book), "--out", str(tmp_path / "县"), "--common", "说明"]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")
    assert made["附件1"]["B4"].value == "阜康市"
    assert made["说明"]["A1"].value == "请于收文后30日内分解下达"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_text_box_in_another_encoding_is_looked_through(
    tmp_path: Path, capsys: Capture, encoding: str
) -> None:
    plain, book = tmp_path / "表.xlsx", tmp_path / "框.xlsx"
    with xlsxwriter.Workbook(str(plain)) as workbook:
        sheet = small_table(workbook, COUNTIES)
        sheet.write("B7", sum(amount for _, amount in COUNTIES))
        workbook.add_worksheet("说明").insert_textbox("C3", "阜康市已提前下达")
    _rewritten(
        plain,
        book,
        lambda d: d.decode().replace("UTF-8", encoding).encode(encoding),
        "drawing1.xml",
    )
    assert main(["export", str(book), "--out", str(tmp_path / "县"), "--common", "说明"]) == 2
    assert "「说明」的图形、图片或文本框：其他单位的名称“阜康市”" in capsys.readouterr().err


def test_a_workbook_that_excel_online_numbered_is_divided(tmp_path: Path) -> None:
    plain, book = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "网.xlsx"
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(book, "w") as copy:
        for name in package.namelist():
            data = package.read(name).replace(b"xl/workbook.xml", b"xl/workbook22.xml")
            copy.writestr(name.replace("workbook.xml", "workbook22.xml"), data)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")
    assert made["附件1"]["B4"].value == "阜康市"


@pytest.mark.parametrize(("stored", "called"), [("Worksheets", ""), ("", "Worksheets")])
def test_a_workbook_whose_parts_are_called_in_another_case_is_divided(
    tmp_path: Path, stored: str, called: str
) -> None:
    plain, book = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "大写.xlsx"
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(book, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if called and name.endswith(".rels"):
                data = data.replace(b"worksheets/", called.encode() + b"/")
            copy.writestr(name.replace("worksheets", stored) if stored else name, data)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    (grid,) = read_xlsx(tmp_path / "县" / "02_阜康市.xlsx")
    assert [c.value for c in grid.filled(3)] == [2, "阜康市", 101, 529]


def test_a_strict_workbook_is_divided_into_usual_ones(tmp_path: Path, capsys: Capture) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as workbook:
        sheet = small_table(workbook, COUNTIES)
        sheet.write("B7", sum(amount for _, amount in COUNTIES))
        sheet.write("D1", 1, workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.data_validation("A3:A6", {"validate": "list", "source": [n for n, _ in COUNTIES]})
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=附件1!$B$3:$B$6"})
        sheet.insert_chart("D8", chart)
    book = strict_copy(tmp_path / "表.xlsx", tmp_path / "严.xlsx", {"D1": "2024-03-05T00:00:00"})
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert "“Strict Open XML”格式的工作簿，单位文件是普通的 .xlsx" in capsys.readouterr().err
    path = tmp_path / "县" / "02_阜康市.xlsx"
    made = openpyxl.load_workbook(path).active
    assert [made["A3"].value, made["B3"].value] == ["阜康市", 529]
    assert made["D1"].value == dt.datetime(2024, 3, 5)
    assert [v.formula1 for v in made.data_validations.dataValidation] == ['"阜康市"']
    assert [fault for check in soundness.OF_ANY_BOOK for fault in check(Package.read(path))] == []
    with zipfile.ZipFile(path) as package:
        assert not [n for n in package.namelist() if b"purl.oclc.org" in package.read(n)]


def test_a_chart_sheet_goes_and_the_clerk_is_told(tmp_path: Path, capsys: Capture) -> None:
    book = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = small_table(workbook, COUNTIES)
        sheet.write("B7", sum(amount for _, amount in COUNTIES))
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=附件1!$B$3:$B$6"})
        workbook.add_chartsheet("各县图").set_chart(chart)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert "图表工作表不给单位：各县图" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "县" / "01_昌吉市.xlsx") as package:
        assert not [n for n in package.namelist() if "chart" in n]


def test_a_table_of_excel_adds_up_its_own_lines(tmp_path: Path) -> None:
    book = tmp_path / "表.xlsx"
    whole = sum(amount for _, amount in COUNTIES)
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = workbook.add_worksheet("附件1")
        sheet.write("A1", "困难群众救助补助资金分配表（单位：万元）")
        columns = [
            {"header": "县市", "total_string": "合计"},
            {"header": "金额", "total_function": "sum"},
        ]
        options = {"name": "明细", "total_row": True, "columns": columns, "data": COUNTIES}
        sheet.add_table(1, 0, 2 + len(COUNTIES), 1, options)
        sheet.write_formula(f"B{3 + len(COUNTIES)}", "=SUBTOTAL(109,明细[金额])", None, whole)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")["附件1"]
    assert made.tables["明细"].ref == "A2:B4"
    assert made["B4"].value == "=SUBTOTAL(109,明细[金额])"
    values = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx", data_only=True)
    assert values["附件1"]["B4"].value == 529


def test_a_function_of_a_macro_becomes_its_result(tmp_path: Path) -> None:
    plain, book = tmp_path / "表.xlsx", tmp_path / "宏.xlsm"
    with xlsxwriter.Workbook(str(plain)) as workbook:
        sheet = small_table(workbook, COUNTIES)
        sheet.write("B7", sum(amount for _, amount in COUNTIES))
        for row in range(3, 7):
            sheet.write_formula(f"C{row}", f"=大写金额(B{row})", None, f"{row}元整")
            sheet.write_formula(f"D{row}", f"=ROUND(B{row},0)", None, row)
    _with_macros(plain, book)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")["附件1"]
    assert (made["C3"].value, made["D3"].value) == ("4元整", "=ROUND(B3,0)")


def test_sheets_that_were_chosen_together_are_not_in_the_files(tmp_path: Path) -> None:
    """What is typed into one of several chosen sheets goes into all of them."""
    plain = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(plain)) as workbook:
        sheet = small_table(workbook, COUNTIES)
        sheet.write("B7", sum(amount for _, amount in COUNTIES))
        for name in ("说明", "依据"):
            common = workbook.add_worksheet(name)
            common.write("A1", "专款专用")
            common.select()
    words = ("--common", "说明", "依据")
    assert main(["export", str(plain), "--out", str(tmp_path / "县"), *words]) == 0
    made = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")
    chosen = [s.title for s in made if s.sheet_view.tabSelected]
    assert chosen == ["附件1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_file_is_converted_and_the_clerk_is_told(
    tmp_path: Path, capsys: Capture, encoding: str
) -> None:
    lines = ["2024年困难群众救助补助资金分配表,,", "单位：万元,,", "代码,县市,金额"]
    lines += [f"0{i},{name},{amount}" for i, (name, amount) in enumerate(COUNTIES)]
    lines += [f",合计,{sum(a for _, a in COUNTIES)}"]
    (tmp_path / "表.csv").write_text("\n".join(lines), encoding=encoding)
    assert main(["export", str(tmp_path / "表.csv"), "--out", str(tmp_path / "县")]) == 0
    assert "由 CSV" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx").worksheets[0]
    assert [c.value for c in sheet[4]] == ["01", "阜康市", 529]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("昌吉市,829\n阜康市,529\n合计,1\n", "B4：核对有错误 C03："),
        ("昌吉市,约829\n阜康市,529\n", "B2："),
    ],
)
def test_a_fault_in_a_converted_copy_is_told_of_the_clerks_own_file(
    tmp_path: Path, capsys: Capture, rows: str, told: str
) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"县市,金额（万元）\n{rows}", encoding="utf-8")
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 2
    assert f"{path}「表」{told}" in capsys.readouterr().err


def test_a_formula_without_a_result_becomes_the_value_that_it_comes_to(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    rows = (
        ("县市", "金额（万元）", "位次"),
        ("昌吉市", 829, "=RANK(B2,B2:B3)"),
        ("阜康市", 529, 2),
    )
    for row in rows:
        book.active.append(row)
    book.active.title = "分配"
    book.save(path)
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    assert "1 格公式没有存结果（「分配」C2），按公式算出后导出" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(next((tmp_path / "县").glob("*昌吉市*.xlsx"))).active
    assert sheet["C2"].value == 1


def test_a_workbook_without_recipients_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        book.add_worksheet("说明").write("A1", "请于收文后30日内分解下达")
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 2
    error = capsys.readouterr().err
    assert "没有认出可以拆给单位的行或表" in error
    assert "xianbiao inspect" in error


def test_pdf_without_libreoffice_is_refused_in_words(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xianbiao.readers.office.shutil.which", lambda _: None)
    monkeypatch.setattr("xianbiao.readers.office._PLACES", ())
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    assert main(["export", str(book), "--out", str(tmp_path / "县"), "--pdf"]) == 2
    assert "没有找到 LibreOffice，不能生成 PDF" in capsys.readouterr().err
    assert not (tmp_path / "县").exists()


def _without(source: Path, target: Path, part: str) -> None:
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            if name != part:
                copy.writestr(name, package.read(name))


def _rewritten(
    source: Path, target: Path, change: Callable[[bytes], bytes], ending: str = ""
) -> None:
    """The workbook with its XML parts changed, those with an ending."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            is_text = name.endswith((".xml", ".rels")) and name.endswith(ending)
            copy.writestr(name, change(data) if is_text else data)


def _with_macros(source: Path, target: Path) -> None:
    """The workbook as a macro workbook: the parts that make it one, without real macros."""
    relation = (
        '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/></Relationships>'
    )
    main_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name).decode()
            if name == "[Content_Types].xml":
                data = data.replace(main_type, macro_type)
                binary = (
                    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                )
                data = data.replace("<Override", binary + "<Override", 1)
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace("</Relationships>", relation)
            copy.writestr(name, data)
        copy.writestr("xl/vbaProject.bin", b"macros")
