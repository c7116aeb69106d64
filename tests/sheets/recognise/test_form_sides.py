"""Forms whose value stands in three cells, or that have columns of other things beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Severity
from xianbiao.model.forms import TargetForm
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

HEAD = """附件2

2024年就业补助资金绩效目标表

项目名称	就业补助资金
地方主管部门	遵义市人力资源和社会保障局
资金情况（万元）	年度资金总额	300
	其中：中央财政资金	300
	其他资金	0
年度目标	落实就业补贴政策
"""
FIVE = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Notice]:
    def made(*rows: str) -> Notice:
        path = tmp_path / "目标表.txt"
        path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        return read_notice([path])

    return made


def values(form: TargetForm) -> dict[str, str | None]:
    return {p.name: p.value for p in form.placed}


def errors(notice: Notice) -> list[str]:
    return [f.rule for f in check(notice) if f.severity is Severity.ERROR]


def test_direction_figure_and_unit_are_one_value(read: Callable[..., Notice]) -> None:
    notice = read(
        FIVE,
        "产出指标\t数量指标\t培训人数\t≥\t1200\t人次",
        "\t质量指标\t发放准确率\t＝\t100\t%",
        "\t时效指标\t完成时间\t≤\t12\t月",
        "成本指标\t经济成本指标\t人均标准\t≤\t1500\t元/人",
        "效益指标\t可持续影响指标\t就业服务能力\t定性\t持续提升\t",
        "满意度指标\t服务对象满意度指标\t服务满意度\t≥\t85%\t%",
    )
    assert values(notice.forms[0]) == {
        "培训人数": "≥1200人次",
        "发放准确率": "＝100%",
        "完成时间": "≤12个月",
        "人均标准": "≤1500元/人",
        "就业服务能力": "持续提升",
        "服务满意度": "≥85%",
    }
    assert errors(notice) == []


def test_a_header_of_two_rows_may_part_the_value(read: Callable[..., Notice]) -> None:
    notice = read(
        "一级指标\t二级指标\t三级指标\t指标值\t\t\t权重",
        "\t\t\t运算符号\t内容\t度量单位\t",
        "产出指标\t数量指标\t培训人数\t≥\t1200\t人次\t60",
        "效益指标\t社会效益指标\t就业形势\t定性\t持续提升\t\t40",
        "总分\t\t\t\t\t\t100",
    )
    form = notice.forms[0]
    assert values(form) == {"培训人数": "≥1200人次", "就业形势": "持续提升"}
    assert form.remarks_label is not None
    assert form.remarks_label.text == "权重"
    assert [r.text for r in form.remarks] == ["60", "40"]
    assert errors(notice) == []


def test_a_row_that_slid_aside_is_still_found(read: Callable[..., Notice]) -> None:
    notice = read(
        FIVE,
        "产出指标\t数量指标\t培训人数\t≥\t1200\t人次",
        "时效指标\t资金拨付及时率\t≥\t95\t%\t",
        "满意度指标\t服务对象满意度指标\t服务满意度\t≥\t85\t%",
    )
    assert values(notice.forms[0])["资金拨付及时率"] == "≥95%"
    assert errors(notice) == ["C55"]


def test_a_value_that_is_missing_or_swapped_with_its_sign_is_said(
    read: Callable[..., Notice],
) -> None:
    notice = read(
        FIVE,
        "产出指标\t数量指标\t培训人数\t≥\t\t人次",
        "\t质量指标\t发放准确率\t100\t=\t%",
        "满意度指标\t服务对象满意度指标\t服务满意度\t≥\t85\t%",
    )
    assert values(notice.forms[0])["培训人数"] is None
    found = {f.rule: f.ref.line for f in check(notice) if f.severity is Severity.ERROR}
    assert found == {"C56": 12, "T05": 13}


def test_columns_of_other_things_come_along_as_remarks(read: Callable[..., Notice]) -> None:
    notice = read(
        "一级指标\t二级指标\t三级指标\t指标解释\t2023年完成值\t2024年目标值\t评分标准",
        "产出指标\t数量指标\t培训人数\t参加培训的人数\t1100人次\t≥1200人次\t完成得满分",
        "满意度指标\t服务对象满意度指标\t服务满意度\t问卷调查\t85%\t≥85%\t",
        "填表人：张三\t\t联系电话：\t13800000000\t\t2024年3月1日\t",
    )
    form = notice.forms[0]
    assert values(form) == {"培训人数": "≥1200人次", "服务满意度": "≥85%"}
    assert form.remarks_label is not None
    assert form.remarks_label.text == "指标解释、2023年完成值、评分标准"
    assert (
        form.remarks[0].text
        == "指标解释：参加培训的人数；2023年完成值：1100人次；评分标准：完成得满分"
    )
    assert errors(notice) == []


@pytest.mark.parametrize("level1", ["一级指标\t", ""])
def test_of_two_panels_the_year_is_read_and_the_other_kept(
    read: Callable[..., Notice], level1: str
) -> None:
    label = "产出指标\t" if level1 else ""
    notice = read(
        f"一级指标\t二级指标\t三级指标\t指标值\t{level1}二级指标\t三级指标\t指标值",
        f"产出指标\t数量指标\t培训人数\t≥3600人\t{label}数量指标\t培训人数\t≥1200人",
        f"\t质量指标\t合格率\t≥95%\t{label and chr(9)}质量指标\t合格率\t≥96%",
    )
    form = notice.forms[0]
    assert values(form) == {"培训人数": "≥1200人", "合格率": "≥96%"}
    assert "≥3600人" in form.remarks[0].text
    assert errors(notice) == []


def test_the_amount_of_a_form_of_five_columns_is_held_against_the_table(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(
        "附件1\n\n2024年就业补助资金分配表\n\n单位：万元\n序号\t县区\t金额\n1\t桐梓县\t120\n"
        "2\t绥阳县\t189\n\t合计\t309\n\n"
        + HEAD.replace("绩效目标表\n", "绩效目标表\n\n（2024年度 绥阳县）\n").replace("300", "198")
        + FIVE
        + "\n产出指标\t数量指标\t培训人数\t≥\t1200\t人次\n",
        encoding="utf-8",
    )
    found = [f for f in check(read_notice([path])) if f.rule == "C01"]
    assert [(f.left, f.right) for f in found[:1]] == [(198, 189)]
    assert "换位" in (found[0].cause or "") or "写" in (found[0].cause or "")


def test_a_figure_without_its_sign_or_unit_is_a_hint_at_its_cell(
    read: Callable[..., Notice],
) -> None:
    notice = read(
        FIVE,
        "产出指标\t数量指标\t培训人数\t\t1200\t人次",
        "\t质量指标\t发放准确率\t≥\t95\t",
        "满意度指标\t服务对象满意度指标\t服务满意度\t≥\t85\t%",
    )
    found = [f for f in check(notice) if f.rule == "T05"]
    assert [(f.ref.line, f.ref.column, f.message[-8:]) for f in found] == [
        (12, 5, "指标性质一格空白"),
        (13, 5, "度量单位一格空白"),
    ]
    assert {f.severity for f in found} == {Severity.HINT}


def test_the_import_says_that_three_cells_became_one(read: Callable[..., Notice]) -> None:
    notice = read(FIVE, "产出指标\t数量指标\t培训人数\t≥\t1200\t人次")
    assert [(d.original, d.restored) for d in notice.forms[0].repairs] == [
        ("指标性质¦指标值¦度量单位", "指标值")
    ]


@pytest.mark.parametrize(
    ("product", "effect", "content"),
    [
        ("产出指标（60分）", "效益指标(40分)", "满意度指标10分"),
        ("产出", "效益", "满意度"),
    ],
)
def test_labels_may_state_points_or_lack_their_last_word(
    read: Callable[..., Notice], product: str, effect: str, content: str
) -> None:
    notice = read(
        "一级指标\t二级指标\t三级指标\t指标值",
        f"{product}\t数量指标\t培训人数\t≥1200人次",
        "\t质量\t发放准确率\t100%",
        f"{effect}\t社会效益指标\t就业形势\t持续提升",
        f"{content}\t服务对象满意度指标\t满意度\t≥85%",
    )
    placed = notice.forms[0].placed
    assert [(p.level1, p.level2, p.name) for p in placed] == [
        ("产出指标", "数量指标", "培训人数"),
        ("产出指标", "质量指标", "发放准确率"),
        ("效益指标", "社会效益指标", "就业形势"),
        ("满意度指标", "服务对象满意度指标", "满意度"),
    ]
    assert errors(notice) == []
