"""Pages break tables and columns lose their tabs: nothing of a table vanishes in silence."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers import read_notice
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.notice import recognise

TEXT = (resources.files("xianbiao.demo") / "changji-2023-70.txt").read_text(encoding="utf-8")
TABLE = """某分配表
单位：万元
序号\t县市\t金额
合计\t\t60
1\t轮台县\t10
2\t尉犁县\t20
3\t若羌县\t30
"""


def notice_of(text: str) -> Notice:
    rows = [
        [Cell(c, Ref("t", line=n, column=k)) for k, c in enumerate(line.split("\t"), 1)]
        for n, line in enumerate(text.splitlines(), 1)
    ]
    return recognise("t", [Grid("t", None, rows)], load_places())


def errors(notice: Notice) -> list[Finding]:
    return [f for f in check(notice) if f.severity is Severity.ERROR]


@pytest.mark.parametrize("between", ["", "— 7 —", "-3-", "第 3 页", "\n\n"])
@pytest.mark.parametrize("row", ["合计\t\t60", "1\t轮台县", "3\t若羌县"])
def test_a_page_break_does_not_end_an_allocation_table(between: str, row: str) -> None:
    broken = notice_of(TABLE.replace(row, f"{between}\n{row}"))
    assert len(broken.tables) == 1
    assert broken.allocation is not None
    assert broken.allocation.total is not None
    assert len(broken.allocation.rows) == 3
    assert errors(broken) == []


def test_a_header_printed_again_on_the_next_page_is_no_recipient() -> None:
    again = TABLE.replace("2\t尉犁县", "\n序号\t县市\t金额\n2\t尉犁县")
    notice = notice_of(again)
    assert [r.name for r in notice.recipients] == ["轮台县", "尉犁县", "若羌县"]


def test_another_table_behind_a_blank_line_is_another_table() -> None:
    other = "\n县市\t人数\t标准\n轮台县\t5\t80\n尉犁县\t6\t80\n"
    assert len(notice_of(TABLE + other).tables) == 2


@pytest.mark.parametrize("line", [14, 20, 27])
def test_a_page_break_does_not_end_a_form(line: int) -> None:
    at = TEXT.index("(2024年度 木垒县)")
    parts = TEXT[at:].splitlines()
    whole = notice_of(TEXT).forms[-1]
    parts.insert(line, "— 9 —")
    parts.insert(line, "")
    broken = notice_of(TEXT[:at] + "\n".join(parts)).forms[-1]
    assert [p.value for p in broken.placed] == [p.value for p in whole.placed]


@pytest.mark.parametrize("word", ["合计", "总 计", "小计"])
def test_a_total_written_across_sequence_and_name_is_the_total(word: str) -> None:
    notice = notice_of(TABLE.replace("合计", word))
    assert notice.allocation is not None
    assert notice.allocation.total is not None
    wrong = notice_of(TABLE.replace("合计\t\t60", f"{word}\t\t69"))
    assert {f.rule for f in errors(wrong)} >= {"C03"}
    assert {f.ref.line for f in errors(wrong)} == {4}


@pytest.mark.parametrize("amount", ["", "五千", "#DIV/0!"])
def test_a_total_without_a_readable_amount_is_still_the_total(amount: str) -> None:
    notice = notice_of(TABLE.replace("合计\t\t60", f"合计\t\t{amount}"))
    assert notice.allocation is not None
    assert notice.allocation.total is not None
    assert notice.allocation.columns[0].full_name == "金额"
    assert {f.ref.line for f in errors(notice)} == {4}


def test_a_table_that_lost_its_tabs_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(TEXT.replace("\t", "  "), encoding="utf-8")
    found = [f for f in errors(read_notice([path])) if f.rule == "C53"]
    assert len(found) == 1
    assert "制表符" in found[0].message


def test_a_table_of_no_known_kind_is_named_as_not_checked() -> None:
    notice = notice_of(TABLE + "\n附件2\n某某一览表\n名称\t内容\n甲\t乙\n丙\t丁\n")
    found = [f for f in check(notice) if f.rule == "C53"]
    assert [(f.severity, f.ref.line) for f in found] == [(Severity.HINT, 11)]


def test_the_only_form_without_a_region_is_that_of_the_area() -> None:
    start = TEXT.index("附件2：")
    end = TEXT.index("附件2：", start + 4)
    text = (TEXT[:end]).replace("(2024年度 昌吉州)", "(2024年度)")
    notice = notice_of(text)
    assert [f.is_prefecture for f in notice.forms] == [True]
    assert "C42" not in {f.rule for f in errors(notice)}


def test_a_column_of_function_codes_is_neither_amounts_nor_a_table_of_codes() -> None:
    notice = notice_of(
        "2024年困难群众救助补助资金分配表\n单位：万元\n"
        "单位\t合计\t中央资金\t省级资金\t支出功能科目\n总计\t150\t100\t50\t\n"
        "市本级小计\t50\t30\t20\t\n市救助管理站\t30\t20\t10\t2082002\n"
        "市儿童福利院\t20\t10\t10\t2081001\n县市小计\t100\t70\t30\t\n"
        "轮台县\t40\t30\t10\t2082001\n尉犁县\t60\t40\t20\t2082001\n"
    )
    assert notice.code_tables == []
    assert errors(notice) == []
    assert [f.message for f in check(notice) if f.rule in ("C70", "C71", "G01", "G06")] == []
    assert [c.plain_name for c in notice.tables[0].columns] == ["合计", "中央资金", "省级资金"]


def test_signatures_below_a_table_are_no_row_of_it_and_no_table() -> None:
    notice = notice_of(TABLE + "制表人：张三\t复核人：\t2024年6月11日\n")
    assert errors(notice) == []
    assert notice.unread_tables == []
    assert len(notice.tables[0].rows) == 3


def test_a_line_above_a_table_that_tells_office_day_and_unit_is_no_header() -> None:
    notice = notice_of(
        "8月低保金发放表\n填报单位：民政局\t2024年8月5日\t单位：户、人、元\n"
        "乡镇\t户数\t人数\t金额\n双河街道\t10\t20\t9000\n妈姑镇\t20\t30\t8000\n合计\t30\t50\t17000\n"
    )
    assert errors(notice) == []
    assert notice.tables[0].columns[1].plain_name == "人数"


LISTED = """某州财政局关于下达2024年补助资金的通知
各县市财政局：
    现下达你单位补助资金60万元。
{list}
某州财政局
2024年5月6日
附件1
{table}"""


@pytest.mark.parametrize(
    "listing",
    [
        "附件：\n1.某分配表\n2.绩效目标表",
        "附件\n1.某分配表\n2.绩效目标表",
        "附 件：\n\n  1．某分配表\n  2．绩效目标表",
        "附件：1.某分配表\n2.绩效目标表",
    ],
)
def test_a_heading_above_a_list_of_attachments_is_no_label(listing: str) -> None:
    notice = notice_of(LISTED.format(list=listing, table=TABLE))
    assert [(e.number, e.name.text) for e in notice.entries] == [(1, "某分配表"), (2, "绩效目标表")]
    assert [a.number for a in notice.attachments] == [1]
    assert [s.text for s in notice.signatures] == ["某州财政局"]
    assert notice.date is not None


@pytest.mark.parametrize("label", ["附件：", "附件"])
@pytest.mark.parametrize("title", ["某分配表", "1.某分配表"])
def test_a_label_without_number_above_its_table_stays_a_label(label: str, title: str) -> None:
    notice = notice_of(f"{label}\n" + TABLE.replace("某分配表", title))
    assert [a.label.text if a.label else None for a in notice.attachments] == [label]
    assert notice.entries == []
