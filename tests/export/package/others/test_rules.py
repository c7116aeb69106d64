"""What stands around the rows of a sheet names nobody but the recipient of the file.

Each case is an element as a workbook stores it, and what is left of it for 丙林县.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from workbooks import NAMES, SHEET, Made, make

from xianbiao.export.package.others.rules import cut_others
from xianbiao.export.package.others.whose import Others, Whose
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.source import SourceBook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NEW = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
ALL = ",".join(NAMES)
OWN = 2
Form = Callable[[str], str]
SPACES = f'xmlns="{MAIN}" xmlns:x14="{NEW}" xmlns:xm="{XM}"'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A workbook with a hidden sheet of all names, which no file gets."""
    return make("named_rules", tmp_path_factory.mktemp("named"))


def cut(book: Made, inside: str) -> tuple[str, list[str]]:
    """What is left of some elements of the sheet, and what is told."""
    root = etree.fromstring(f"<worksheet {SPACES}>{inside}</worksheet>")
    others = Others(SourceBook.open(book.path), [(name,) for name in NAMES], (), [SHEET])
    here = Remaining({SHEET: RowMap()}, less=True, whose=Whose(OWN, others))
    cut_others(root, SHEET, here, Whose(OWN, others))
    left = etree.tostring(root, encoding="unicode").partition(">")[2]
    return left.removesuffix("</worksheet>"), others.told.notes()


def validation(formula: str, kind: str = "list") -> str:
    """A validation of A5:A9."""
    return (
        f'<dataValidation type="{kind}" sqref="A5:A9"><formula1>{formula}</formula1>'
        "</dataValidation>"
    )


def newer_validation(formula: str) -> str:
    """The same as Excel 2010 writes it."""
    return (
        '<x14:dataValidation type="list"><x14:formula1><xm:f>'
        f"{formula}</xm:f></x14:formula1><xm:sqref>A5:A9</xm:sqref></x14:dataValidation>"
    )


LISTS = {
    "own name stays": (f'"{ALL}"', '"丙林县"'),
    "what is nobody's stays": (f'"合计,{ALL},本级"', '"合计,丙林县,本级"'),
    "a list of nobody stays": ('"是,否"', '"是,否"'),
    "blanks around a name": ('"甲山县, 丙林县 ,其他"', '" 丙林县 ,其他"'),
    "a name with more": ('"甲山县本级,丙林县本级"', '"丙林县本级"'),
    "an item of two": ('"甲山县和丙林县,丙林县"', '"丙林县"'),
    "quotes": ('"甲山县,""丙林县"""', '"""丙林县"""'),
    "cells of a sheet that is not there": ("字典!$A$1:$A$6", '"丙林县,本级"'),
    "a name for them": ("单位", '"丙林县,本级"'),
    "own cells that name nobody": ("$B$5:$B$9", "$B$5:$B$9"),
    "own cells of all": ("$A$5:$A$13", '"丙林县"'),
    "cells that name nobody": ("字典!$C$1:$C$6", "字典!$C$1:$C$6"),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("form", [validation, newer_validation])
def test_a_list_keeps_its_recipient_and_what_is_nobodys(
    book: Made, form: Form, before: str, after: str
) -> None:
    left, told = cut(book, form(before))
    assert left == form(after)
    assert len(told) == (before != after)
    assert all(t.startswith(f"「{SHEET}」A5:A9的下拉选项") for t in told)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        (validation('"甲山县,乙水市"'), "下拉选项去掉：没有本单位的选项"),
        (newer_validation('"甲山县,乙水市"'), "下拉选项去掉：没有本单位的选项"),
        (validation('IF($B5="甲山县",$H$1:$H$3,$H$4:$H$6)'), "下拉选项去掉：公式里写着别的单位"),
        (validation("INDIRECT($A5)"), "下拉选项去掉：按名称取选项（INDIRECT）"),
        (validation('INDIRECT("字典!$A$1:$A$6")'), "下拉选项去掉：按名称取选项（INDIRECT）"),
        (validation('$A5&lt;&gt;"甲山县"', "custom"), "数据有效性去掉：公式里写着别的单位"),
        ('<dataValidation sqref="A5:A9" prompt="甲山县填"/>', "输入提示写着别的单位，去掉"),
    ],
)
def test_a_validation_without_sense_goes(book: Made, element: str, told: str) -> None:
    left, notes = cut(book, element)
    assert left == ""
    assert len(notes) == 1
    assert f"A5:A9的{told}" in notes[0]


def test_hints_that_name_others_go_one_by_one(book: Made) -> None:
    element = (
        '<dataValidation type="whole" sqref="A5:A9" promptTitle="乙水市" prompt="填数"'
        ' errorTitle="错" error="丙林县的数"><formula1>1</formula1></dataValidation>'
    )
    left, told = cut(book, element)
    assert left == element.replace(' promptTitle="乙水市" prompt="填数"', "")
    assert told == [f"「{SHEET}」A5:A9的输入提示写着别的单位，去掉"]


def old_format(rules: str) -> str:
    """Rules for A5:D9."""
    return f'<conditionalFormatting sqref="A5:D9">{rules}</conditionalFormatting>'


def new_format(rules: str) -> str:
    """The same as Excel 2010 writes them."""
    rules = rules.replace("cfRule", "x14:cfRule").replace("formula>", "xm:f>")
    return (
        f"<x14:conditionalFormatting>{rules}<xm:sqref>A5:D9</xm:sqref></x14:conditionalFormatting>"
    )


def rule(formula: str, attributes: str = 'type="expression"', number: int = 7) -> str:
    """A rule with its priority and its look."""
    return (
        f'<cfRule {attributes} dxfId="3" priority="{number}"><formula>{formula}</formula></cfRule>'
    )


TEXT = 'type="containsText" operator="containsText" text="{0}"'
BARS = '<cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/></dataBar></cfRule>'
ICONS = (
    '<cfRule type="iconSet" priority="4"><iconSet><cfvo type="percent" val="0"/></iconSet></cfRule>'
)
OWN_RULES = [
    rule('$A5="丙林县"'),
    rule('"丙林县"', 'type="cellIs" operator="equal"'),
    rule('NOT(ISERROR(SEARCH("丙林县",A5)))', TEXT.format("丙林县")),
    rule("$C5&gt;100"),
    BARS,
    ICONS,
]
OTHERS_RULES = [
    rule('$A5="甲山县"'),
    rule('"甲山县"', 'type="cellIs" operator="equal"'),
    rule('"甲山县"', 'type="cellIs" operator="notEqual"'),
    rule('NOT(ISERROR(SEARCH("甲山县",A5)))', TEXT.format("甲山县")),
    rule('LEFT(A5,3)="甲山县"', 'type="beginsWith" operator="beginsWith" text="甲山县"'),
    rule('AND($A5="甲山县",$C5&gt;100)'),
    rule('IF($A5="甲山县",$C5&gt;100,$C5&gt;200)'),
    rule('COUNTIF($A$5:$A5,"甲山县")&gt;1'),
]


@pytest.mark.parametrize("form", [old_format, new_format])
@pytest.mark.parametrize("kept", OWN_RULES)
def test_a_rule_about_the_recipient_or_about_nobody_stays(
    book: Made, form: Form, kept: str
) -> None:
    assert cut(book, form(kept)) == (form(kept), [])


@pytest.mark.parametrize("form", [old_format, new_format])
@pytest.mark.parametrize("gone", OTHERS_RULES)
def test_a_rule_about_others_goes_and_the_next_keeps_its_priority(
    book: Made, form: Form, gone: str
) -> None:
    left, told = cut(book, form(gone + OWN_RULES[0]))
    assert left == form(OWN_RULES[0])
    assert told == [f"「{SHEET}」A5:D9的条件格式里，写着别的单位的规则去掉，只留与本单位有关的"]


@pytest.mark.parametrize("form", [old_format, new_format])
def test_a_rule_about_several_speaks_of_the_recipient_alone(book: Made, form: Form) -> None:
    left, told = cut(book, form(rule('OR($A5="甲山县",$A5="丙林县")')))
    assert left == form(rule('OR($A5="丙林县")'))
    assert told == [f"「{SHEET}」A5:D9的条件格式里，几个单位的条件只留本单位"]


def test_a_limit_that_names_others_takes_its_rule_along(book: Made) -> None:
    limit = '<cfvo type="formula" val=\'IF($A$5="甲山县",1,2)\'/>'
    bars = f'<cfRule type="dataBar" priority="1"><dataBar>{limit}</dataBar></cfRule>'
    left, told = cut(book, old_format(bars + ICONS))
    assert left == old_format(ICONS)
    assert len(told) == 1


def chosen(*inside: str, filters: str = "filters") -> str:
    """A filter of the second column."""
    column = f'<filterColumn colId="1"><{filters}>{"".join(inside)}</{filters}></filterColumn>'
    return f'<autoFilter ref="A4:D14">{column}</autoFilter>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            chosen('<filter val="甲山县"/>', '<filter val="丙林县"/>'),
            chosen('<filter val="丙林县"/>'),
        ),
        (chosen('<filter val="甲山县"/>'), '<autoFilter ref="A4:D14"/>'),
        (
            chosen('<customFilter val="*甲山县*"/>', filters="customFilters"),
            '<autoFilter ref="A4:D14"/>',
        ),
    ],
)
def test_a_filter_chooses_no_others(book: Made, before: str, after: str) -> None:
    left, told = cut(book, before)
    assert left == after
    assert told == [f"「{SHEET}」A4:D14的筛选条件里，别的单位去掉（原来隐藏的行仍隐藏）"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("&amp;C甲山县等&amp;R第&amp;P页", "&amp;R第&amp;P页", "中间"),
        ("甲山县&amp;R第&amp;P页", "&amp;R第&amp;P页", "中间"),
        ("&amp;L内部&amp;C&amp;14甲山县 &amp;&amp;C 乙水市", "&amp;L内部", "中间"),
        (
            '&amp;L&amp;"宋体,加粗"甲山县&amp;C&amp;"黑体,常规"丙林县',
            '&amp;C&amp;"黑体,常规"丙林县',
            "左边",
        ),
    ],
)
def test_of_a_header_the_part_that_names_others_goes(
    book: Made, before: str, after: str, told: str
) -> None:
    header = "<headerFooter><oddHeader>{}</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>"
    left, notes = cut(book, header.format(before))
    assert left == header.format(after)
    assert notes == [f"「{SHEET}」的页眉{told}一段写着别的单位，去掉"]


def test_a_header_without_anything_left_goes(book: Made) -> None:
    header = (
        "<headerFooter><evenFooter>甲山县</evenFooter><oddFooter>&amp;P</oddFooter></headerFooter>"
    )
    left, notes = cut(book, header)
    assert left == "<headerFooter><oddFooter>&amp;P</oddFooter></headerFooter>"
    assert notes == [f"「{SHEET}」的页脚中间一段写着别的单位，去掉"]


def test_the_hint_of_a_link_goes(book: Made) -> None:
    left, notes = cut(book, '<hyperlink ref="A1" location="A5" tooltip="去甲山县"/>')
    assert left == '<hyperlink ref="A1" location="A5"/>'
    assert notes == [f"「{SHEET}」A1的超链接的提示文字写着别的单位，去掉"]
