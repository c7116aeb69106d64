"""C02 beside every difference: from the side that is wrong, naming the row that explains it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.model.amounts import read_amount
from xianbiao.model.refs import Ref

from .edit import ADJUSTMENT, ALLOCATION, BASE, Edit, errors, line_of, made, row_of

HUTUBI = row_of(ALLOCATION, "呼图壁县")
YULI = row_of(ADJUSTMENT, "尉犁县")
KORLA = row_of(ADJUSTMENT, "库尔勒市")
CHANGE = "“巴财社(2021)3号 11060万元·调整数”"


@pytest.mark.parametrize(
    ("text", "edits", "code", "mark", "cause"),
    [
        pytest.param(
            ALLOCATION,
            [(HUTUBI, "")],
            "C03",
            "昌吉州\t5198",
            "相差 693，等于“呼图壁县”绩效表的金额，疑为漏列 呼图壁县 693",
            id="a row missing whose form exists",
        ),
        pytest.param(
            ALLOCATION,
            [(HUTUBI, ""), ("昌吉州\t5198", "昌吉州\t4505"), ("5189 5189", "5198 5198")],
            "C01",
            "5198 5198",
            "相差 693，等于“呼图壁县”绩效表的金额，疑为漏列 呼图壁县 693",
            id="a row missing in the total too",
        ),
        pytest.param(
            ALLOCATION,
            [("呼图壁县\t693", "呼图壁县\t")],
            "C03",
            "呼图壁县\t",
            "呼图壁县绩效表写 693，等于所差的数，疑为本格漏填",
            id="a row blanked",
        ),
        pytest.param(
            ALLOCATION,
            [("昌吉州\t5198", "昌吉州\t5189")],
            "C03",
            "昌吉州\t5189",
            "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89",
            id="the printed total swapped",
        ),
        pytest.param(
            ADJUSTMENT,
            [(KORLA, KORLA.replace("\t128\t1710", "\t182\t1710"))],
            "C08",
            "库尔勒市",
            f"{CHANGE}一列的合计也差 54，疑为本格 182 应为 128（相邻数字换位）",
            id="an equation that a column contradicts",
        ),
        pytest.param(
            ADJUSTMENT,
            [("11060\t5\t11065", "11060\t59\t11065")],
            "C03",
            "20251",
            "“小计”一行的勾稽也差 54，疑为本格 59 应为 5（多写一位数字）",
            id="a total that its own equations contradict",
        ),
        pytest.param(
            ADJUSTMENT,
            [("3号 11060万元", "3号 11600万元")],
            "C05",
            "11600万元",
            "相差 540，是 9 的倍数，疑为相邻数字换位：06 误写为 60",
            id="a figure in the header",
        ),
        pytest.param(
            BASE,
            [("中央财政补助\t123", "中央财政补助\t132")],
            "C43",
            "下达金额\t123",
            "相差 9，是 9 的倍数，疑为相邻数字换位：23 误写为 32",
            id="the central line of a form",
        ),
        pytest.param(
            BASE,
            [("下达金额\t123", "下达金额\t132")],
            "C01",
            "下达金额\t132",
            "相差 9，是 9 的倍数，疑为相邻数字换位：23 误写为 32",
            id="the total line of a form",
        ),
    ],
)
def test_the_cause_stands_at_the_difference_under_both_codes(
    text: str, edits: list[Edit], code: str, mark: str, cause: str
) -> None:
    changed, notice = made(text, *edits)
    at = line_of(changed, mark)
    for rule in (code, "C02"):
        assert cause in {f.cause for f in errors(notice, rule) if f.ref.line == at}, rule
    assert any(f.message.endswith(f"：{cause}") for f in errors(notice, "C02"))


@pytest.mark.parametrize(
    ("text", "row", "amount"), [(ALLOCATION, HUTUBI, 693), (ADJUSTMENT, YULI, 1694)]
)
def test_a_row_that_stands_twice_is_told_at_the_second_and_not_by_the_totals(
    text: str, row: str, amount: int
) -> None:
    changed, notice = made(text, (row, row * 2))
    at = line_of(changed, row.strip(), 2)
    (fault,) = errors(notice, "C90")
    assert (fault.ref.line, fault.left) == (at, amount)
    assert fault.cause == f"各列合计都没有算第二行（{amount}）"
    assert [f for f in errors(notice, "C03") if "相加是" in f.message] == []


@pytest.mark.parametrize("text", [ALLOCATION, ADJUSTMENT, BASE])
def test_no_cause_without_a_difference(text: str) -> None:
    found = errors(made(text)[1], "C02")
    assert {(f.left, f.right) for f in found} == (
        {(Decimal(5189), Decimal(5198))} if text is ALLOCATION else set()
    )


def test_an_unknown_cause_is_no_finding() -> None:
    text, notice = made(ALLOCATION, ("昌吉州\t5198", "昌吉州\t4333"), ("5189 5189", "4333 4333"))
    at = line_of(text, "昌吉州\t4333")
    assert [f.cause for f in errors(notice, "C03")] == ["相差 865，未找到常见原因"]
    assert [f for f in errors(notice, "C02") if f.ref.line == at] == []


@pytest.mark.parametrize(
    ("edits", "control", "cause"),
    [
        pytest.param(
            [("昌吉州\t5198", "昌吉州\t5189")],
            "5198",
            "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89",
            id="the total was typed wrong: the rows bear out the control",
        ),
        pytest.param(
            [],
            "5189",
            "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89",
            id="the control was typed wrong: the rows bear out the total",
        ),
        pytest.param(
            [(HUTUBI, HUTUBI * 2), ("昌吉州\t5198", "昌吉州\t5891")],
            "5198",
            "相差 693，“呼图壁县”列了 2 行，疑为重复计入“呼图壁县”",
            id="a row twice, and in the total",
        ),
    ],
)
def test_a_control_figure_is_explained_from_the_wrong_side(
    edits: list[Edit], control: str, cause: str
) -> None:
    _, notice = made(ALLOCATION, *edits)
    table = notice.allocation
    assert table is not None
    assert table.final_index is not None
    table.controls[table.final_index] = read_amount(control, Ref("参数"))
    found = [f for f in errors(notice, "C03") if "印发合计" in f.message]
    assert [f.cause for f in found] == [cause]
    assert cause in {f.cause for f in errors(notice, "C02") if "与印发合计" in f.message}
