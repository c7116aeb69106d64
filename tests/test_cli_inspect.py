"""xianbiao inspect: what was recognised, as a page for clerks and as JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from support.evaluations import FLAT
from support.grids import grid_of, write_grids
from xianbiao.cli import main


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "分配.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("附件1")
        for r, row in enumerate(
            [
                ["2024年资金分配表"],
                ["单位：万元"],
                ["县市", "合计", "中央", "甲口径"],
                ["合计", 30, 30, 5],
                ["昌吉市", 10, 10, None],
                ["阜康市", 20, 20, 5],
            ]
        ):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        workbook.add_worksheet("旧").hide()
    return path


def test_a_page_names_table_range_columns_rows_reasons_and_doubts(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(book)]) == 0
    page = capsys.readouterr().out
    for words in ("分配表", "A3:D6", "万元", "昌吉市", "合计", "依据", "没有认清", "甲口径", "D3"):
        assert words in page


def test_json_holds_every_value_with_its_cell(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", "--json", str(book)]) == 0
    (table,) = json.loads(capsys.readouterr().out)
    assert (table["kind"], table["range"], table["unit"]) == ("分配表", "A3:D6", "万元")
    assert [c["meaning"] for c in table["columns"]] == ["单位名称", "合计", "金额", "不明"]
    row = table["rows"][1]
    assert (row["name"], row["code"], row["kind"]) == ("昌吉市", "652301", "单位")
    assert row["values"]["1"] == {"cell": "B5", "state": "数", "value": 10, "raw": "10"}
    assert row["values"]["3"]["state"] == "空"
    assert [d["cell"] for d in table["doubts"]] == ["D3"]


def test_a_self_evaluation_is_shown_with_its_money_its_indicators_and_its_sums(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "自评表.xlsx"
    write_grids(path, [grid_of(FLAT.removeprefix("\n").replace("|99|15|", "|97|15|"))])
    assert main(["inspect", str(path)]) == 0
    page = capsys.readouterr().out
    for words in ("绩效自评表", "实际完成值", "资金和执行率", "≥1200人次", "按执行率计分"):
        assert words in page
    (line,) = (line for line in page.splitlines() if line.strip().startswith("C8 "))
    assert line.split() == ["C8", "救助准确率", "≥98%", "97", "15", "15", "未达标"]
    assert main(["inspect", "--json", str(path)]) == 0
    (table,) = json.loads(capsys.readouterr().out)
    found = table["evaluation"]
    assert found["money"][0]["spent"] == {"cell": "D3", "state": "数", "value": 285, "raw": "285"}
    assert found["items"][0]["is_execution"]
    assert found["items"][2]["indicators"][0]["verdict"] == "未达标"
    assert found["total"]["score"]["value"] == 97.5


def test_a_file_that_cannot_be_read_is_an_error_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK broken")
    assert main(["inspect", str(path)]) == 2
    assert "错误：" in capsys.readouterr().err


def test_a_file_without_tables_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("表").write("A1", "只有一句话")
    assert main(["inspect", str(path)]) == 1
    assert "认出 0 张表" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "region", "said", "sheet", "recipients"),
    [
        ("allocation", "652300", "县表工作簿", "附件1", 7),
        ("county", "652301", "县表导出的县文件", "绩效目标", 1),
    ],
)
def test_a_workbook_of_ours_is_known_by_its_own_list_of_tables(
    kind: str,
    region: str,
    said: str,
    sheet: str,
    recipients: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "工作簿.xlsx"
    assert main(["new", kind, str(path), "--region", region, "--year", "2025"]) == 0
    capsys.readouterr()
    assert main(["inspect", "--json", str(path)]) == 0
    tables = json.loads(capsys.readouterr().out)
    (found,) = (t for t in tables if t["sheet"] == sheet)
    assert len(found["recipients"]) == recipients
    assert "昌吉市" in found["recipients"]
    assert not any("-" in t["kind"] or t["kind"].isascii() for t in tables)
    assert main(["inspect", str(path)]) == 0
    page = capsys.readouterr()
    assert said in page.out
    assert "可信" not in page.out
    assert page.err == ""
