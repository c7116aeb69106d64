"""XB_UNIT, XB_UNITCODE: a name is found exactly or not at all."""

from __future__ import annotations

import pytest

from functions.asking import ask, ask_column, column
from xianbiao.model.places import load_places

UNITS = [
    ["序号", "名称", "全称", "代码", "类型", "别名"],
    [1, "开发区", "库尔勒经济开发区", "", "单位", "库尔勒经开区，经开区"],
    [2, "昌吉", "昌吉市", "652301", "县市区", ""],
    [None, None, None, None, None, None],
]


@pytest.mark.parametrize(
    ("name", "full", "code"),
    [
        ("昌吉市", "昌吉市", "652301"),
        ("木垒县", "木垒哈萨克自治县", "652328"),
        (" 木 垒 县 ", "木垒哈萨克自治县", "652328"),
        ("巴州", "巴音郭楞蒙古自治州", "652800"),
        ("新疆", "新疆维吾尔自治区", "650000"),
        (652328, "木垒哈萨克自治县", "652328"),
        (652328.0, "木垒哈萨克自治县", "652328"),
        ("652328", "木垒哈萨克自治县", "652328"),
        ("６５２３２８", "木垒哈萨克自治县", "652328"),
        ("石家庄市新华区", "新华区", "130105"),
        ("河北省石家庄市新华区", "新华区", "130105"),
        ("河北省新华区", None, None),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_a_place_is_known_by_each_of_its_names(
    name: object, full: str | None, code: str | None
) -> None:
    if full is None or code is None:
        assert ask("XB_UNIT", name).startswith("#")
        assert ask("XB_UNITCODE", name).startswith("#")
    else:
        assert ask("XB_UNIT", name) == full
        assert ask("XB_UNITCODE", name) == code


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("昌吉", "“昌吉”少了“市”“县”一类的字，疑为 昌吉回族自治州昌吉市、"),
        ("阜康", "“阜康”少了“市”“县”一类的字，疑为 昌吉回族自治州阜康市；请写全"),
        ("鼓楼", "疑为 南京市鼓楼区、徐州市鼓楼区、福州市鼓楼区、开封市鼓楼区；请写全"),
        ("昌吉县", "不在县市名单里"),
        ("呼图必县", "不在县市名单里，疑为“昌吉回族自治州呼图壁县”；请核对后改正"),
        ("库尔乐市", "疑为“巴音郭楞蒙古自治州库尔勒市”"),
        ("州救助站", "不在县市名单里；开发区、救助站等单位请登记在“单位”表"),
        ("新华区", "处同名（石家庄市新华区、"),
        ("652399", "652399 不是县市的代码"),
        ("#N/A", "错误值 #N/A"),
    ],
)
def test_a_name_that_is_not_known_is_not_guessed(name: str, message: str) -> None:
    assert ask("XB_UNIT", name).startswith("#名称")
    assert message in ask("XB_UNIT", name)
    assert ask("XB_UNITCODE", name) == ask("XB_UNIT", name)


def test_units_of_the_workbook_are_known_beside_the_places() -> None:
    names = column("经开区", "库尔勒经济开发区", "昌吉", "昌吉市", "奇台县")
    assert ask_column("XB_UNIT", names, UNITS) == [
        "库尔勒经济开发区",
        "库尔勒经济开发区",
        "昌吉市",
        "昌吉市",
        "奇台县",
    ]
    assert ask_column("XB_UNITCODE", names, UNITS) == [
        "无代码",
        "无代码",
        "652301",
        "652301",
        "652325",
    ]


def test_a_place_that_the_workbook_lists_has_the_full_name_that_stands_there() -> None:
    units = [["名称", "全称", "代码"], ["木垒县", "木垒自治县", "652328"]]
    names = column("652328", "木垒哈萨克自治县", "木垒县")
    assert ask_column("XB_UNIT", names, units) == ["木垒自治县"] * 3


def test_one_unknown_name_leaves_the_others_answered() -> None:
    answers = ask_column("XB_UNIT", column("奇台县", "没有的县", None))
    assert answers[0] == "奇台县"
    assert answers[1].startswith("#名称第2行“没有的县”")
    assert answers[2] == ""


def test_every_place_with_a_name_of_its_own_is_found_by_it() -> None:
    places = load_places()
    for place in [p for p in places if p.code.startswith("65")]:
        if places.find(place.name) is not None:
            assert ask("XB_UNITCODE", place.name) == place.code
