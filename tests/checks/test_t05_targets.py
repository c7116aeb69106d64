"""T05 and T06 on target values with two figures: what is found, where, and what to do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.readers import read_notice

from .edit import BASE, line_of, made

NAME = "政策知晓率"
ROW = f"{NAME}\t≥82%"


def found(prefecture: str, county: str) -> list[Finding]:
    """What T05 and T06 say where the prefecture and its first county demand this.

    The prefecture's form comes first.
    """
    head, _, rest = BASE.partition(ROW)
    changed = f"{head}{NAME}\t{prefecture}" + rest.replace(ROW, f"{NAME}\t{county}", 1)
    text, notice = made(changed)
    assert notice.forms[0].is_prefecture
    findings = [f for f in check(notice) if f.rule in ("T05", "T06")]
    line = line_of(text, NAME, 2)
    return [f for f in findings if f.ref.line == line]


@pytest.mark.parametrize(
    "value", ["90%-95%", "[90%,95%]", "90%～95%", "控制在90%至95%之间", "90%±5%"]
)
def test_a_range_is_understood(value: str) -> None:
    assert found(value, value) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("95%-90%", "写反了"),
        ("≥90%-95%", "互相矛盾"),
        ("1：", "没有写完"),
        ("±", "“±”后面没有数"),
        ("8:30", "像时刻"),
        ("2023-12", "像日期"),
        ("6月-12月", "像起止日期"),
    ],
)
def test_a_badly_written_one_is_told_with_what_is_wrong(value: str, words: str) -> None:
    (fault,) = found("≥82%", value)
    assert (fault.rule, fault.severity) == ("T05", Severity.ERROR)
    assert f"的指标值“{value}”" in fault.message
    assert words in fault.message
    assert fault.suggestion


@pytest.mark.parametrize(
    ("prefecture", "county", "severity"),
    [
        ("90%-95%", "91%-94%", None),
        ("90%-95%", "85%-95%", Severity.ERROR),
        ("≥90%", "85%-95%", Severity.ERROR),
        ("90%-95%", "≥80%", Severity.ERROR),
        ("90%-95%", "≥92%", Severity.HINT),
        ("90%-95%", "93%-97%", Severity.HINT),
        ("稳步提高", "93%-97%", Severity.HINT),
        ("≥1∶4", "1∶3", None),
        ("≥1∶4", "1∶5", Severity.ERROR),
        ("1∶4", "1∶5", Severity.HINT),
    ],
)
def test_a_county_demands_no_less_than_the_prefecture(
    prefecture: str, county: str, severity: Severity | None
) -> None:
    faults = found(prefecture, county)
    assert [(f.rule, f.severity) for f in faults] == ([("T06", severity)] if severity else [])
    for fault in faults:
        told = "比不出哪个要求高" if severity is Severity.HINT else "弱于"
        assert told in fault.message
        assert (fault.left, fault.right) == (county, prefecture)


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (
            dt.datetime(2024, 1, 3),
            'm"月"d"日"',
            "是日期：在常规格式的单元格里写 1-3，Excel 会改成日期",
        ),
        (dt.time(1, 3), "h:mm", "是时刻：在常规格式的单元格里写 1:3，Excel 会改成时刻"),
    ],
)
def test_what_a_spreadsheet_made_of_two_figures_is_said(
    tmp_path: Path, value: dt.datetime | dt.time, number_format: str, words: str
) -> None:
    path = tmp_path / "通知.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": number_format})
        for row, line in enumerate(BASE.split("\n")):
            for column, text in enumerate(line.split("\t")):
                sheet.write_string(row, column, text)
                if column and text == "≥82%" and row > line_of(BASE, NAME, 1):
                    sheet.write_datetime(row, column, value, look)
    faults = [f for f in check(read_notice([path])) if f.rule == "T05"]
    assert len(faults) == BASE.count(ROW) - 1
    assert all(words in f.message for f in faults)
    assert all("文本" in (f.suggestion or "") for f in faults)
