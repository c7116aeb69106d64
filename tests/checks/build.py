"""Small notices for tests: write the lines, get the notice and what a rule says about it."""

from __future__ import annotations

from xianbiao.checks import rules
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.notice import recognise

HEAD = ("昌吉州财政局文件", "昌州财社〔2024〕18号")
TITLE = "关于下达2024年困难群众救助补助资金预算的通知"
TO = "各县（市）财政局、民政局："
SIGNED = ("昌吉州财政局", "2024年3月5日")
TABLE = (
    "附件1：",
    "2024年困难群众救助补助资金分配表",
    "单位：万元",
    "县市\t金额",
    "合计\t600",
    "昌吉市\t400",
    "阜康市\t200",
)
FORM = (
    "附件2：",
    "中央对地方转移支付区域绩效目标表",
    "(2024年度 昌吉州)",
    "项目名称\t困难群众救助补助资金\t\t\t",
    "资金情况（万元）\t{fund_label}\t600\t\t",
    "{goals_label}\t{goals}\t\t\t",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
    "\t产出指标\t时效指标\t{name}\t{value}",
    "\t{level1}\t社会效益指标\t困难群众生活水平情况\t有所提升",
)


def notice(*lines: str) -> Notice:
    """The notice that these lines make; a tab parts the cells of a table."""
    rows = [
        [Cell(text, Ref("n.txt", line=at, column=c)) for c, text in enumerate(line.split("\t"), 1)]
        for at, line in enumerate(lines, 1)
    ]
    return recognise("n.txt", [Grid("n.txt", None, rows)], load_places())


def letter(
    *body: str, title: str = TITLE, to: str = TO, tail: tuple[str, ...] = SIGNED
) -> list[str]:
    """The lines of a letter around a body, whose first paragraph stands on line 5."""
    return [*HEAD, title, to, *body, *tail, ""]


def form(
    goals: str = "规范实施城乡低保政策。",
    goals_label: str = "年度总体目标",
    fund_label: str = "下达金额",
    name: str = "困难群众基本生活救助按时发放率",
    value: str = "≥90%",
    level1: str = "效益指标",
) -> list[str]:
    """The lines of a small target form with its label, title and subtitle."""
    words = {
        "goals": goals,
        "goals_label": goals_label,
        "fund_label": fund_label,
        "name": name,
        "value": value,
        "level1": level1,
    }
    return ["\t".join(cell.format(**words) for cell in line.split("\t")) for line in FORM]


def found(code: str, made: Notice) -> list[Finding]:
    """What one rule finds in a notice."""
    return [f for rule in rules() if rule.code == code for f in rule.findings(made)]


def places(code: str, made: Notice) -> set[tuple[int | None, str]]:
    """Line and severity of everything that one rule finds."""
    return {(f.ref.line, str(f.severity)) for f in found(code, made)}
