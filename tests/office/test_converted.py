"""Older formats as a real program writes them are read like the files that they came from."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from office import convert
from support.documents import document_of
from xianbiao.checks import check
from xianbiao.readers import read_notice

ROWS = (
    ("2024年困难群众救助补助资金分配表", "", "", ""),
    ("", "", "", "单位：万元"),
    ("县市", "中央资金", "自治区资金", "合计"),
    ("昌吉市", 600.5, 229, 829.5),
    ("阜康市", 400, 129, 529),
    ("呼图壁县", 500, 193, 693),
    ("玛纳斯县", 450, 129, 597),
)


def findings(path: Path) -> list[tuple[str, str, str]]:
    found = check(read_notice([path]))
    return [(f.rule, f.ref.where(), f.message) for f in found]


@pytest.fixture(scope="module")
def folder(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("older")


@pytest.mark.parametrize("suffix", [".xls", ".et", ".ods"])
def test_an_older_workbook_gives_the_same_findings(folder: Path, suffix: str) -> None:
    new = folder / "表.xlsx"
    with xlsxwriter.Workbook(str(new)) as book:
        sheet = book.add_worksheet("分配")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write(7, 0, "合计")
        for column in range(1, 4):
            letter = "ABCD"[column]
            value = sum(float(row[column]) for row in ROWS[3:])
            sheet.write_formula(7, column, f"=SUM({letter}4:{letter}7)", None, value)
    (old,) = convert([new], "ods" if suffix == ".ods" else "xls", folder / suffix[1:])
    known = findings(new)
    assert ("「分配」D7") in {place for _, place, _ in known}
    assert findings(old.rename(old.with_suffix(suffix))) == known


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_older_document_gives_the_same_findings(folder: Path, shared: Path, suffix: str) -> None:
    text = (shared / "notices" / "bazhou-2021-96.txt").read_text(encoding="utf-8")
    new = document_of(text, folder / "通知.docx")
    (open_document,) = convert([new], "odt", folder / "odt")
    (old,) = convert([open_document], "doc", folder / suffix[1:])
    known = findings(new)
    assert len(known) > 50
    assert findings(old.rename(old.with_suffix(suffix))) == known
