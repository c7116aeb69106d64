"""What is read of self-evaluations of many shapes, each figure with its cell."""

from __future__ import annotations

import pytest

from support.evaluations import (
    BLANK,
    CLASSES_ONLY,
    DEPARTMENT,
    FLAT,
    POINTS_BESIDE_MONEY,
    REGION,
    RIGHT,
    SHARED_WEIGHTS,
    SHARES,
    STANDARD,
    SUBTOTALS,
    WITHOUT_SPENDING,
)
from support.grids import grid_of, tables_of
from xianbiao.checks import check
from xianbiao.model.evaluation_verdicts import Verdict, verdict
from xianbiao.model.evaluations import Evaluation, Figure, Outcome, SubSum
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref, Text
from xianbiao.model.tables import TableKind
from xianbiao.sheets.recognise.notice import recognise


def read(drawing: str) -> Evaluation:
    """The one self-evaluation of a drawing."""
    (table,) = tables_of(drawing)
    assert table.kind is TableKind.EVALUATION
    assert table.evaluation is not None
    return table.evaluation


def at(figure: Figure | None) -> str | None:
    """A figure as printed, with its cell: 15 H13."""
    return None if figure is None else f"{figure.raw} {figure.ref.cell}".strip()


def sums(parts: list[SubSum]) -> list[tuple[str, str | None, str | None, int]]:
    return [(p.label.stripped, at(p.weight), at(p.score), len(p.items)) for p in parts]


def test_money_is_read_with_the_line_of_all_money_first() -> None:
    money = read(STANDARD).money
    assert [line.label.stripped for line in money] == [
        "年度资金总额",
        "其中：当年财政拨款",
        "上年结转资金",
        "其他资金",
    ]
    whole = money[0]
    figures = (whole.budget, whole.spent, whole.rate, whole.weight, whole.score)
    assert [at(f) for f in figures] == ["529 E6", "500 F6", "94.52% I6", "10 H6", "9.45 J6"]
    assert money[1].weight is not None
    assert money[1].weight.is_blank


def test_every_indicator_has_its_labels_target_result_points_score_and_reason() -> None:
    item = read(STANDARD).items[2]
    (outcome,) = item.outcomes
    assert (outcome.level1, outcome.level2) == ("产出指标", "时效指标")
    assert outcome.name == Text("资金拨付及时率", Ref("表.xlsx", "表", "D15", column=4))
    assert outcome.target is not None
    assert outcome.actual is not None
    assert (outcome.target.text, outcome.target.ref.cell) == ("≥98%", "E15")
    assert (outcome.actual.text, outcome.actual.ref.cell) == ("97%", "F15")
    assert (at(item.weight), [at(s) for s in item.scores]) == ("10 H15", ["9 I15"])
    assert [r.ref.cell for r in item.reasons] == ["J15"]
    assert item.is_explained


def test_names_that_only_a_blank_form_has_are_no_indicators() -> None:
    blank = read(BLANK)
    assert blank.items == []
    assert blank.total is not None
    assert at(blank.total.weight) == "100 H19"


def test_a_form_without_points_is_read_down_to_its_last_row() -> None:
    region = read(REGION)
    assert (region.weights, region.scores, region.total) == (None, None, None)
    assert [i.outcomes[0].name.ref.cell for i in region.items] == [f"D{r}" for r in range(15, 20)]


def test_money_may_stand_behind_its_words_and_a_target_in_three_cells() -> None:
    flat = read(FLAT)
    assert flat.spending is not None
    assert (at(flat.spending.budget), at(flat.spending.spent)) == ("300 B3", "285 D3")
    assert flat.execution is not None
    assert (at(flat.execution.weight), at(flat.execution_weight)) == ("10 H6", "10 H6")
    targets = [i.outcomes[0].target for i in flat.items]
    assert [t.text for t in targets if t] == ["≥1200人次", "≥98%", "≤30日", "有所减轻", "≥90%"]
    assert sums(flat.classes) == [
        ("产出指标（50分）", "50 A7", None, 3),
        ("效益指标（30分）", "30 A10", None, 1),
        ("满意度指标（10分）", "10 A11", None, 1),
    ]


def test_a_header_of_two_rows_and_points_as_shares() -> None:
    shares = read(SHARES)
    assert sorted(shares.roles.values()) == ["分值", "实际完成值", "得分", "指标值"]
    assert [i.weight.value for i in shares.items if i.weight] == [30, 30, 20, 10]
    assert shares.total is not None
    assert shares.total.weight is not None
    assert (shares.total.weight.value, shares.total.weight.raw) == (100, "1")
    assert shares.execution_weight is not None
    assert shares.execution_weight.value == 10


def test_rows_of_sums_end_their_class_and_signatures_are_no_indicators() -> None:
    found = read(SUBTOTALS)
    assert sums(found.subtotals) == [
        ("小计", "60 F6", "60 G6", 2),
        ("小计", "20 F8", "20 G8", 1),
        ("小计", "10 F10", "10 G10", 1),
    ]
    assert found.total is not None
    assert sums([found.total]) == [("总 分", "100 F11", "99 G11", 4)]


def test_indicators_that_share_a_cell_of_points_are_one_item() -> None:
    first = read(SHARED_WEIGHTS).items[0]
    assert [o.name.stripped for o in first.outcomes] == ["新建公厕", "改建公厕"]
    assert (at(first.weight), first.score) == ("40 F5", 40)


def test_points_may_stand_in_labels_alone_and_the_total_behind_its_word() -> None:
    found = read(CLASSES_ONLY)
    assert found.weighs_classes
    assert [at(f) for f in found.points] == ["60 A4", "30 A6"]
    assert (at(found.execution_weight), [at(f) for f in found.execution_scores]) == (
        "10 A3",
        ["8 F3"],
    )
    assert found.total is not None
    assert at(found.total.score) == "98分 A7"


def test_a_total_may_leave_spending_out() -> None:
    found = read(WITHOUT_SPENDING)
    assert found.leaves_spending_out
    assert not read(STANDARD).leaves_spending_out
    assert [r.ref.cell for r in found.items[2].reasons] == ["H7", "I7"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("年度总体目标|预期", "\n年度总体目标|预期"),
        ("绩效指标|一级指标", "\n绩效指标|一级指标"),
        ("^|满意度指标|", "|满意度指标|"),
        ("三级指标|年度", "三级 指标|年度"),
        ("总分|<", "总　分|<"),
        ("年度总体目标|预期", "联系电话|13800000000|<|<|<|<|<|<|<|<\n" * 4 + "年度总体目标|预期"),
    ],
)
def test_blank_rows_blanks_in_words_and_a_long_head_change_nothing(before: str, after: str) -> None:
    found = read(STANDARD.replace(before, after, 1))
    assert (len(found.money), len(found.items)) == (4, 7)
    assert found.total is not None
    assert found.total.score is not None
    assert found.total.score.raw == "98.45"


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_two_on_one_sheet_are_two(gap: str) -> None:
    text = STANDARD.strip("\n") + gap + SHARES.strip("\n")
    notice = recognise("表.xlsx", [grid_of(text)], load_places())
    assert [len(e.items) for e in notice.evaluations] == [7, 4]
    assert [f.is_evaluation for f in notice.forms] == [True, True]
    assert notice.target_forms == []
    assert notice.readings == []


@pytest.mark.parametrize("name", RIGHT)
def test_no_row_of_a_self_evaluation_is_taken_for_an_allocation(name: str) -> None:
    text = RIGHT[name].removeprefix("\n")
    notice = recognise("表.xlsx", [grid_of(text)], load_places())
    assert (len(notice.evaluations), len(notice.forms)) == (1, 1)
    assert (notice.tables, notice.readings, notice.unread_tables) == ([], [], [])


@pytest.mark.parametrize(
    ("level2", "target", "actual", "expected"),
    [
        ("数量指标", "≥1000人", "1020", Verdict.MET),
        ("数量指标", "≥1000人", "999人", Verdict.MISSED),
        ("数量指标", "1000人", "1020人", Verdict.MET),
        ("数量指标", "1000人", "980人", Verdict.SEEMS_MISSED),
        ("数量指标", "＝1000人", "980人", Verdict.MISSED),
        ("数量指标", "＝1000人", "1020人", Verdict.MET),
        ("质量指标", "95%", "94%", Verdict.MISSED),
        ("时效指标", "30日", "35日", Verdict.MISSED),
        ("时效指标", "30日", "20日", Verdict.MET),
        ("时效指标", "100%", "98%", Verdict.MISSED),
        ("时效指标", "＝100%", "98%", Verdict.MISSED),
        ("时效指标", "4次", "5次", Verdict.BY_HAND),
        ("经济成本指标", "1500元", "1400元", Verdict.MET),
        ("经济成本指标", "1500元", "1600元", Verdict.SEEMS_MISSED),
        ("社会效益指标", "300人", "280人", Verdict.BY_HAND),
        ("社会效益指标", "80%", "70%", Verdict.SEEMS_MISSED),
        ("社会效益指标", "有所提升", "有所提升", Verdict.MET),
        ("社会效益指标", "有所提升", "较好", Verdict.BY_HAND),
        ("数量指标", "应保尽保", "98%", Verdict.MISSED),
        ("数量指标", "90%～95%", "96%", Verdict.MISSED),
        ("数量指标", "≥1000人", "", Verdict.WAITING),
        ("数量指标", "", "5人", Verdict.WAITING),
    ],
)
def test_a_result_is_judged_with_room_where_the_target_bears_no_sign(
    level2: str, target: str, actual: str, expected: Verdict
) -> None:
    ref = Ref("表.xlsx", "表", "A1")
    outcome = Outcome(Text("某项", ref), "", level2, Text(target, ref), Text(actual, ref))
    assert verdict(outcome) is expected


def test_labels_of_its_own_are_those_of_the_form_too() -> None:
    """A department's form has other classes than those of a transfer; none of them slid aside."""
    notice = recognise("表.xlsx", [grid_of(DEPARTMENT.removeprefix("\n"))], load_places())
    (form,) = notice.forms
    assert form.damages == []
    assert [(p.level1, p.level2, p.value) for p in form.placed] == [
        ("履职效能", "数量指标", "≥12次"),
        ("管理效率", "质量指标", "100%"),
        ("社会效应", "社会效益指标", "≥90%"),
        ("可持续发展能力", "可持续影响指标", "不断优化"),
    ]


def test_a_row_that_slid_aside_is_still_found() -> None:
    text = DEPARTMENT.replace(
        "^|管理效率|质量指标|预决算公开率|100%|", "管理效率|质量指标|预决算公开率|100%||"
    )
    notice = recognise("表.xlsx", [grid_of(text.removeprefix("\n"))], load_places())
    assert "C55" in {f.rule for f in check(notice) if f.ref.cell in ("A12", "B12", "C12")}


def test_points_for_spending_may_stand_beside_the_money() -> None:
    found = read("\n" + POINTS_BESIDE_MONEY.split("\n", 2)[2])
    assert (at(found.execution_weight), found.leaves_spending_out) == ("10 A4", True)
