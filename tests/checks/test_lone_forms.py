"""A notice with one form or one recipient: what needs no region, no total and no second form."""

from __future__ import annotations

import pytest

from xianbiao.model.notices import Notice

from .build import found, letter, notice

TOTAL, FIRST, SECOND = "合计\t600", "东门镇卫生院\t400", "西沟镇卫生院\t200"
HEAD = ("附件1", "2024年某项补助资金分配表", "单位：万元", "单位\t金额")
FORM = (
    "附件2",
    "某项资金区域绩效目标表",
    "({subtitle})",
    "项目名称\t某项资金",
    "资金情况（万元）\t下达金额\t{amount}",
)
ROWS = (
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
    "\t产出指标\t数量指标\t添置设备\t≥2台",
    "\t满意度指标\t{level2}\t服务对象满意度\t≥90%",
    "\t\t\t社会效益\t≥95%",
)


def made(
    *rows: str, subtitle: str = "2024年度", amount: str = "600", level2: str = "服务对象满意度指标"
) -> Notice:
    lines = [
        *letter("好。", title="关于下达2024年某项资金的通知", tail=("某县卫健局", "2024年3月5日")),
        *HEAD,
    ]
    form = "\n".join([*FORM, *ROWS]).format(subtitle=subtitle, amount=amount, level2=level2)
    head = [line.replace("昌吉州", "某县").replace("昌州", "某") for line in lines]
    return notice(*head, *rows, "", *form.split("\n"))


@pytest.mark.parametrize(
    ("subtitle", "amount", "codes"),
    [
        ("2024年度", "600", set()),
        ("2024年度", "606", {"C01"}),
        ("2024年度 南湾县", "600", {"C42"}),
    ],
)
def test_the_one_form_without_a_region_is_that_of_the_whole(
    subtitle: str, amount: str, codes: set[str]
) -> None:
    one = made(TOTAL, FIRST, SECOND, subtitle=subtitle, amount=amount)
    assert {code for code in ("C01", "C42") if found(code, one)} == codes


@pytest.mark.parametrize(
    ("rows", "hints"),
    [
        ((FIRST,), set()),
        ((FIRST, SECOND), {"C03", "C64"}),
        ((TOTAL, FIRST, SECOND), {"C64"}),
    ],
)
def test_a_single_recipient_needs_no_total_and_no_form_of_its_own(
    rows: tuple[str, ...], hints: set[str]
) -> None:
    one = made(*rows)
    assert {code for code in ("C03", "C64") if found(code, one)} == hints


@pytest.mark.parametrize(
    ("level2", "is_wrong"), [("服务对象满意度指标", False), ("\t服务对象满意度指标", True)]
)
def test_a_label_that_stands_as_a_name_is_one(level2: str, is_wrong: bool) -> None:
    one = made(TOTAL, FIRST, SECOND, level2=level2)
    assert bool(found("C52", one) or found("C55", one)) is is_wrong
    names = [p.name for p in one.forms[0].placed]
    assert ("服务对象满意度" in names) is not is_wrong
    assert "社会效益" in names


def test_a_name_that_reads_like_a_label_may_lack_its_value() -> None:
    text = (*FORM, *ROWS)
    lines = "\n".join(text).format(
        subtitle="2024年度 昌吉州", amount="600", level2="服务对象满意度指标"
    )
    bare = lines.replace("服务对象满意度\t≥90%", "服务对象满意度\t")
    one = notice(*letter("好。"), *bare.split("\n"))
    assert [f.left for f in found("C56", one)] == ["服务对象满意度"]
    assert found("C52", one) == []
