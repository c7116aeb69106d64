"""C70 within a notice: a code has one name, a name one code, and a length that there is."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Severity

from .build import found, letter, notice

TITLE = "关于下达2024年优抚对象补助资金的通知"
TABLE = (
    "附件1：",
    "支出功能科目表",
    "科目代码\t科目名称",
    "2080801\t死亡抚恤",
    "2080802\t伤残抚恤",
)


@pytest.mark.parametrize(
    ("body", "left", "right", "severity"),
    [
        ("支出列“2080802伤残抚恤”科目。", None, None, None),
        ("支出列“2080802伤残抚恤”等科目。", None, None, None),
        ("支出列“2080820伤残抚恤”科目。", "2080820", "2080802", Severity.ERROR),
        ("支出列“2080802义务兵优待”科目。", "义务兵优待", "伤残抚恤", Severity.HINT),
        ("列“2080805义务兵优待”、“2080806义务兵优待”。", "2080806", "2080805", Severity.ERROR),
        ("支出列“208080伤残抚恤”科目。", "208080", None, Severity.ERROR),
        ("支出列“20808022伤残抚恤”科目。", "20808022", None, Severity.ERROR),
        ("支出列“2024年政府收支分类科目”。", None, None, None),
        ("支出列2024年预算，共列1200万元。", None, None, None),
        ("支出列“20808抚恤”款。", None, None, None),
        ("标识为“01中央直达资金”。", None, None, None),
        ("支出列“2050202小学补贴”科目。", "小学补贴", "小学教育", Severity.HINT),
    ],
)
def test_codes_and_names_of_one_notice_agree(
    body: str, left: str | None, right: str | None, severity: Severity | None
) -> None:
    faults = found("C70", notice(*letter(body, title=TITLE), *TABLE))
    expected = [] if left is None else [(left, right, severity, 5)]
    assert [(f.left, f.right, f.severity, f.ref.line) for f in faults] == expected
