"""Parts of a sheet that stands several times in one workbook: what may be there only once."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from xianbiao.export.markup import attribute
from xianbiao.export.package.renames import Renames
from xianbiao.export.package.xml_text import unescaped
from xianbiao.model.errors import ExportRefused
from xianbiao.model.expressions import expression
from xianbiao.model.refs import Ref

_SELECTED = expression(rb'(<(?:\w+:)?sheetView\b[^>]*?)\stabSelected="[^"]*"')
_VIEW = expression(rb"<(?:\w+:)?sheetView\b")
_CODE_NAME = expression(rb'(<(?:\w+:)?sheetPr\b[^>]*?)\scodeName="[^"]*"')
_FORMULA = expression(rb"<f(?:\s[^>]*)?>([^<]+)</f>(<v>)?")
_GUID = rb"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"
_IDENTITY = expression(rb'\s(?:xr\d*:uid|id)="(%b)"' % _GUID)
_ANY_GUID = expression(_GUID)
_TABLE = expression(rb"<(?:\w+:)?table\b[^>]*>")
_NUMBER = expression(rb'\sid="\d+"')
_NAME = expression(rb'(\s(?:name|displayName))="[^"]*"')
_SPACE = uuid.UUID("6f1f2c1e-6f2b-5d0a-9a55-2f0f7c2b9b11")


def unselected(sheet: bytes) -> bytes:
    """A sheet whose tab is not the open one."""
    return _SELECTED.sub(rb"\1", sheet)


def selected(sheet: bytes) -> bytes:
    """A sheet whose tab is the open one."""
    return _VIEW.sub(lambda m: m[0] + b' tabSelected="1"', unselected(sheet), count=1)


def without_code_name(sheet: bytes) -> bytes:
    """A sheet without the name by which macros called it: no two may have the same."""
    return _CODE_NAME.sub(rb"\1", sheet, count=1)


def without_formulas_by_title(sheet: bytes, renames: Renames) -> bytes:
    """A sheet in which formulas that find sheets by their titles have become their results.

    Raises ExportRefused where one stores no result.
    """

    def fixed(match: re.Match[bytes]) -> bytes:
        text = unescaped(match[1])
        if not renames.depends_on_titles(text):
            return match[0]
        if match[2] is None:
            raise ExportRefused(
                "公式要换成结果，但文件里没有存结果",
                ref=Ref("", renames.title),
                found=f"={text}",
                todo="用 Excel 或 WPS 打开工作簿，重新计算后保存，再导出",
            )
        return match[2]

    return _FORMULA.sub(fixed, sheet)


def own_identities(parts: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """The parts of one sheet with identities (of threads, rules, tables) that no other sheet has.

    They follow from the old ones and the title, so that the same source gives the same bytes.
    """
    old = {found for data in parts.values() for found in _IDENTITY.findall(data)}
    new = {
        identity: b"{%b}" % str(uuid.uuid5(_SPACE, f"{title} {identity.decode()}")).upper().encode()
        for identity in old
    }
    if not new:
        return dict(parts)
    return {
        name: _ANY_GUID.sub(lambda m: new.get(m[0], m[0]), data) for name, data in parts.items()
    }


def renamed_table(table: bytes, number: int, name: str) -> bytes:
    """A table with another number and another name."""
    called = b"=" + attribute(name).encode()

    def tag(match: re.Match[bytes]) -> bytes:
        text = _NUMBER.sub(b' id="%d"' % number, match[0], count=1)
        return _NAME.sub(lambda m: m[1] + called, text)

    return _TABLE.sub(tag, table, count=1)
