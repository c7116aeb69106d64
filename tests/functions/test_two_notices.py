"""The functions on the tables of the two real notices: they find what the rules find."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from functions.asking import ask, ask_column, ask_rows, column
from xianbiao.checks.diagnose import diagnose
from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.model.forms import FundRole
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

DEMO = Path(__file__).resolve().parents[2] / "addin" / "xianbiao" / "demo"


@cache
def notice(name: str) -> Notice:
    return read_notice([DEMO / f"{name}.txt"])


def changji() -> Notice:
    return notice("changji-2023-70")


def bazhou() -> Notice:
    return notice("bazhou-2021-96")


def table_of(found: Notice) -> AllocationTable:
    assert found.allocation is not None
    return found.allocation


def names_and_amounts(found: Notice) -> list[list[object]]:
    """The rows of the table as two columns of a sheet, the final amount as printed."""
    table = table_of(found)
    rows = []
    for row in table.rows:
        amount = table.final_amount(row)
        rows.append([row.name.text, amount.raw if amount else None])
    return rows


def form_amounts(found: Notice) -> list[list[object]]:
    """Region and 下达金额 of every form of a county."""
    return [
        [form.region, line.amount.value]
        for form in found.forms
        if not form.is_prefecture
        for line in form.funds
        if line.role is FundRole.TOTAL
    ]


def test_the_total_of_the_prefecture_form_is_off_by_nine() -> None:
    amounts = column(*(float(str(r[1])) for r in names_and_amounts(changji())))
    assert ask("XB_CHECK", 5189, amounts) == "✘差 −9"
    assert ask("XB_CHECK", 5198, amounts) == "✔平"
    assert ask("XB_WHY", 5189, amounts).startswith(
        "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89"
    )


def test_the_cause_is_the_one_that_the_rule_finds() -> None:
    rows = names_and_amounts(changji())
    parts = [(str(name), Decimal(str(amount))) for name, amount in rows]
    for printed in (5189, 51980, 4369, 6027, 5198 - 2 * 529):
        found = diagnose(Decimal(printed), sum((a for _, a in parts), Decimal(0)), parts)
        assert found is not None
        figures = [[name, float(amount)] for name, amount in parts]
        assert ask("XB_WHY", printed, figures).startswith(found.text)


def test_the_forms_of_the_counties_tie_with_the_table() -> None:
    rows = ask_rows("XB_TIE", names_and_amounts(changji()), form_amounts(changji()))
    assert [row[3] for row in rows[1:]] == ["0"] * 7


@pytest.mark.parametrize("group", range(2))
def test_every_row_of_the_adjustment_holds(group: int) -> None:
    table = table_of(bazhou())
    before, change, after = (
        [c for c in table.columns if c.role is role][group]
        for role in (ColumnRole.BEFORE, ColumnRole.CHANGE, ColumnRole.AFTER)
    )
    rows = list(table.all_rows())
    cells = [column(*(row.amount(c).raw for row in rows)) for c in (before, change, after)]
    answers = ask_column("XB_ADJUST", *cells)
    assert len(answers) == 13
    assert {answer[0] for answer in answers} == {"✔"}


def test_the_totals_of_every_column_of_the_adjustment_are_level() -> None:
    table = table_of(bazhou())
    assert table.total is not None
    totals = [[float(table.total.amount(c).value or 0) for c in table.columns]]
    parts = [
        [None if (v := row.amount(c).value) is None else float(v) for c in table.columns]
        for row in table.rows
    ]
    assert ask_rows("XB_CHECK", totals, parts) == [["✔平"] * 9]
    totals[0][4] += 90
    assert ask_rows("XB_CHECK", totals, parts)[0][4] == "✘差 +90"


def test_every_county_of_both_notices_is_known_by_name_and_code() -> None:
    for found, expected in ((changji(), 7), (bazhou(), 9)):
        names = column(*(row.name.text for row in table_of(found).rows))
        codes = ask_column("XB_UNITCODE", names)
        assert sum(code.isdigit() for code in codes) == expected
        institutions = [c for c in codes if not c.isdigit()]
        assert all("不在县市名单里" in code for code in institutions)


def test_every_code_of_the_notice_has_its_full_name() -> None:
    (table,) = changji().code_tables
    answers = ask_column("XB_SUBJECT", column(*(row.code.text for row in table.rows)), 2024)
    assert len(answers) == 9
    assert not any(a.startswith("#") for a in answers)


def test_every_target_that_the_notice_prints_is_read_or_refused_in_words() -> None:
    values = [p.value for form in bazhou().forms for p in form.placed if p.value]
    assert len(values) > 10
    for answer in ask_column("XB_TARGETOK", column(*values)):
        assert answer.startswith(("✔", "✘无法识别"))


def test_the_working_days_of_the_notice_end_on_the_monday() -> None:
    assert ask("XB_DUE", "2021-12-22", "收到自治区财政调整资金文件3个工作日内") == "2021-12-27"


def test_the_numbers_of_the_documents_are_put_into_form() -> None:
    assert ask("XB_DOCNO", "巴财社(2021)3号") == "巴财社〔2021〕3号"
    for found in (changji(), bazhou()):
        assert found.number is not None
        assert ask("XB_DOCNO", found.number.text) == found.number.text
