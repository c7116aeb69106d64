"""C30: an amount in the running text is that of the table, and nothing else is mistaken for it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xianbiao.readers import read_notice

from .build import TABLE, found, letter, notice


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("现下达你县2024年困难群众救助补助资金606万元（见附件1）。", "606"),
        ("现下达你县2024年困难群众救助补助资金 600 万元（见附件1）。", None),
        ("现下达你县2024年困难群众救助补助资金400万元。", None),
        ("现下达你县补助资金预算 2024 年提前下达部分 606 万元。", "606"),
        ("现下达你县补助资金6000000元。", None),
        ("现下达你县补助资金6060000元。", "606"),
        ("现下达你县补助资金0.06亿元。", None),
        ("现下达你县补助资金，共计６０６万元。", "606"),
        ("调整后当年实际安排补助资金6,060万元。", "6060"),
        ("现下达你县补助资金606万元，其中中央资金500万元。", "606"),
        ("现下达你县补助资金600万元，其中中央资金500万元。", None),
        ("现下达你县补助资金606万元，另安排结余资金30万元。", "606"),
        ("上年已下达你县补助资金500万元。", None),
        ("此前已下达资金300万元，现下达你县补助资金606万元。", "606"),
        ("自治区财政安排资金30000万元，现下达你县600万元。", None),
        ("自治区财政安排资金30000万元，请各县做好工作。", None),
        ("现下达你县资金，按每人每月安排补助资金606元发放。", None),
        ("现下达你县补助资金606万元，收回结余资金6万元，再安排你县补助资金30万元。", None),
        ("现下达你县补助资金606万元以上。", None),
        ("现下达你县补助资金（上年安排补助资金606万元）600万元。", None),
        ("请各县安排配套资金606万元。", None),
    ],
)
def test_the_amount_allotted_is_held_against_the_table(body: str, written: str | None) -> None:
    errors = [f for f in found("C30", notice(*letter(body), *TABLE)) if f.severity == "error"]
    assert [f.message for f in errors] == (
        [f"正文写 {written} 万元，分配表合计 600 万元（第13行），也不是某一单位的数"]
        if written
        else []
    )
    assert all(f.ref.line == 5 and f.right == 600 for f in errors)


def test_an_amount_is_not_compared_without_a_total() -> None:
    rows = [line for line in TABLE if not line.startswith("合计")]
    made = notice(*letter("现下达你县补助资金606万元。"), *rows)
    assert found("C30", made) == []


@pytest.mark.parametrize(("figure", "wrong"), [("20215", True), ("20251", False), ("3686", False)])
def test_the_filled_blank_of_bazhou(shared: Path, tmp_path: Path, figure: str, wrong: bool) -> None:
    text = (shared / "notices" / "bazhou-2021-96.txt").read_text(encoding="utf-8")
    before, after = text.split("实际安排补助资金")
    path = tmp_path / "bazhou.txt"
    path.write_text(f"{before}实际安排补助资金{figure}{after.lstrip()}", encoding="utf-8")
    messages = [f.message for f in found("C30", read_notice([path]))]
    expected = "正文写 20215 万元，分配表合计 20251 万元（第55行），也不是某一单位的数"
    assert messages == ([expected] if wrong else [])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("现下达你区补助资金预算 万元。", "现下达你区补助资金预算"),
        ("现下达补助资金600万元，其中：中央资金 万元（代码：z1），", "中央资金"),
        ("省级农村低保、五保精准扶贫资金   万元。", "省级农村低保、五保精准扶贫资金"),
        ("现下达补助资金共计____万元。", "现下达补助资金共计"),
        ("现下达补助经费（  ）万元。", "现下达补助经费"),
        ("预算以万元为单位，金额保留到万元。", None),
        ("现下达补助资金十万元。", None),
    ],
)
def test_a_blank_amount_is_named_by_the_words_before_it(body: str, named: str | None) -> None:
    faults = [f for f in found("C30", notice(*letter(body))) if "空白" in f.message]
    expected = [f"正文“{named}____万元”的金额空白"] if named else []
    assert [f.message for f in faults] == expected


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("现将2024年困难群众救助补助资金606万元提前下达给你们（见附件1）。", "606"),
        ("现将2024年困难群众救助补助资金600万元下达给你们。", None),
        ("现下达你县2024年优抚对象补助经费606万元，具体见附件。", "606"),
        ("现下达你县2024年城乡义务教育补助经费预算606万元。", "606"),
        ("现对资金进行调整，调整后全州共计606万元。", "606"),
        ("为将上年结余资金606万元用好，请各县做好工作。", None),
    ],
)
def test_the_amount_is_found_however_it_is_handed_out(body: str, written: str | None) -> None:
    errors = [f for f in found("C30", notice(*letter(body), *TABLE)) if f.severity == "error"]
    assert [f.left for f in errors] == ([int(written)] if written else [])


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("现下达资金600万元。此次下达资金中，昌吉市资金400万元。", None),
        ("现下达资金660万元。此次下达资金中，昌吉市资金400万元。", "660"),
        ("现下达资金600元。本次安排昌吉市资金400万元。", "0.06"),
        ("现下达资金606万元，全年资金600万元。", "606"),
        ("现下达资金600万元。此次下达资金含工作经费37万元。", None),
    ],
)
def test_of_several_amounts_the_one_that_a_slip_explains_is_wrong(
    body: str, written: str | None
) -> None:
    errors = [f for f in found("C30", notice(*letter(body), *TABLE)) if f.severity == "error"]
    assert [f.left for f in errors] == ([Decimal(written)] if written else [])


def test_a_text_may_state_what_two_columns_of_the_total_make_up() -> None:
    rows = ("县市\t全年合计\t提前下达\t因素\t奖励", "合计\t600\t300\t200\t100")
    rows += ("昌吉市\t400\t200\t150\t50", "阜康市\t200\t100\t50\t50")
    for figure, errors in (("300", 0), ("200", 0), ("310", 1)):
        body = letter(f"现下达你县补助资金{figure}万元。")
        made = notice(*body, *TABLE[:3], *rows)
        assert len([f for f in found("C30", made) if f.severity == "error"]) == errors


def test_the_total_of_a_table_by_projects_is_compared_as_well() -> None:
    rows = ("县市\t项目名称\t金额", "合计\t\t600", "昌吉市\t堤防工程\t300")
    rows += ("\t水库维修\t100", "阜康市\t灌区改造\t200")
    for figure, errors in (("600", []), ("606", [606])):
        made = notice(*letter(f"现下达你县补助资金{figure}万元。"), *TABLE[:3], *rows)
        assert [f.left for f in found("C30", made) if f.severity == "error"] == errors
