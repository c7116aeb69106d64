"""How a recognised table divides: whose each row is, over which rows a group stands."""

from __future__ import annotations

import pytest

from support.grids import tables_of
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.tables import RecognisedTable
from xianbiao.sheets.recognise.tables.split import key_of, table_split

NESTED = """
|资金分配表|
||单位：万元
|地区|金额
|合计|100
|昌吉州|60
|昌吉市|60
|其中：市本级|10
|巴音郭楞蒙古自治州|40
|库尔勒市|25
|轮台县|15
"""


def owners(table: RecognisedTable) -> dict[tuple[str, str], int]:
    found = [r.recipient for r in table.recipients if r.recipient]
    return {key_of(r): i for i, r in enumerate(found)}


def test_rows_below_a_recipient_go_with_it_and_groups_stand_over_theirs() -> None:
    (table,) = tables_of(NESTED)
    split = table_split(table, owners(table))
    assert split.rows == {6: 0, 7: 0, 9: 1, 10: 2}
    assert split.total_rows == (4,)
    assert [(g.row, sorted(g.over)) for g in split.group_rows] == [(5, [6, 7]), (8, [9, 10])]
    assert (split.sums, split.final, split.unit) == ((3,), 3, "万元")
    assert (split.header, split.title) == ((3, 3), "资金分配表")


def test_a_row_that_its_recipient_already_counts_is_a_part() -> None:
    (table,) = tables_of(NESTED)
    assert table_split(table, owners(table)).parts == {7}


def test_the_lines_of_a_county_are_its_rows_and_its_subtotal_counts_them() -> None:
    head = "\n资金分配表\n单位：万元\n县市|项目|金额\n"
    (lines,) = tables_of(head + "昌吉市|低保|4\n^|临时救助|1\n阜康市|低保|3\n^|临时救助|2")
    split = table_split(lines, {("652301", ""): 0, ("652302", ""): 1})
    assert (split.rows, split.parts) == ({4: 0, 5: 0, 6: 1, 7: 1}, frozenset())
    (counted,) = tables_of(head + "昌吉市|小计|5\n^|低保|4\n^|临时救助|1\n阜康市|小计|3\n^|低保|3")
    split = table_split(counted, {("652301", ""): 0, ("652302", ""): 1})
    assert (split.rows, split.parts) == ({4: 0, 5: 0, 6: 0, 7: 1, 8: 1}, {5, 6, 8})


def test_parts_count_where_the_row_of_their_recipient_is_blank() -> None:
    (table,) = tables_of("\n资金分配表\n单位：万元\n县市|金额\n昌吉市|\n其中：低保|4\n阜康市|3")
    assert table_split(table, owners(table)).parts == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "\n资金分配表\n单位：元\n县市|金额|县市|金额\n昌吉市|1|轮台县|2\n阜康市|3|合计|6",
        "\n资金分配表\n单位：元\n项目|昌吉市|阜康市|合计\n中央资金|1|2|3\n省级资金|1|2|3",
    ],
)
def test_a_table_that_has_no_row_for_each_recipient_is_refused(text: str) -> None:
    (table,) = tables_of(text)
    with pytest.raises(UnreadableTable, match="不能按行"):
        table_split(table, owners(table))


@pytest.mark.parametrize(
    ("header", "rows", "final"),
    [
        ("县市|已提前下达|本次下达|合计", ("昌吉市|6|4|10", "阜康市|3|2|5"), 3),
        ("县市|全年合计|提前下达|此次下达", ("昌吉市|10|6|4", "阜康市|5|3|2"), 4),
        ("县市|已下达|本次中央|本次省级|本次小计", ("昌吉市|1|6|4|10", "阜康市|2|3|2|5"), 5),
        ("县市|中央资金|省级资金|合计", ("昌吉市|6|4|10", "阜康市|3|2|5"), 4),
    ],
)
def test_what_is_handed_out_now_is_what_a_recipient_gets(
    header: str, rows: tuple[str, ...], final: int
) -> None:
    (table,) = tables_of("\n资金分配表\n单位：万元\n" + "\n".join((header, *rows)))
    assert table_split(table, owners(table)).final == final
