"""Documents as a real program writes them are read like those they were made from."""

from pathlib import Path

import pytest

from office import convert
from support.documents import cell, document_of, numbered, paragraph, table, write_document
from xianbiao.readers.docx import read_docx
from xianbiao.sheets.grid import Grid

LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
BLOCKS = (
    paragraph("某财社〔2024〕5号"),
    paragraph("关于下达2024年困难群众救助补助资金预算的通知"),
    numbered("资金用途", 1),
    numbered("低保", 1, 1),
    numbered("特困", 1, 1),
    numbered("管理要求", 1),
    paragraph("附件1："),
    table(
        [
            [
                cell("县市", merge="restart"),
                cell("补助资金", span=2),
                cell("合计", merge="restart"),
            ],
            [cell("", merge="continue"), cell("低保"), cell("特困"), cell("", merge="continue")],
            [cell("甲县"), cell("100"), cell("10"), cell("110")],
            [cell("乙县"), cell("200"), cell("20"), cell("220")],
        ]
    ),
    paragraph("备注：按月发放"),
)


def seen(grid: Grid) -> list[list[object]]:
    return [[c.value or None for c in row] for row in grid.rows if any(c.value for c in row)]


@pytest.fixture(scope="module")
def documents(
    soffice: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Path, Path]]:
    """Documents, and each of them as LibreOffice has written it anew."""
    folder = tmp_path_factory.mktemp("documents")
    made = [write_document(folder / "编号和合并.docx", BLOCKS, numbering=LISTS)]
    for notice in sorted((shared / "notices").glob("*.txt")):
        text = notice.read_text(encoding="utf-8")
        made.append(document_of(text, folder / f"{notice.stem}.docx"))
    return list(zip(made, convert(made, "docx:MS Word 2007 XML", folder / "新"), strict=True))


def test_a_document_says_the_same_after_another_program_wrote_it(
    documents: list[tuple[Path, Path]],
) -> None:
    assert len(documents) >= 3
    for mine, written in documents:
        assert seen(read_docx(written)) == seen(read_docx(mine))


def test_counted_numbers_and_merged_cells_are_those_that_were_written(
    documents: list[tuple[Path, Path]],
) -> None:
    grid = read_docx(documents[0][1])
    lines = [row[0].text for row in grid.rows]
    assert lines[2:6] == ["一、资金用途", "1.低保", "2.特困", "二、管理要求"]
    at = next(n for n, row in enumerate(grid.rows) if row[0].text == "县市")
    merged = {(m.top - at, m.left, m.bottom - at, m.right) for m in grid.merges}
    assert merged == {(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)}
