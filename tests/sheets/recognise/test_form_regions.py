"""Whose a form is where its subtitle does not say: by title, head or sheet, never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.checks import check
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

AMOUNTS = {"昌吉市": 829, "阜康市": 529, "玛纳斯县": 579}
AREA = "昌吉回族自治州"
Form = tuple[str, str, str, str]
"""Sheet, title, subtitle, and the head's field 地区."""


def read(folder: Path, *forms: Form, amount: int = 529) -> Notice:
    """A notice of a table and some forms with an amount."""
    path = folder / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        table = book.add_worksheet("分配")
        lines: list[tuple[object, ...]] = [
            ("2024年困难群众救助补助资金分配表",),
            ("单位：万元",),
            ("县市", "金额"),
            *AMOUNTS.items(),
            ("合计", sum(AMOUNTS.values())),
        ]
        for number, line in enumerate(lines):
            table.write_row(number, 0, line)
        for sheet, title, subtitle, field in forms:
            form = book.add_worksheet(sheet)
            rows: list[tuple[object, ...]] = [
                (title,),
                (subtitle,),
                ("项目名称", "困难群众救助补助资金", *(("地区", field) if field else ())),
                ("资金情况（万元）", "下达金额", amount),
                ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
                ("", "产出指标", "数量指标", "低保保障率", "应保尽保"),
                ("", "效益指标", "社会效益指标", "困难群众生活水平", "有所提高"),
                ("", "满意度指标", "服务对象满意度", "政策知晓率", "≥85%"),
            ]
            for number, row in enumerate(rows):
                form.write_row(number, 0, row)
    return read_notice([path])


YEAR = "（2024年度）"
TITLE = "困难群众救助补助资金区域绩效目标表"


@pytest.mark.parametrize(
    "form",
    [
        ("表二", TITLE, "（2024年度 阜康市）", ""),
        ("表二", f"阜康市{TITLE}", YEAR, ""),
        ("表二", f"2024年阜 康 市{TITLE}", "", ""),
        ("表二", TITLE, YEAR, "阜康市"),
        ("阜康市", TITLE, YEAR, ""),
        ("阜 康市", TITLE, "", ""),
        ("阜康市", f"昌吉市、玛纳斯县{TITLE}", YEAR, ""),
    ],
    ids=["subtitle", "title", "spaced title", "field", "sheet", "spaced sheet", "two in title"],
)
def test_the_recipient_is_known_by_the_first_place_that_names_it(
    tmp_path: Path, form: Form
) -> None:
    notice = read(tmp_path, form, ("州", TITLE, f"（2024年度 {AREA}）", ""))
    assert [f.region for f in notice.forms] == ["阜康市", AREA]
    (recipient,) = [f.recipient for f in notice.forms if f.recipient is not None]
    assert recipient.name == "阜康市"


@pytest.mark.parametrize(
    "form",
    [("表二", f"{AREA}{TITLE}", YEAR, ""), ("表二", TITLE, YEAR, AREA), (AREA, TITLE, YEAR, "")],
    ids=["title", "field", "sheet"],
)
def test_the_form_of_the_area_that_allocates_is_known_alike(tmp_path: Path, form: Form) -> None:
    notice = read(tmp_path, form, ("表三", f"阜康市{TITLE}", YEAR, ""))
    assert [f.is_prefecture for f in notice.forms] == [True, False]


def test_the_amount_of_such_a_form_is_held_against_the_table(tmp_path: Path) -> None:
    forms = (("阜康市", TITLE, YEAR, ""), ("昌吉市", TITLE, "（2024年度 昌吉市）", ""))
    faults = [f for f in check(read(tmp_path, *forms)) if f.rule == "C01"]
    assert [(f.ref.sheet, f.ref.cell) for f in faults] == [("昌吉市", "C4")]


def test_a_form_that_names_nobody_is_told_as_such(tmp_path: Path) -> None:
    notice = read(tmp_path, ("表二", TITLE, YEAR, ""), ("表三", TITLE, YEAR, ""))
    assert [f.region for f in notice.forms] == ["", ""]
    told = [f.message for f in check(notice) if f.rule == "C42" and f.severity is Severity.ERROR]
    assert told == ["看不出是哪个单位的绩效表：副标题、表题、表头和工作表名都没有写"] * 2


def test_a_subtitle_that_names_a_stranger_counts_before_all_else(tmp_path: Path) -> None:
    notice = read(tmp_path, ("阜康市", f"阜康市{TITLE}", "（2024年度 奇台县）", ""))
    assert notice.forms[0].region == "奇台县"
    assert any("“奇台县”不在分配表里" in f.message for f in check(notice))
