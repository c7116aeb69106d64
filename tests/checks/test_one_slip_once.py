"""One slip of a clerk in a right notice is told at its place, and not by everything near it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.sheets.layout.form_content import printed_content

from .build import notice

LETTER = """湘潭市财政局
湘潭市民政局
潭财社〔2024〕28号
关于下达2024年养老服务补助资金的通知
各县（市）区财政局、民政局：
根据《湖南省财政厅关于下达2024年养老服务补助资金的通知》（湘财社〔2024〕6号），现下达你县（市、区）2024年养老服务补助资金7800万元，其中：中央资金5535万元、省级资金2265万元（详见附件1）。
一、请专款专用，科目见附件2。
二、请按照附件3的绩效目标做好监控。
三、请于2024年6月30日前完成支付。
附件：1.2024年养老服务补助资金分配表
2.支出功能科目表
3.2024年养老服务补助资金绩效目标表
湘潭市财政局
湘潭市民政局
2024年3月15日
抄送：市审计局，国库科。
湘潭市财政局办公室 2024年3月15日印发

附件1
2024年养老服务补助资金分配表
单位：万元
序号\t县区\t合计\t中央资金\t省级资金
\t合计\t7800\t5535\t2265
1\t雨湖区\t1210\t860\t350
2\t岳塘区\t640\t460\t180
3\t湘潭县\t2980\t2110\t870
4\t湘乡市\t2540\t1800\t740
5\t韶山市\t430\t305\t125

附件2
支出功能科目表
序号\t科目编码\t科目名称
1\t2080801\t死亡抚恤
2\t2080802\t伤残抚恤
3\t2080899\t其他优抚支出

附件3
2024年养老服务补助资金绩效目标表
（2024年度 湘潭市）
项目名称\t养老服务补助资金\t\t\t
资金情况（万元）\t下达金额\t7800\t\t
\t其中：中央财政补助\t5535\t\t
\t其他资金\t2265\t\t
年度总体目标\t1.完善养老服务。2.改善养老设施。3.提高服务质量。\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t服务老年人数\t≥9800人
\t\t质量指标\t设施验收合格率\t100%
\t\t时效指标\t资金下达时限\t≤30日
\t效益指标\t社会效益指标\t养老服务能力\t有所提升
\t满意度指标\t服务对象满意度指标\t老年人满意度\t≥90%
"""


@dataclass(frozen=True)
class Slip:
    """`old` → `new` is told by `rule` at the line of `at`, by at most `most` rules in all."""

    name: str
    rule: str
    old: str
    new: str
    at: str = ""
    most: int = 2


SLIPS = [
    Slip("标题年份", "C14",
         "下达2024年养老服务补助资金的通知\n各", "下达2023年养老服务补助资金的通知\n各", most=1),
    Slip("标题批次词", "C12", "\n关于下达2024", "\n关于提前下达2024", most=1),
    Slip("标题叠字", "C21", "\n关于下达", "\n关于关于下达", most=1),
    Slip("上级题名少字", "C14",
         "关于下达2024年养老服务补助资金的通知》", "关于下达2024年养老服务补资金的通知》",
         most=1),
    Slip("上级题名年份", "C14",
         "厅关于下达2024", "厅关于下达2023", most=1),
    Slip("附件说明跳号", "C13", "\n2.支出", "\n3.支出", most=1),
    Slip("附件说明重号", "C13", "\n2.支出", "\n1.支出", most=1),
    Slip("附件说明漏项", "C13",
         "\n3.2024年养老服务补助资金绩效目标表\n湘", "\n湘", at="附件3\n", most=1),
    Slip("附件说明有句号", "C10",
         "3.2024年养老服务补助资金绩效目标表", "3.2024年养老服务补助资金绩效目标表。",
         most=1),
    Slip("序号重复", "N01", "二、请按照", "一、请按照", most=1),
    Slip("附件指错", "N01", "详见附件1", "详见附件2", most=1),
    Slip("绩效附件指错", "N01", "附件3的绩效", "附件2的绩效", most=1),
    Slip("目标序号跳", "N01", "2.改善", "3.改善", most=1),
    Slip("末段没有句号", "C22", "完成支付。", "完成支付", at="三、请于", most=1),
    Slip("正文中央数换位", "N06", "中央资金5535", "中央资金5353"),
    Slip("成文日期年份", "C28",
         "民政局\n2024年3月15日", "民政局\n2023年3月15日", at="2023年3月15日", most=3),
    Slip("单位写成元", "C04", "单位：万元", "单位：元"),
    Slip("单位写成千元", "C04", "单位：万元", "单位：千元", most=1),
    Slip("两格写反", "C03", "2980\t2110\t870", "2980\t870\t2110", most=1),
    Slip("县名错字", "C90", "岳塘区\t640", "岳糖区\t640", most=1),
    Slip("县名重复", "C90", "湘潭县\t2980", "岳塘区\t2980", most=1),
    Slip("漏一行", "C03", "2\t岳塘区\t640\t460\t180\n", "", at="\t合计\t7800", most=3),
    Slip("两行次序颠倒", "C03", "1\t雨湖区\t1210\t860\t350\n2\t岳塘区\t640\t460\t180",
         "2\t岳塘区\t640\t460\t180\n1\t雨湖区\t1210\t860\t350", most=1),
    Slip("序号错一个", "C03", "3\t湘潭县", "2\t湘潭县", most=1),
    Slip("全角数字", "C25", "韶山市\t430", "韶山市\t４30", most=1),
    Slip("科目重复", "C70", "2080802\t伤残", "2080801\t伤残"),
    Slip("科目没有代码", "C70", "2080802\t伤残", "\t伤残", most=1),
    Slip("指标重复", "C57", "\t\t质量指标\t设", "\t\t\t服务老年人数\t≥900人\n\t\t质量指标\t设",
         at="\t\t\t服务老年人数", most=1),
    Slip("有值无名", "C56", "\t\t时效指标\t资金下达时限\t", "\t\t时效指标\t\t"),
    Slip("标签上级错", "C50", "\t\t质量指标\t", "\t\t社会效益指标\t", most=1),
    Slip("绩效表写元", "C01", "资金情况（万元）", "资金情况（元）"),
]  # fmt: skip


def found(text: str) -> list[Finding]:
    return [f for f in check(notice(*text.split("\n"))) if f.rule != "C02"]


def line_of(text: str, mark: str) -> int:
    return text[: text.index(mark) + mark.startswith("\n")].count("\n") + 1


def test_the_right_notice_is_silent_but_for_what_is_not_in_it() -> None:
    told = found(LETTER)
    assert {f.rule for f in told} == {"C64", "C91"}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: s.name)
def test_a_slip_is_told_at_its_place(slip: Slip) -> None:
    assert LETTER.count(slip.old) == 1
    text = LETTER.replace(slip.old, slip.new)
    usual = {(f.rule, f.message) for f in found(LETTER)}
    new = [f for f in found(text) if (f.rule, f.message) not in usual and f.rule not in ("C64",)]
    assert (slip.rule, line_of(text, slip.at or slip.new)) in {(f.rule, f.ref.line) for f in new}
    assert len(new) <= slip.most, [f.message for f in new]


def test_amounts_of_a_form_in_yuan_are_compared_with_those_of_the_table() -> None:
    text = LETTER.replace("资金情况（万元）", "资金情况（元）").replace(
        "下达金额\t7800", "下达金额\t78000000"
    )
    text = text.replace("补助\t5535", "补助\t55350000").replace(
        "其他资金\t2265", "其他资金\t22650000"
    )
    assert not [f for f in found(text) if f.rule in ("C01", "C43")]
    assert [f.ref.line for f in found(text) if f.rule == "C04"] == [line_of(text, "资金情况（元）")]
    made = notice(*text.split("\n"))
    content = printed_content(made.forms[0], made, lambda row, name, value: (name, value))
    assert [amount for _, _, amount in content.funds] == [7800, 5535, 2265]


def test_another_word_in_the_name_of_a_fund_is_a_hint_and_a_lost_one_an_error() -> None:
    def told(written: str) -> list[Severity]:
        text = LETTER.replace("\n关于下达2024年养老服务补助", f"\n关于下达2024年{written}")
        return [f.severity for f in found(text) if f.rule == "C14"]

    assert told("养老服务运营") == [Severity.HINT]
    assert told("养老服务补") == [Severity.ERROR]


def test_a_county_reaches_its_part_of_a_number() -> None:
    form = LETTER[LETTER.index("附件3\n2024") :]
    county = form.replace("湘潭市", "雨湖区").replace("7800", "1210").replace("5535", "860")
    county = county.replace("2265", "350").replace("9800", "500")
    text = LETTER + "\n" + county
    assert not [f for f in found(text) if f.rule == "T06"]
    weaker = text.replace("人满意度\t≥90%\n\n", "人满意度\t≥95%\n\n")
    assert [f.rule for f in found(weaker) if f.rule == "T06"] == ["T06"]
