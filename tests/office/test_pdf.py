"""What LibreOffice prints as PDF is read like the document that it was printed from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from pdf_layouts import LAYOUTS, workbook, written

from office import convert
from support.printed import printed_notice
from xianbiao.checks import check
from xianbiao.model.findings import Finding
from xianbiao.readers import read_notice
from xianbiao.readers.docx import read_docx
from xianbiao.readers.pdf import read_pdf
from xianbiao.sheets.grid import Grid

NOTICES = ("changji-2023-70", "bazhou-2021-96")
PLACE = re.compile(r"第\d+页第\d+行|第\d+行|(?:第\d+页)?「表\d+」[A-Z]+\d+")
BLANKS = re.compile(r"\s+")

Said = Counter[tuple[str, str, str]]

MORE_THAN_TEXT: dict[str, Said] = {
    "changji-2023-70": Counter(),
    # Of a line of text the first bad number is named, of a table each cell has its own.
    "bazhou-2021-96": Counter({("C28", "hint", "“巴财社(2021)40号”的括号不规范"): 1}),
}


def said(findings: Iterable[Finding]) -> Said:
    """Findings without their places, which count pages and lines of their own."""
    return Counter((f.rule, str(f.severity), PLACE.sub("", f.message)) for f in findings)


def filled(grid: Grid) -> list[list[str]]:
    """The rows that hold something, without the blanks that a break of lines swallows."""
    rows = [[BLANKS.sub("", cell.text) for cell in row] for row in grid.rows]
    return [row for row in rows if any(row)]


def merged(grid: Grid) -> set[tuple[int, int, int, int]]:
    """The merged areas, counted in rows that hold something."""
    numbers = [n for n, row in enumerate(grid.rows) if any(not c.is_blank for c in row)]
    at = {row: number for number, row in enumerate(numbers)}
    return {(at[m.top], m.left, m.bottom - m.top, m.right) for m in grid.merges}


@pytest.fixture(scope="module")
def printed(soffice: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, each with the PDF that LibreOffice printed of it."""
    folder = tmp_path_factory.mktemp("printed")
    sources = written(folder)
    for name in NOTICES:
        text = (shared / "notices" / f"{name}.txt").read_text(encoding="utf-8")
        sources.append(printed_notice(text, folder / f"{name}.docx"))
    convert([*sources, workbook(folder / "表格.xlsx")], "pdf", folder)
    return folder


@pytest.mark.parametrize("name", [*LAYOUTS, *NOTICES])
def test_a_printed_document_has_the_rows_and_cells_of_its_source(name: str, printed: Path) -> None:
    source, pdf = read_docx(printed / f"{name}.docx"), read_pdf(printed / f"{name}.pdf")
    assert filled(pdf) == filled(source)
    assert merged(pdf) == merged(source)


@pytest.mark.parametrize("name", NOTICES)
def test_a_real_notice_has_the_same_faults_as_text_and_printed(
    name: str, printed: Path, shared: Path
) -> None:
    text = said(check(read_notice([shared / "notices" / f"{name}.txt"])))
    pdf = said(check(read_notice([printed / f"{name}.pdf"])))
    assert text - pdf == Counter()
    assert pdf - text == MORE_THAN_TEXT[name]


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        (
            "三页的表",
            [
                "表1从第.页到第.页，接成一张读；第.*页重复的表头去掉",
                "页码没有读",
                "昌吉州财政局内部文件",
            ],
        ),
        ("三页的表不重复表头", ["表1从第.页到第.页，接成一张读$", "页码没有读", "内部文件"]),
        ("首列合并", ["表1从第1页到第[23]页，接成一张读"]),
        ("跨页的行", ["第1.*页的最后一行没有完，与下一页第一行接成一行"]),
        ("横向A3", []),
        ("几张表", []),
        ("各种框线", []),
        ("竖排", []),
    ],
)
def test_what_was_put_together_is_said(name: str, remarks: list[str], printed: Path) -> None:
    found = read_pdf(printed / f"{name}.pdf").remarks
    assert len(found) == len(remarks)
    assert all(re.search(wanted, one) for wanted, one in zip(remarks, found, strict=True))


def test_a_sheet_that_prints_its_header_on_every_page_is_one_table(printed: Path) -> None:
    grid = read_pdf(printed / "表格.pdf")
    rows = filled(grid)
    assert rows[:3] == [
        ["2024年中央财政困难群众救助补助资金分配表"],
        ["单位：万元"],
        ["序号", "县市", "低保", "特困"],
    ]
    assert [row[0] for row in rows[3:]] == [str(n) for n in range(1, 101)]
    assert rows[4] == ["2", "第2县民政局救助专户", "1,001.00", "1.00"]
    assert "重复的标题去掉" in grid.remarks[0]
