"""Amounts find the row of their recipient; what cannot be filled is named with its reason."""

from decimal import Decimal

import pytest

from support.right_notice import TABLE
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import address
from xianbiao.sheets.fill.allocation import ColumnsUnclear, Filling, fill_allocation
from xianbiao.sheets.fill.source import best_source
from xianbiao.sheets.grid import Cell, Grid, Merge
from xianbiao.sheets.recognise.notice import recognise

FORMULA = "="


def grid(text: str, sheet: str = "来源") -> Grid:
    """A sheet from lines of tab-parted cells; numbers become numbers, `=` marks a formula."""
    lines = [line.split("\t") for line in text.strip("\n").split("\n")]
    width = max(map(len, lines))
    rows = [
        [
            _cell(text, Ref("a.xlsx", sheet, address(r, c), column=c + 1))
            for c, text in enumerate([*line, *[""] * (width - len(line))])
        ]
        for r, line in enumerate(lines)
    ]
    return Grid("a.xlsx", sheet, rows)


def _cell(text: str, ref: Ref) -> Cell:
    value = text.removeprefix(FORMULA)
    try:
        number: object = float(value)
    except ValueError:
        number = value or None
    return Cell(number, ref, text.startswith(FORMULA))


def target(text: str = TABLE) -> tuple[AllocationTable, Grid]:
    """The allocation table of a sheet."""
    sheet = grid(text, "附件1")
    table = recognise("a.xlsx", [sheet], load_places()).allocation
    assert table is not None
    return table, sheet


def fill(source: str, table: str = TABLE, column: str | None = None) -> Filling:
    allocation, sheet = target(table)
    return fill_allocation(allocation, sheet, best_source([grid(source)], allocation), column)


def written(filling: Filling) -> dict[str, object]:
    return {
        address(p.area.top + r, p.area.left + c): value
        for p in filling.patches
        for r, row in enumerate(p.block)
        for c, value in enumerate(row)
    }


def test_columns_are_paired_by_their_words_and_rows_by_their_names() -> None:
    filling = fill("单位\t自治区\t中央\n呼图壁县\t78\t201\n昌吉市\t24\t101\n阜康市\t50\t150\n")
    assert written(filling) == {
        "C6": Decimal(101),
        "D6": Decimal(24),
        "C8": Decimal(201),
        "D8": Decimal(78),
    }
    assert (filling.filled, filling.same, filling.problems) == (4, 2, [])


def test_an_alias_and_blanks_inside_a_name_are_the_same_recipient() -> None:
    table, sheet = target()
    known = table.rows[0].recipient
    assert known is not None
    table.rows[0] = replace(table.rows[0], recipient=replace(known, aliases=("昌市",)))
    source = best_source([grid("单位\t中央\n昌市\t101\n阜 康 市\t151\n呼图壁县\t200\n")], table)
    filling = fill_allocation(table, sheet, source)
    assert written(filling) == {"C6": Decimal(101), "C7": Decimal(151)}


def test_the_order_and_place_of_the_source_do_not_matter() -> None:
    filling = fill("说明\t\t\n\t\t\n序号\t单位\t中央\n1\t阜康市\t1\n2\t昌吉市\t2\n\t合计\t3\n")
    assert written(filling) == {"C6": Decimal(2), "C7": Decimal(1)}
    assert filling.total_gap == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("呼图壁\t5", "「来源」A3“呼图壁”不在分配表里，疑为“呼图壁县”"),
        ("天山区\t5", "「来源」A3“天山区”不在分配表里"),
        ("阜康市\t12万", "阜康市：来源「来源」B3“12万”不是数字，没有填"),
        ("阜康市\t#REF!", "阜康市：来源「来源」B3“#REF!”不是数字，没有填"),
        ("阜康市\t", "阜康市“中央”在来源里空白，没有填"),
        ("昌吉市\t7", "“昌吉市”在来源里不止一行，没有填"),
        ("合计\t300", "来源“中央”合计 300，对上的各行之和 101，差 +199"),
    ],
)
def test_what_is_left_out_is_named(line: str, said: str) -> None:
    assert said in fill(f"单位\t中央\n昌吉市\t101\n{line}\n").problems


def test_a_recipient_that_the_source_lacks_is_named_and_kept() -> None:
    filling = fill("单位\t中央\n昌吉市\t101\n")
    assert filling.absent == ["来源里没有“阜康市”", "来源里没有“呼图壁县”"]
    assert written(filling) == {"C6": Decimal(101)}


def test_zero_is_filled_in_and_blank_is_not() -> None:
    filling = fill("单位\t中央\n昌吉市\t0\n阜康市\t\n呼图壁县\t1\n")
    assert written(filling) == {"C6": Decimal(0), "C8": Decimal(1)}


def test_formulas_are_never_filled() -> None:
    table = TABLE.replace("\t123\t", "\t=123\t").replace("\t200\t150", "\t=200\t150")
    table = table.replace("\t277\t", "\t=277\t")
    filling = fill("单位\t合计\t中央\n昌吉市\t1\t2\n", table)
    assert written(filling) == {"C6": Decimal(2)}


def test_a_single_formula_in_a_typed_column_is_kept_and_named() -> None:
    table = TABLE.replace("\t150\t50", "\t=150\t50")
    filling = fill("单位\t中央\n昌吉市\t1\n阜康市\t2\n", table)
    assert written(filling) == {"C6": Decimal(1)}
    assert "阜康市：「附件1」C7是公式，没有填" in filling.problems


def test_an_amount_that_is_replaced_is_shown_with_the_old_one() -> None:
    assert fill("单位\t中央\n昌吉市\t101.5\n").replaced == ["昌吉市「附件1」C6：100 → 101.5"]


def test_a_number_that_stood_there_as_text_becomes_a_number() -> None:
    allocation, sheet = target()
    cells = [c for row in sheet.rows for c in row if c.ref.cell == "C6"]
    sheet.rows[5][2] = Cell("100", cells[0].ref)
    table = recognise("a.xlsx", [sheet], load_places()).allocation
    assert table is not None
    source = best_source([grid("单位\t中央\n昌吉市\t100\n")], table)
    assert written(fill_allocation(table, sheet, source)) == {"C6": Decimal(100)}
    assert allocation.rows[0].amounts[2].value == 100


def test_columns_that_cannot_be_paired_are_asked_for() -> None:
    with pytest.raises(ColumnsUnclear) as unclear:
        fill("单位\t本次数\n昌吉市\t1\n")
    assert unclear.value.options == ["合计", "中央", "自治区"]
    assert written(fill("单位\t本次数\n昌吉市\t1\n", column="自治区")) == {"D6": Decimal(1)}


def test_another_unit_of_money_is_refused() -> None:
    with pytest.raises(UnreadableTable, match=r"金额单位不同，没有换算；实际是：元；应当是：万元"):
        fill("单位：元\t\n县市\t中央\n昌吉市\t1010000\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("单位\t中央\n天山区\t1\n", "没有一行对得上分配表的单位"),
        ("单位\t中央\n昌吉市\t无\n", "对得上单位的各行里没有金额"),
    ],
)
def test_a_source_without_recipients_or_amounts_is_refused(source: str, said: str) -> None:
    with pytest.raises(UnreadableTable, match=said):
        fill(source)


JOINT = "县市\t中央\n昌吉市\t101\n阜康市\t\n呼图壁县\t7\n\t\n"


def test_an_amount_merged_over_several_recipients_is_nobodys() -> None:
    table, sheet = target()
    merges = [Merge(1, 1, 2, 1), Merge(3, 0, 4, 0), Merge(3, 1, 4, 1)]
    source = replace(grid(JOINT), merges=merges)
    filling = fill_allocation(table, sheet, best_source([source], table))
    told = "昌吉市：来源「来源」B2是几行合并的一个数，分不出各是多少，没有填"
    assert told in filling.left_out
    assert filling.replaced == ["呼图壁县「附件1」C8：200 → 7"]


def test_hidden_rows_and_columns_of_the_source_are_named() -> None:
    table, sheet = target()
    source = replace(grid(JOINT), hidden_rows=frozenset({3}), hidden_columns=frozenset({1}))
    filling = fill_allocation(table, sheet, best_source([source], table))
    assert filling.hidden == [
        "来源“呼图壁县”「来源」A4是隐藏的行，照样取数，请确认",
        "来源“中央”是隐藏的列，照样取数，请确认",
    ]
