"""Word documents written as XML, for tests of reading them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument."
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ROOTS = {"header": "hdr", "footer": "ftr"}
"""What parts are called inside, where that is not their name."""
CELL_WIDTH = 1500
"""How wide a column is, in twentieths of a point."""
_CELL_WIDTH = re.compile(r'<w:tcW w:w="(\d+)"')


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list that Word counts."""
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return paragraph(text, f"<w:numPr>{place}</w:numPr>")


def cell(text: str, span: int = 1, merge: str | None = None) -> str:
    """A cell so many columns wide; `merge` is "restart" or "continue" where rows are merged."""
    properties = f'<w:tcW w:w="{span * CELL_WIDTH}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge is not None:
        properties += f'<w:vMerge w:val="{merge}"/>'
    lines = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of rows of cells."""
    lines = ["".join(row) for row in rows]
    wide = max(sum(int(w) for w in _CELL_WIDTH.findall(line)) for line in lines) // CELL_WIDTH
    grid = f'<w:gridCol w:w="{CELL_WIDTH}"/>' * wide
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """A table without merged cells, shorter rows filled up with blank ones."""
    width = max(map(len, rows))
    return table([[cell(t) for t in (*row, *[""] * (width - len(row)))] for row in rows])


def write_document(path: Path, blocks: Iterable[str], **parts: str) -> Path:
    """Write a .docx of these blocks; `parts` are further ones by the last word of their kind."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(["document.main", *parts]))
        package.writestr(
            "_rels/.rels",
            f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            f'{_XML}<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        )
        for kind, content in parts.items():
            root = _ROOTS.get(kind, kind)
            package.writestr(
                f"word/{kind}.xml", f'{_XML}<w:{root} xmlns:w="{MAIN}">{content}</w:{root}>'
            )
        body = f'<w:document xmlns:w="{MAIN}"><w:body>{"".join(blocks)}</w:body></w:document>'
        package.writestr("word/document.xml", _XML + body)
    return path


def _content_types(kinds: Iterable[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{kind.partition(".")[0]}.xml" '
        f'ContentType="{_TYPES}wordprocessingml.{kind}+xml"/>'
        for kind in kinds
    )
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def document_of(text: str, path: Path) -> Path:
    """A notice as text written as a document: lines with tabs that follow each other a table."""
    blocks: list[str] = []
    for is_table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if is_table:
            blocks.append(plain_table([line.split("\t") for line in lines]))
        else:
            blocks += [paragraph(line) for line in lines]
    return write_document(path, blocks)
