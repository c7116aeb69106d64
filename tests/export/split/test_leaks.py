"""No file of an export holds anything of another recipient, and what does is found."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.leak import LeakScan, Owner
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.export.split.splitter import Splitter
from xianbiao.model.errors import ExportRefused
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

FIRST = 4
COUNTRY = 2_600
"""As many rows as the country has counties; with two options more than 5,000 files."""
_WORDS = "东南西北中上下左右前后里外远近"


def name_of(index: int) -> str:
    """A made-up name; no one is part of another."""
    size = len(_WORDS)
    return (
        _WORDS[index // size**2 % size] + _WORDS[index // size % size] + _WORDS[index % size] + "县"
    )


def amount_of(index: int) -> int:
    """A different amount for each."""
    return 1_000_000 + index * 733


def workbook(path: Path, size: int, note: str = "专款专用") -> SplitPlan:
    """A table of so many recipients, and its plan."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        sheet.merge_range("A1:C1", "2024年困难群众救助补助资金分配表")
        for column, word in enumerate(("序号", "县市", "金额")):
            sheet.write(2, column, word)
        for index in range(size):
            row = FIRST - 1 + index
            sheet.write_row(row, 0, (index + 1, name_of(index), amount_of(index)))
        total = FIRST - 1 + size
        sheet.write(total, 1, "合计")
        whole = sum(map(amount_of, range(size)))
        sheet.write_formula(total, 2, f"=SUM(C{FIRST}:C{total})", None, whole)
        sheet.write(total + 1, 0, note)
    recipients = tuple(
        Recipient(i + 1, name_of(i), name_of(i), None, RecipientKind.PLACE) for i in range(size)
    )
    table = TableSplit(
        sheet="分配",
        rows={FIRST + i: i for i in range(size)},
        total_rows=(FIRST + size,),
        sums=(3,),
        final=3,
        unit="万元",
    )
    return SplitPlan(recipients, (table,), number="测财社〔2024〕5号")


def test_five_thousand_files_hold_nothing_of_others(tmp_path: Path) -> None:
    """Looked for by the scan of the export, and once more by plain search in every part."""
    plan = workbook(tmp_path / "全国.xlsx", COUNTRY)
    source = SourceBook.open(tmp_path / "全国.xlsx")
    scan = LeakScan(
        [
            Owner(
                (name_of(i),),
                frozenset([Decimal(amount_of(i))]),
                frozenset([Decimal(amount_of(i))]),
            )
            for i in range(COUNTRY)
        ]
    )
    names = {name_of(i) for i in range(COUNTRY)}
    han, figure = re.compile("[\u4e00-\u9fa5]{4}"), re.compile(r"<v>(\d{7,})</v>")
    checked = 0
    for options in (SplitOptions(), SplitOptions(totals=Totals.DROPPED)):
        splitter = Splitter(source, plan, options)
        cutter = splitter.cutter()
        for index in plan.served():
            data = cutter.file(splitter.share(index).cut)
            assert scan.leaks(read_archive(data, ""), index) == []
            if index % 20 == 0:
                text = _whole(data)
                assert names & set(han.findall(text)) == {name_of(index)}
                assert set(figure.findall(text)) == {str(amount_of(index))}
            checked += 1
    assert checked >= 5_000


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("xl/worksheets/sheet9.xml", "<c><is><t>乙水市</t></is></c>", "乙水市"),
        ("xl/worksheets/sheet9.xml", "<c><is><t>乙 水　市</t></is></c>", "乙水市"),
        ("xl/worksheets/sheet9.xml", "<c><is><t>&#20057;水市</t></is></c>", "乙水市"),
        (
            "xl/worksheets/sheet9.xml",
            '<is><r><t>乙</t></r><r><rPr><b/><color rgb="FF0000"/></rPr><t>水市</t></r></is>',
            "乙水市",
        ),
        (
            "xl/drawings/drawing1.xml",
            '<a:p><a:r><a:t>乙水</a:t></a:r><a:r><a:rPr lang="zh-CN"/><a:t>市</a:t></a:r></a:p>',
            "乙水市",
        ),
        ("xl/comments1.xml", "<r><t>43</t></r><r><rPr/><t>21万元</t></r>", "4321"),
        ("xl/comments1.xml", "<author>乙水市经办人</author>", "乙水市"),
        ("xl/media/乙水市章.png", "x", "乙水市"),
        ("xl/worksheets/sheet9.xml", '<controlPr altText="下达4321万元"/>', "4321"),
        ("xl/worksheets/sheet9.xml", '<x14:cfvo type="num" val="4321"/>', "4321"),
        (
            "xl/workbook.xml",
            '<definedName name="甲" comment="下达4321万元">1</definedName>',
            "4321",
        ),
        ("xl/media/%E4%B9%99%E6%B0%B4%E5%B8%82.png", "x", "乙水市"),
        ("xl/_rels/a.xml.rels", 'Target="file:///D:/%E4%B9%99%E6%B0%B4%E5%B8%82.xlsx"', "乙水市"),
        ("xl/drawings/drawing1.xml", '<xdr:cNvPr descr="乙水市公章"/>', "乙水市"),
        ("customXml/item1.xml", "<a>别名乙</a>", "别名乙"),
        ("xl/charts/chart1.xml", "<c:v>4321</c:v>", "4321"),
        ("xl/worksheets/sheet9.xml", "<c><v>4321</v></c>", "4321"),
        ("xl/worksheets/sheet9.xml", "<c><is><t>下达4,321万元</t></is></c>", "4321"),
        ("xl/worksheets/sheet9.xml", "<c><v>98765</v></c>", "全表的合计 98765"),
        ("xl/worksheets/sheet9.xml", "<c><f>4321+17.5</f><v>4338.5</v></c>", "4321"),
        ("xl/worksheets/sheet9.xml", '<dataValidation prompt="不超过4321万元"/>', "4321"),
        ("xl/drawings/drawing1.xml", '<xdr:cNvPr descr="下达4,321万元"/>', "4321"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "<r/>", "数据缓存"),
        ("xl/vbaProject.bin", "x", "宏"),
    ],
)
def test_what_belongs_to_others_is_found_wherever_it_hides(
    part: str, content: str, told: str
) -> None:
    found = _scan().leaks(read_archive(_package({part: content.encode()}), ""), 0)
    assert len(found) == 1
    assert told in found[0]
    assert part in found[0]


@pytest.mark.parametrize(
    "content",
    [
        "<c><is><t>甲山县</t></is></c>",
        "<c><v>1234</v></c>",
        "<c><is><t>乙水市州财政局</t></is></c>",
        '<c t="s"><v>4321</v></c>',
        "<c><f>C4321</f><v>1</v></c>",
        "<c><f>SUM(4321:4321)*'4321'!A1</f><v>1</v></c>",
        "<c><is><t>4321年</t></is></c>",
        "<c><is><t>甲山县乙水市镇</t></is></c>",
    ],
    ids=["own", "own amount", "common", "index", "formula", "rows", "year", "inside own"],
)
def test_what_is_the_recipients_own_or_everybodys_is_no_leak(content: str) -> None:
    assert (
        _scan().leaks(read_archive(_package({"xl/worksheets/sheet9.xml": content.encode()}), ""), 0)
        == []
    )


def test_a_name_inside_an_embedded_file_is_found() -> None:
    inner = _package({"word/document.xml": "<t>乙水市</t>".encode()})
    found = _scan().leaks(read_archive(_package({"xl/other/file.docx": inner}), ""), 0)
    assert [f for f in found if "乙水市" in f]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_a_name_inside_a_picture_is_found_in_any_encoding(encoding: str) -> None:
    data = b"\x89PNG\0\1\2" + "乙水市".encode(encoding) + b"\0"
    assert _scan().leaks(read_archive(_package({"xl/media/image1.png": data}), ""), 0)


def test_a_leak_stops_the_export_and_leaves_nothing(tmp_path: Path) -> None:
    plan = workbook(tmp_path / "表.xlsx", 7, note=f"{name_of(3)}另行通知")
    source = SourceBook.open(tmp_path / "表.xlsx")
    with pytest.raises(ExportRefused, match=name_of(3)):
        export_split(source, plan, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_a_row_met_before_is_known_for_every_file() -> None:
    scan = _scan()
    shared = "<row r='1'><c><is><t>说明</t></is></c></row>"
    other = "<row r='2'><c><v>%d</v></c></row>"
    for amount, found in ((5, 0), (4321, 1), (5, 0), (4321, 1)):
        rows = (shared + other % amount).replace("'", '"')
        part = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
        leaks = scan.leaks(read_archive(_package({"xl/worksheets/sheet1.xml": part}), ""), 0)
        assert len(leaks) == found


def _scan() -> LeakScan:
    mine = Owner(
        ("甲山县", "甲山县乙水市镇"), frozenset([Decimal(1234)]), frozenset([Decimal(1234)])
    )
    other = Owner(("乙水市", "别名乙"), frozenset([Decimal(4321)]), frozenset([Decimal(4321)]))
    return LeakScan([mine, other], common=["乙水市州财政局"], totals=[Decimal(98765)])


def _package(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, b"<x>" + data + b"</x>" if name.endswith("xml") else data)
    return buffer.getvalue()


def _whole(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(n + package.read(n).decode(errors="replace") for n in package.namelist())
