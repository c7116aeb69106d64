"""What of a clerk's workbook is in the file of one recipient, part by part.

The third recipient, 丙林县, has rows 9 and 10 of the source, which become rows 5 and 6.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import soundness
from cutting import cut, parts
from opc import Package
from workbooks import FEATURES, NAMES, Made, amount

from xianbiao.export.split.options import SplitOptions, Totals

SHEET = "xl/worksheets/sheet1.xml"
UNCHANGED = ("xl/styles.xml", "xl/theme/theme1.xml")
CHECKS = soundness.OF_ANY_BOOK

each_feature = pytest.mark.parametrize("name", FEATURES)


def sheet_of(made: Made, recipient: int = 2, options: SplitOptions | None = None) -> str:
    """The XML of the cut sheet."""
    return parts(cut(made, recipient, options))[SHEET].decode()


def cell(xml: str, address: str) -> str:
    """The XML of one cell."""
    found = re.search(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', xml)
    assert found, address
    return found[0]


@each_feature
@pytest.mark.parametrize("recipient", [0, 2, 4])
def test_every_file_is_a_sound_package(
    made: dict[str, Made], name: str, recipient: int, tmp_path: Path
) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(cut(made[name], recipient))
    package = Package.read(path)
    assert [fault for check in CHECKS for fault in check(package)] == []


@each_feature
def test_parts_that_do_not_speak_of_rows_are_the_sources_own(
    made: dict[str, Made], name: str
) -> None:
    source, file = parts(made[name].path), parts(cut(made[name], 2))
    untouched = [p for p in source if p in UNCHANGED or p.startswith(("xl/media", "xl/printer"))]
    kept = [p for p in untouched if p in file]
    assert {p: file[p] for p in kept} == {p: source[p] for p in kept}
    assert set(UNCHANGED) <= set(kept)


@each_feature
def test_no_other_recipient_is_named_in_any_part(made: dict[str, Made], name: str) -> None:
    whole = "\n".join(
        part + data.decode(errors="replace") for part, data in parts(cut(made[name], 2)).items()
    )
    assert [n for n in NAMES if n in whole] == ["丙林县"]
    for row in (5, 6, 7, 8, 11, 12, 13, 14):
        assert str(amount(row)) not in whole


@each_feature
def test_the_same_source_gives_the_same_bytes(made: dict[str, Made], name: str) -> None:
    assert cut(made[name], 1) == cut(made[name], 1)


def test_rows_move_up_with_their_cells_and_looks(made: dict[str, Made]) -> None:
    xml = sheet_of(made["plain"])
    assert re.findall(r'<row r="(\d+)"', xml) == [str(n) for n in range(1, 9)]
    assert "丙林县" in cell(xml, "A5")
    assert f"<v>{amount(9)}</v>" in cell(xml, "C5")
    assert '<mergeCell ref="A5:A6"/>' in xml
    assert xml.count("<mergeCell ") == 6


def test_a_total_is_added_anew_and_stays_a_formula(made: dict[str, Made]) -> None:
    xml = sheet_of(made["plain"])
    assert cell(xml, "C7").endswith(f"<f>SUM(C5:C6)</f><v>{amount(9) + amount(10)}</v></c>")
    assert "<f>SUM(D5:D6)</f><v>19</v>" in cell(xml, "D7")


def test_a_total_goes_where_the_clerk_wants_none(made: dict[str, Made]) -> None:
    xml = sheet_of(made["plain"], options=SplitOptions(totals=Totals.DROPPED))
    assert "合计" not in xml
    assert "专款专用" in cell(xml, "A7")


def test_a_blank_before_the_unit_is_filled(made: dict[str, Made]) -> None:
    whole = amount(9) + amount(10)
    assert f"<t>注：本次下达{whole}万元，专款专用。</t>" in cell(sheet_of(made["plain"]), "A8")
    unfilled = sheet_of(made["plain"], options=SplitOptions(fill=False))
    assert "下达____万元" in cell(unfilled, "A8")


def test_a_blank_in_rich_text_is_filled_in_its_own_run(made: dict[str, Made]) -> None:
    note = cell(sheet_of(made["rich_text"]), "A8")
    assert re.search(rf"rgb=\"FFFF0000\"/>.*?<t[^>]*>{amount(9) + amount(10)}万元</t>", note)
    assert note.count("<r>") == 3


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("E5", "<f>VLOOKUP(B5,公用!$A$1:$B$2,2,0)</f><v>0.5</v>"),
        ("F5", "><v>6</v>"),
        ("G5", "<f>ROUND(C5/D5,2)</f>"),
        ("H5", "><v>0.1</v>"),
        ("I5", "><v>5</v>"),
        ("J6", '<f t="array" ref="J6">SUM(C6:D6*1)</f>'),
    ],
    ids=["another sheet", "rank among all", "own row", "share of the total", "place", "array"],
)
def test_a_formula_stays_where_it_makes_sense(
    made: dict[str, Made], address: str, expected: str
) -> None:
    found = cell(sheet_of(made["formulas"]), address)
    assert expected in found
    assert ("<f" in expected) == ("<f" in found)


def test_a_sheet_for_all_follows_the_total_and_gives_up_what_is_gone(
    made: dict[str, Made],
) -> None:
    xml = parts(cut(made["formulas"], 2))["xl/worksheets/sheet2.xml"].decode()
    assert f"<f>'分配 表'!C7</f><v>{amount(9) + amount(10)}</v>" in cell(xml, "C1")
    assert "<f" not in cell(xml, "C2")
    assert "有" in cell(xml, "C2")


def test_a_sheet_for_all_that_reads_nothing_is_the_sources_own(made: dict[str, Made]) -> None:
    sheet = "xl/worksheets/sheet2.xml"
    assert parts(cut(made["validations"], 2))[sheet] == parts(made["validations"].path)[sheet]


@pytest.mark.parametrize(
    ("name", "part", "kept", "gone"),
    [
        (
            "formats_old",
            SHEET,
            ['sqref="C5:C6"', "$D5&gt;8", 'sqref="D5:D6"'],
            ["containsText", "C14"],
        ),
        ("formats_2010", SHEET, ["<xm:sqref>C5:C6</xm:sqref>", "x14:dataBar"], ["C14"]),
        (
            "validations",
            SHEET,
            ['sqref="B5:B6"', "公用!$A$1:$A$3", "ISNUMBER($C5)"],
            ["C15", "$C$5"],
        ),
        ("printing", "xl/workbook.xml", ["'分配 表'!$A$1:$D$8", "'分配 表'!$3:$4"], ["$D$16"]),
        ("printing", SHEET, ['orientation="landscape"', "内部资料", "colBreaks"], []),
        ("breaks", SHEET, ['<brk id="8"'], ['id="16"', 'id="12"']),
        ("heights", SHEET, ['ht="25.5"', 'ht="27"', 'hidden="1"'], ['ht="19.5"', 'ht="33"']),
        ("comments", "xl/comments1.xml", ['ref="C3"', 'ref="C5"', "预算科"], ["C9", "甲山县"]),
        ("comments", "xl/drawings/vmlDrawing1.vml", ["<x:Row>4</x:Row>"], ["<x:Row>8<"]),
        ("links", SHEET, ["'分配 表'!C5", "'分配 表'!C6", 'r:id="rId1"'], ["!C9", "!A14"]),
        ("list_object", "xl/tables/table1.xml", ['ref="F4:G6"'], ["G14"]),
        ("filters", SHEET, ['<autoFilter ref="A4:D6"/>'], ["filterColumn", 'hidden="1"']),
        ("outline", SHEET, ['outlineLevel="2"', 'outlineLevel="1"'], []),
        ("panes", SHEET, ['topLeftCell="B5"', 'sqref="C5:C6"', "sheetProtection"], ["C14"]),
        ("sparklines", SHEET, ["'分配 表'!C5:D5", "<xm:sqref>E6</xm:sqref>"], ["E9", "C14"]),
        (
            "names",
            "xl/workbook.xml",
            ["公用!$A$1", "'分配 表'!$C$5:$C$6", "'分配 表'!$A$3:$D$4", "'分配 表'!$C$5<"],
            ["$C$14"],
        ),
        ("properties", "docProps/core.xml", ["预算科", "分配表"], ["丁原区"]),
        ("properties", "docProps/custom.xml", ["内部"], ["乙水市"]),
        ("hidden_sheets", "xl/workbook.xml", ["分配 表"], ["草稿", "底稿"]),
        (
            "charts",
            "xl/charts/chart1.xml",
            ["'分配 表'!$D$5:$D$6", '<c:ptCount val="2"/>', "<c:v>10</c:v>"],
            ["$D$14", "<c:v>14</c:v>"],
        ),
    ],
)
def test_what_holds_for_rows_is_cut_to_those_that_stay(
    made: dict[str, Made], name: str, part: str, kept: list[str], gone: list[str]
) -> None:
    text = parts(cut(made[name], 2))[part].decode()
    assert [word for word in kept if word not in text] == []
    assert [word for word in gone if word in text] == []


def test_a_picture_goes_with_its_row(made: dict[str, Made]) -> None:
    with_own, without = parts(cut(made["pictures"], 2)), parts(cut(made["pictures"], 1))
    count = [p for p in with_own if p.startswith("xl/media")]
    assert (len(count), len([p for p in without if p.startswith("xl/media")])) == (2, 1)
    rows = re.findall(rb"<xdr:from>.*?<xdr:row>(\d+)<", with_own["xl/drawings/drawing1.xml"])
    assert rows == [b"0", b"4"]


def test_a_link_of_a_picture_follows_its_row_and_goes_with_it(made: dict[str, Made]) -> None:
    """No link is left that leads to a relationship that is gone: Excel would repair the file."""
    file = parts(cut(made["linked_pictures"], 2))
    rels = file["xl/drawings/_rels/drawing1.xml.rels"].decode()
    assert re.findall(r'Target="(#[^"]*)"(?! TargetMode)', rels) == [
        "#'分配 表'!C3",
        "#'分配 表'!C5",
        "#'分配 表'!C6",
    ]
    drawing = file["xl/drawings/drawing1.xml"].decode()
    related = set(re.findall(r'Id="(\w+)"', rels))
    assert set(re.findall(r'r:(?:id|embed)="(\w+)"', drawing)) == related
    assert drawing.count("<xdr:pic>") == 5
    assert drawing.count("hlinkClick") == 4


def test_a_chart_without_any_of_its_data_goes(made: dict[str, Made]) -> None:
    assert "xl/charts/chart2.xml" not in parts(cut(made["charts"], 2))
    assert "xl/charts/chart2.xml" in parts(cut(made["charts"], 1))


def test_a_text_box_stays_at_the_head_and_goes_with_a_row(made: dict[str, Made]) -> None:
    drawing = parts(cut(made["text_boxes"], 2))["xl/drawings/drawing1.xml"].decode()
    assert "金额保留两位小数" in drawing
    assert "核对过" not in drawing
    assert "核对过" in parts(cut(made["text_boxes"], 1))["xl/drawings/drawing1.xml"].decode()


def test_shared_strings_of_sheets_for_all_keep_their_places(made: dict[str, Made]) -> None:
    file = parts(cut(made["validations"], 2))
    strings = file["xl/sharedStrings.xml"].decode()
    assert "特困" in strings
    assert "合计" not in strings
    assert strings.count("<si><t/></si>") > 3


def test_properties_that_name_nobody_are_the_sources_own(made: dict[str, Made]) -> None:
    core = "docProps/core.xml"
    assert parts(cut(made["plain"], 2))[core] == parts(made["plain"].path)[core]
    assert "丁原区" in parts(made["properties"].path)[core].decode()
    kept = parts(cut(made["properties"], 2))[core].decode()
    assert "丁原区" not in kept
    assert "分配表" in kept
