"""Recognises a table of function codes: names × codes, in printed order."""

from __future__ import annotations

from xianbiao.model.codes import CodeRow, CodeTable
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.sheets.grid import Block

_CODE = expression(r"\d{3,9}")


def read_codes(block: Block) -> CodeTable | None:
    """The code table of a block, None where its header names no code column."""
    header = [c.as_text() for c in block.rows[0]]
    words = [plain(c.text) for c in header]
    code = next((i for i, w in enumerate(words) if "代码" in w or "编码" in w), None)
    name = next((i for i, w in enumerate(words) if "名称" in w or w == "科目"), None)
    body = block.rows[1:]
    if code is None:
        code = next(
            (
                i
                for i in range(len(header))
                if sum(1 for r in body if i < len(r) and _CODE.fullmatch(plain(r[i].text))) * 2
                >= len(body)
            ),
            None,
        )
    if code is None:
        return None
    if name is None:
        name = next((i for i in range(len(header)) if i != code), None)
    if name is None:
        return None
    rows = [
        CodeRow(name=row[name].as_text(), code=row[code].as_text())
        for row in body
        if len(row) > max(name, code) and not (row[name].is_blank and row[code].is_blank)
    ]
    return CodeTable(block.title, block.label, header, rows, name, code)
