"""C70: codes that the running text names bear the names of their year."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Severity

from .build import found, letter, notice

FUND = "关于下达2024年困难群众救助补助资金预算的通知"
OTHER = "关于下达2024年残疾人事业补助资金预算的通知"
CITY = "城市最低生活保障金支出"


@pytest.mark.parametrize(
    ("body", "left", "right", "severity"),
    [
        (f"支出列“2081901{CITY}”。", None, None, None),
        (f"支出列“2081901 {CITY}”“2081001儿童福利”科目。", None, None, None),
        (f"支出列第2081901项“{CITY}”等科目。", None, None, None),
        (f"支出列2081901“{CITY}”、2082001“临时救助支出”。", None, None, None),
        (f"支出列“2081901—{CITY}”相关科目。", None, None, None),
        (f"支出列“社会保障—最低生活保障—{CITY}（2081901）”。", None, None, None),
        ("支出列“208社会保障和就业支出”相关的项级科目。", None, None, None),
        ("支出列第208类“社会保障和就业支出”。", None, None, None),
        ("支出列2081901科目。", None, None, None),
        ("支出列“2081901”、“2081902”等科目。", None, None, None),
        (f"支出列“2081902{CITY}”。", "2081902", "2081901", Severity.ERROR),
        (f"支出列第2081910项“{CITY}”。", "2081910", "2081901", Severity.ERROR),
        (f"支出列“2801901{CITY}”。", "2801901", "2081901", Severity.ERROR),
        (f"支出列“{CITY}（2081902）”。", "2081902", "2081901", Severity.ERROR),
        ("支出列“2081901城市最低生活保障支出”。", "城市最低生活保障支出", CITY, Severity.HINT),
        (
            "支出列“208社会保障与就业支出”。",
            "社会保障与就业支出",
            "社会保障和就业支出",
            Severity.HINT,
        ),
        ("标识为“01 中央直达资金”，保持不变。", None, None, None),
        ("标识为“01中央直接资金”，保持不变。", "中央直接资金", "中央直达资金", Severity.HINT),
        ("标识为“02 中央直达资金”，保持不变。", "02", "01", Severity.ERROR),
        ("联系电话2081901，共208万元、5000户。", None, None, None),
        ("项目代码10000017Z175080010001，共20819户。", None, None, None),
        ("支出列“2130122农业生产发展”。", None, None, None),
        ("支出列“2139999其他农林水支出”。", None, None, None),
    ],
)
def test_codes_and_names_belong_together(
    body: str, left: str | None, right: str | None, severity: Severity | None
) -> None:
    faults = found("C70", notice(*letter(body, title=FUND)))
    expected = [] if left is None else [(left, right, severity, 5)]
    assert [(f.left, f.right, f.severity, f.ref.line) for f in faults] == expected


@pytest.mark.parametrize(
    ("year", "name", "is_wrong"),
    [
        (2021, "贫困地区转移支付收入", False),
        (2022, "贫困地区转移支付收入", True),
        (2022, "欠发达地区转移支付收入", False),
        (2021, "欠发达地区转移支付收入", True),
        (2019, "贫困地区转移支付收入", False),
    ],
)
def test_a_name_is_that_of_its_year(year: int, name: str, is_wrong: bool) -> None:
    title = f"关于下达{year}年某项补助资金的通知"
    body = f"现下达你县资金6万元，列“1100231{name}”科目。"
    assert bool(found("C70", notice(*letter(body, title=title)))) is is_wrong


@pytest.mark.parametrize(
    ("title", "body", "is_wrong"),
    [
        (FUND, "收入列“1100248社会保障和就业共同财政事权转移支付收入”。", False),
        (FUND, "收入列“1100252农林水共同财政事权转移支付收入”。", True),
        (FUND, "收入列“1109999”科目。", False),
        (FUND, "收入分别列“1100248”和“1100252”。", False),
        (OTHER, "收入列“1100252农林水共同财政事权转移支付收入”。", False),
    ],
)
def test_the_income_account_is_that_of_the_fund(title: str, body: str, is_wrong: bool) -> None:
    faults = found("C70", notice(*letter(body, title=title)))
    assert [(f.left, f.right) for f in faults] == ([("1100252", "1100248")] if is_wrong else [])
