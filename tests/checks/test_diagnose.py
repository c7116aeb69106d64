"""Rule C02: the clerk acts on the first cause that is shown, so it must be the right one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xianbiao.checks.diagnose import DiagnosisKind, diagnose, diagnoses
from xianbiao.model.amounts import format_amount

COUNTIES = [
    ("昌吉市", Decimal(829)),
    ("阜康市", Decimal(529)),
    ("呼图壁县", Decimal(693)),
    ("玛纳斯县", Decimal(579)),
    ("奇台县", Decimal(912)),
    ("吉木萨尔县", Decimal(803)),
    ("木垒县", Decimal(853)),
]
TOTAL = Decimal(5198)
MORE_TELLING = {
    DiagnosisKind.UNIT,
    DiagnosisKind.POWER_OF_TEN,
    DiagnosisKind.WHOLE_SIGN,
    DiagnosisKind.ADJACENT_SWAP,
}

amounts = st.decimals(min_value=1, max_value=10**8, places=2)
tables = st.lists(amounts, min_size=2, max_size=14).map(
    lambda values: [(f"县{n}", v) for n, v in enumerate(values, 1)]
)


def first(printed: str, expected: str, parts: list[tuple[str, Decimal]] | None = None) -> str:
    found = diagnose(Decimal(printed), Decimal(expected), parts or ())
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("printed", "expected", "kind", "text"),
    [
        ("5189", "5198", "ADJACENT_SWAP", "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89"),
        ("-5189", "-5198", "ADJACENT_SWAP", "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89"),
        (
            "51.89",
            "58.19",
            "ADJACENT_SWAP",
            "相差 6.3，按末位 0.01 计是 9 的倍数，疑为相邻数字换位：8.1 误写为 1.8",
        ),
        (
            "0.123456",
            "0.123465",
            "ADJACENT_SWAP",
            "相差 0.000009，按末位 0.000001 计是 9 的倍数，疑为相邻数字换位：65 误写为 56",
        ),
        (
            "9158",
            "5198",
            "SWAP_APART",
            "相差 3960，是 9 的倍数，疑为不相邻数字换位：519 误写为 915",
        ),
        ("51980000", "5198", "UNIT", "51980000 是 5198 的 10000 倍，疑为单位混用（元与万元）"),
        ("0.5198", "5198", "UNIT", "0.5198 是 5198 的万分之一，疑为单位混用（元与万元）"),
        (
            "5198.23",
            "51982345.67",
            "UNIT",
            "5198.23 是 51982345.67 的约万分之一，疑为单位混用（元与万元）",
        ),
        (
            "519.8",
            "5198",
            "POWER_OF_TEN",
            "519.8 是 5198 的 10 分之一，疑为小数点错 1 位或少写 1 个 0",
        ),
        ("5300", "53", "POWER_OF_TEN", "5300 是 53 的 100 倍，疑为小数点错 2 位或多写 2 个 0"),
        ("530", "-530", "WHOLE_SIGN", "相差 1060，是应有数的 2 倍，疑为正负号写反"),
        ("5178", "5198", "DIGIT_WRONG", "相差 20，疑为一位数字写错：十位 9 误写为 7"),
        ("5.27", "5.22", "DIGIT_WRONG", "相差 0.05，疑为一位数字写错：百分位 2 误写为 7"),
        ("518", "5198", "DIGIT_DROPPED", "相差 4680，疑为漏写数字 9"),
        ("51198", "5198", "DIGIT_ADDED", "相差 46000，疑为重复输入数字 1"),
        ("51798", "5198", "DIGIT_ADDED", "相差 46600，疑为多写数字 7"),
        ("5198.5", "5198.46", "ROUNDING", "相差 0.04，疑为四舍五入：5198.46 只写到 1 位小数"),
        ("5198", "5198.46", "ROUNDING", "相差 0.46，疑为四舍五入：5198.46 只写到整数"),
        (
            "9518",
            "5198",
            "MULTIPLE_OF_NINE",
            "相差 4320，是 9 的倍数，数字相同而次序不同，疑为多处换位",
        ),
        ("5261", "5198", "MULTIPLE_OF_NINE", "相差 63，是 9 的倍数，疑为某一行数字换位"),
        ("0", "45", "UNKNOWN", "相差 45，未找到常见原因"),
        ("45", "0", "UNKNOWN", "相差 45，未找到常见原因"),
        ("100", "-50", "UNKNOWN", "相差 150，未找到常见原因"),
        ("4333", "5198", "UNKNOWN", "相差 865，未找到常见原因"),
    ],
)
def test_two_figures(printed: str, expected: str, kind: str, text: str) -> None:
    found = diagnose(Decimal(printed), Decimal(expected))
    assert found is not None
    assert (found.kind, found.text) == (DiagnosisKind[kind], text)


@pytest.mark.parametrize(
    ("printed", "kind", "text"),
    [
        ("5189", "ADJACENT_SWAP", "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89"),
        ("4369", "PART_LEFT_OUT", "相差 829，等于“昌吉市”（829），疑为漏加“昌吉市”"),
        ("6027", "PART_TWICE", "相差 829，等于“昌吉市”（829），疑为重复计入“昌吉市”"),
        ("3540", "PART_SIGN", "相差 1658，等于“昌吉市”（829）的 2 倍，疑为“昌吉市”加减写反"),
        ("3840", "TWO_PARTS", "相差 1358，等于“昌吉市”与“阜康市”之和，疑为漏加这两行"),
        ("5196", "ROUNDING", "相差 2，不超过 7 行各四舍五入到 1 的误差，疑为尾差"),
        (
            "5261",
            "MULTIPLE_OF_NINE",
            "相差 63，是 9 的倍数，疑为某一行相邻数字换位，"
            "如“昌吉市”829 应为 892，或“阜康市”529 应为 592",
        ),
    ],
)
def test_a_total_and_its_rows(printed: str, kind: str, text: str) -> None:
    found = diagnose(Decimal(printed), TOTAL, COUNTIES)
    assert found is not None
    assert (found.kind, found.text) == (DiagnosisKind[kind], text)


@pytest.mark.parametrize(
    ("printed", "rows", "absent", "text"),
    [
        (
            "5198",
            [*COUNTIES, ("呼图壁县", Decimal(693))],
            [],
            "相差 693，“呼图壁县”列了 2 行，疑为重复计入“呼图壁县”",
        ),
        (
            "5198",
            [*COUNTIES, ("呼图壁县", Decimal(700))],
            [],
            "相差 700，“呼图壁县”列了 2 行，疑为重复计入“呼图壁县”",
        ),
        (
            "5198",
            [c for c in COUNTIES if c[0] != "呼图壁县"],
            [("呼图壁县", Decimal(693))],
            "相差 693，等于“呼图壁县”绩效表的金额，疑为漏列 呼图壁县 693",
        ),
        (
            "5189",
            COUNTIES,
            [("米泉市", Decimal(693))],
            "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89",
        ),
        (
            "5",
            [("库尔勒市", Decimal(182)), ("轮台县", Decimal(77)), ("州救助站", Decimal(-200))],
            [],
            "相差 54，是 9 的倍数，疑为某一行相邻数字换位，如“库尔勒市”182 应为 128",
        ),
    ],
    ids=["a row twice", "a row twice, once wrong", "no row", "a swap all the same", "tiny totals"],
)
def test_one_row_explains_more_than_a_slip_of_the_pen(
    printed: str, rows: list[tuple[str, Decimal]], absent: list[tuple[str, Decimal]], text: str
) -> None:
    expected = sum((amount for _, amount in rows), Decimal(0))
    found = diagnose(Decimal(printed), expected, rows, absent)
    assert found is not None
    assert found.text == text


def test_equal_amounts_need_no_cause() -> None:
    assert diagnose(Decimal("5198.0"), TOTAL, COUNTIES) is None
    assert diagnoses(Decimal(0), Decimal(0)) == []


def test_equal_rows_are_named_together() -> None:
    rows = [("甲县", Decimal(100)), ("乙县", Decimal(100)), ("丙县", Decimal(37))]
    assert first("137", "237", rows) == "相差 100，“甲县”、“乙县”金额都等于此数，疑为漏加其中一行"


def test_one_row_stands_above_several() -> None:
    rows = [("甲县", Decimal(50)), ("乙县", Decimal(50)), ("丙县", Decimal(-100))]
    kinds = [d.kind for d in diagnoses(Decimal(-100), Decimal(0), rows)]
    assert kinds.index(DiagnosisKind.PART_TWICE) < kinds.index(DiagnosisKind.SEVERAL_PARTS)


def test_a_row_of_zero_is_never_a_cause() -> None:
    assert "零县" not in first("4333", "5198", [("零县", Decimal(0)), ("甲县", TOTAL)])


def test_a_negative_row_that_was_added_is_a_sign() -> None:
    rows = [("调整前", Decimal(100)), ("调整数", Decimal(-30))]
    assert first("130", "70", rows) == "相差 60，等于“调整数”（-30）的 2 倍，疑为“调整数”加减写反"


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("6200", "多写一个 0 或小数点错位：6200 应为 620"),
        ("62", "少写一个 0 或小数点错位：62 应为 620"),
        ("6200000", "按元填写：6200000 应为 620"),
    ],
)
def test_a_row_of_another_size_is_named(typed: str, slip: str) -> None:
    rows = [("大方县", Decimal(typed)), ("黔西市", Decimal(331)), ("金沙县", Decimal(77))]
    expected = sum((amount for _, amount in rows), Decimal(0))
    found = [d.text for d in diagnoses(Decimal(1028), expected, rows)]
    assert any(text.endswith(f"疑为“大方县”{slip}") for text in found)


def test_names_that_all_stand_in_several_rows_are_no_doubles() -> None:
    rows = [(name, Decimal(n)) for n, name in enumerate(["甲县", "乙县"] * 3, 1)]
    kinds = {d.kind for d in diagnoses(Decimal(15), Decimal(21), rows)}
    assert DiagnosisKind.ROW_DOUBLED not in kinds


def test_pairs_that_fit_by_chance_are_not_listed() -> None:
    rows = [(f"县{n}", Decimal(n)) for n in range(1, 40)]
    kinds = {d.kind for d in diagnoses(Decimal(740), Decimal(780), rows)}
    assert DiagnosisKind.TWO_PARTS not in kinds


def test_every_cause_but_the_unknown_says_what_to_do() -> None:
    assert all(d.suggestion for d in diagnoses(Decimal(5189), TOTAL, COUNTIES))


@given(amounts, st.data())
def test_a_swap_of_neighbours_is_found(expected: Decimal, data: st.DataObject) -> None:
    text = format_amount(expected)
    digits = [i for i, c in enumerate(text) if c != "."]
    at = data.draw(st.integers(0, len(digits) - 2)) if len(digits) > 1 else 0
    assume(len(digits) > 1)
    left, right = digits[at], digits[at + 1]
    typed = list(text)
    typed[left], typed[right] = typed[right], typed[left]
    assume(typed != list(text))
    assume(typed[0] != "0" or text[0] == "0" or typed[1] == ".")
    found = diagnose(Decimal("".join(typed)), expected)
    assert found is not None
    assert found.kind in MORE_TELLING


@given(amounts, st.sampled_from([Decimal(10000), Decimal("0.0001")]))
def test_the_other_unit_is_found(expected: Decimal, factor: Decimal) -> None:
    found = diagnose(expected * factor, expected)
    assert found is not None
    assert found.kind is DiagnosisKind.UNIT


@given(amounts, st.integers(1, 6).filter(lambda n: n != 4), st.booleans())
def test_a_shifted_point_is_found(expected: Decimal, places: int, up: bool) -> None:
    found = diagnose(expected.scaleb(places if up else -places), expected)
    assert found is not None
    assert found.kind is DiagnosisKind.POWER_OF_TEN


@given(tables, st.data())
def test_a_row_with_the_wrong_sign_is_found(
    rows: list[tuple[str, Decimal]], data: st.DataObject
) -> None:
    name, amount = data.draw(st.sampled_from(rows))
    expected = sum((v for _, v in rows), Decimal(0))
    found = diagnoses(expected - 2 * amount, expected, rows)
    assert any(name in d.text for d in found if "加减写反" in d.text)


@given(tables, st.data(), st.sampled_from([-1, 1]))
def test_a_row_left_out_or_counted_twice_is_found(
    rows: list[tuple[str, Decimal]], data: st.DataObject, times: int
) -> None:
    name, amount = data.draw(st.sampled_from(rows))
    expected = sum((v for _, v in rows), Decimal(0))
    found = diagnoses(expected + times * amount, expected, rows)
    verb = "漏加" if times < 0 else "重复计入"
    assert any(name in d.text for d in found if verb in d.text)


@given(
    st.decimals(-(10**9), 10**9, places=6),
    st.decimals(-(10**9), 10**9, places=6),
    st.lists(st.decimals(-(10**6), 10**6, places=6), max_size=5),
)
def test_any_difference_gets_an_answer(
    printed: Decimal, expected: Decimal, rows: list[Decimal]
) -> None:
    parts = [(f"县{n}", v) for n, v in enumerate(rows, 1)]
    assert bool(diagnoses(printed, expected, parts)) is (printed != expected)
