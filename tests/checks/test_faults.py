"""Faults put into right notices on purpose: each is found by its rule, at its line.

The base is a made-up notice without any error; every case changes one thing in it. The same
base as a workbook shows that the cell is named instead of the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from support.right_notice import BASE
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.readers import read_notice


@dataclass(frozen=True)
class Fault:
    """Replace `old` by `new` in the lines from the first `after` on; `rule` finds it at `at`."""

    name: str
    rule: str
    old: str
    new: str
    after: str = "昌吉回族自治州财政局文件"
    at: str | None = None


FAULTS = [
    Fault("县表金额换位", "C01", "下达金额\t123\t", "下达金额\t132\t"),
    Fault("分配行金额换位", "C08", "阜康市\t200\t150\t50", "阜康市\t200\t105\t50"),
    Fault("合计漏一行", "C03", "合计\t600\t450\t150", "合计\t600\t450\t127"),
    Fault(
        "第二个合计行", "C03", "呼图壁县\t277", "总计\t600\t450\t150\n呼图壁县\t277", at="总计\t600"
    ),
    Fault("没有单位", "C04", "单位：万元\n", "", at="县市\t合计"),
    Fault("两种单位", "C04", "县市\t合计\t", "县市\t合计（元）\t", at="县市\t合计（元）"),
    Fault(
        "附件标题与说明不一",
        "C10",
        "2024年困难群众救助补助资金分配表\n单位",
        "2024年困难群众救助补助金分配表\n单位",
        at="2024年困难群众救助补助金分配表",
    ),
    Fault(
        "表题年度旧",
        "C11",
        "2024年困难群众救助补助资金分配表\n单位",
        "2023年困难群众救助补助资金分配表\n单位",
        at="2023年困难群众救助补助资金分配表",
    ),
    Fault("副标题年度旧", "C11", "(2024年度 阜康市)", "(2023年度 阜康市)"),
    Fault("附件序号错", "C13", "附件2：", "附件4："),
    Fault("附件序号缺", "C13", "附件2：\n支出", "附件：\n支出"),
    Fault("资金三行不平", "C43", "中央财政补助\t200", "中央财政补助\t190", at="下达金额\t200"),
    Fault("金额写成文字", "C44", "呼图壁县\t277\t200", "呼图壁县\t277\t2百"),
    Fault("副标题地区写错", "C42", "(2024年度 呼图壁县)", "(2024年度 呼图璧县)"),
    Fault("县名写错", "C90", "阜康市\t200", "阜唐市\t200"),
    Fault(
        "缺一个县表指标",
        "C57",
        "\t\t\t临时救助水平\t不低于上年\n",
        "",
        after="(2024年度 阜康市)",
        at="\t\t质量指标\t城乡低保标准",
    ),
    Fault(
        "指标重复",
        "C57",
        "\t\t\t临时救助水平\t不低于上年\n",
        "\t\t\t临时救助水平\t不低于上年\n" * 2,
        after="(2024年度 阜康市)",
        at="\t\t\t临时救助水平\t不低于上年\n\t\t\t建立",
    ),
    Fault(
        "整行左移",
        "C55",
        "\t\t\t特困供养保障率\t应保尽保",
        "\t\t特困供养保障率\t应保尽保\t",
        after="(2024年度 阜康市)",
    ),
    Fault(
        "整行右移",
        "C55",
        "\t\t\t特困供养保障率\t应保尽保",
        "\t\t\t\t特困供养保障率\t应保尽保",
        after="(2024年度 阜康市)",
    ),
    Fault("有名无值", "C56", "\t政策知晓率\t≥82%", "\t政策知晓率\t", after="(2024年度 阜康市)"),
    Fault("一级标签写错", "C50", "\t效益指标\t", "\t效果指标\t", after="(2024年度 阜康市)"),
    Fault(
        "二级标签丢失",
        "C50",
        "\t\t成本指标\t低保",
        "\t\t\t低保",
        after="(2024年度 阜康市)",
        at="\t\t时效指标\t",
    ),
    Fault(
        "归类错位",
        "C51",
        "\t\t质量指标\t城乡低保标准\t稳步提高\n\t\t\t城乡特困",
        "\t\t\t城乡低保标准\t稳步提高\n\t\t质量指标\t城乡特困",
        after="(2024年度 阜康市)",
        at="\t产出指标\t数量指标",
    ),
    Fault(
        "名称截断",
        "C63",
        "\t\t\t流浪乞讨人员求助要求当天登记救助率\t",
        "\t\t\t流浪乞讨人员求助要求当天\t",
        after="(2024年度 阜康市)",
    ),
    Fault(
        "一格两名",
        "C59",
        "\t\t\t城乡特困人员救助供养标准\t不低于上年\n\t\t\t临时救助水平\t不低于上年\n",
        "\t\t\t城乡特困人员救助供养标准 临时救助水平\t不低于上年\n\t\t\t\t不低于上年\n",
        after="(2024年度 阜康市)",
        at="\t\t\t城乡特困人员救助供养标准 临时",
    ),
    Fault("科目代码换位", "C70", "2082001", "2080201"),
    Fault("科目名称张冠李戴", "C70", "儿童福利\t2081001", "临时救助支出\t2081001"),
]


def changed(fault: Fault) -> tuple[str, int]:
    """The base with the fault, and the line at which it must be found."""
    start = BASE.index(fault.after)
    at = BASE.index(fault.old, start)
    text = BASE[:at] + fault.new + BASE[at + len(fault.old) :]
    mark = fault.at or fault.new
    return text, text[: text.index(mark, start)].count("\n") + 1


def as_workbook(text: str, path: Path) -> Path:
    """The same lines as a sheet: a row per line, a column per tab, numbers as numbers."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("通知")
        for r, line in enumerate(text.split("\n")):
            for c, cell in enumerate(line.split("\t")):
                if cell.isdigit() and len(cell) < 7:
                    sheet.write_number(r, c, int(cell))
                elif cell:
                    sheet.write_string(r, c, cell)
    return path


def errors(found: list[Finding]) -> list[Finding]:
    return [f for f in found if f.severity is Severity.ERROR]


def test_the_base_has_no_error(tmp_path: Path) -> None:
    path = tmp_path / "base.txt"
    path.write_text(BASE, encoding="utf-8")
    assert errors(check(read_notice([path]))) == []
    assert errors(check(read_notice([as_workbook(BASE, tmp_path / "base.xlsx")]))) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_fault_in_a_text_is_found_at_its_line(tmp_path: Path, fault: Fault) -> None:
    text, line = changed(fault)
    path = tmp_path / "fault.txt"
    path.write_text(text, encoding="utf-8")
    found = errors(check(read_notice([path])))
    assert (fault.rule, line) in {(f.rule, f.ref.line) for f in found}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_fault_in_a_workbook_is_found_in_its_row(tmp_path: Path, fault: Fault) -> None:
    text, line = changed(fault)
    found = errors(check(read_notice([as_workbook(text, tmp_path / "fault.xlsx")])))
    assert (fault.rule, line) in {(f.rule, f.ref.position[0]) for f in found}
    assert all(f.ref.sheet == "通知" and f.ref.line is None for f in found)
