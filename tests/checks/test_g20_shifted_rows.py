"""G20: a row whose figures all slipped one column to the right is told once, at its first cell."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise

TITLE = "2024年困难群众救助补助资金分配表\n||单位：万元\n"
REMARKED = """县市|合计|中央|自治区|备注
昌吉市|123|100|23|
阜康市|200|150|50|
呼图壁县|277|200|77|
合计|600|450|150|
"""
WORDED = REMARKED.replace("|23|", "|23|含高新区").replace("|77|", "|77|见附件")
BARE = REMARKED.replace("|备注", "").replace("|\n", "\n")
KINDS = """县市|低保|临时救助|备注
昌吉市|100|23|
阜康市|150|50|
呼图壁县|200|77|
合计|450|150|
"""
COUNTED = """县市|人数|标准（元）|金额|备注
昌吉市|10|42000|42|
阜康市|20|42000|84|
呼图壁县|5|42000|21|
合计|35||147|
"""
GROUPED = """地区|合计|中央|省级|备注
合计|100|70|30|
昌吉州|60|40|20|
昌吉市|25|15|10|
阜康市|35|25|10|
巴音郭楞蒙古自治州|40|30|10|
库尔勒市|25|20|5|
轮台县|15|10|5|
"""
ALL = (REMARKED, WORDED, BARE, KINDS, COUNTED, GROUPED)


def found(body: str) -> list[Finding]:
    return check(recognise("表.xlsx", [grid_of(TITLE + body)], load_places()))


def shifted(body: str, name: str) -> str:
    """The body with the figures of one row moved one column to the right."""
    lines = []
    for line in body.splitlines():
        first, *rest = line.split("|")
        kept = rest[:-1] if rest[-1] == "" else rest
        lines.append("|".join([first, "", *kept]) if first == name else line)
    return "\n".join(lines)


@pytest.mark.parametrize("body", ALL)
def test_a_right_table_has_no_shifted_row(body: str) -> None:
    assert [f for f in found(body) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("body", ALL)
@pytest.mark.parametrize("name", ["昌吉市", "阜康市"])
def test_a_shifted_row_is_the_only_error(body: str, name: str) -> None:
    wrong = shifted(body, name)
    row = next(i for i, line in enumerate((TITLE + wrong).splitlines(), 1) if line.startswith(name))
    usual = {(f.rule, f.message) for f in found(body)}
    new = [f for f in found(wrong) if (f.rule, f.message) not in usual]
    assert [(f.rule, f.ref.cell, f.severity) for f in new] == [("G20", f"B{row}", Severity.ERROR)]
    assert name in new[0].message


def test_a_shifted_total_is_told_once() -> None:
    (fault,) = found(shifted(REMARKED, "合计"))
    assert (fault.rule, fault.ref.cell) == ("G20", "B7")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("阜康市|200|150|50|", "阜康市||150|50|"),
        ("阜康市|200|150|50|", "阜康市||200|150|"),
        ("阜康市|200|150|50|", "阜康市|200||50|150"),
    ],
)
def test_a_row_that_moving_does_not_put_right_is_not_taken_for_shifted(
    before: str, after: str
) -> None:
    faults = found(REMARKED.replace(before, after))
    assert [f for f in faults if f.rule == "G20"] == []
    assert [f for f in faults if f.severity is Severity.ERROR] != []


def test_the_export_of_a_shifted_row_is_stopped_by_its_amount() -> None:
    (fault,) = [f for f in found(shifted(REMARKED, "阜康市")) if f.rule == "G20"]
    assert fault.right == 200
