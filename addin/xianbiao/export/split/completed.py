"""Results of formulas that a workbook does not store, put where every reader looks for them.

Programs other than a spreadsheet save formulas without results, or with zeros. Amounts are read
from what is stored: without this they would be blank in a county's file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from xianbiao.export.package.archive import Member, archive, pack
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import escaped, plain
from xianbiao.export.split.opening import Opened
from xianbiao.model.expressions import expression
from xianbiao.model.records import replace
from xianbiao.readers.formulas import ERRORS
from xianbiao.readers.number_formats import to_serial
from xianbiao.readers.xlsx import results_to_store

_CELL = expression(rb"<c\b[^>]*?\br=\"([A-Z]+\d+)\"[^>]*(?<!/)>(.*?)</c>", re.DOTALL)
_FORMULA = expression(rb"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)
_TYPE = expression(rb"\st=\"\w+\"")
_TOLD = 3
"""How many places are named to the clerk."""


def completed(opened: Opened) -> Opened:
    """The workbook with the results of all formulas; the same where it stores them itself.

    The clerk is told which were computed. Raises UnreadableFile for a formula without a result.
    """
    results = results_to_store(opened.path)
    if not results:
        return opened
    source = opened.source
    by_sheet: dict[str, dict[str, object]] = {}
    for (sheet, place), value in results.items():
        by_sheet.setdefault(sheet, {})[place] = value
    changed: dict[str, bytes] = {}
    for sheet, values in by_sheet.items():
        part = source.part_of(sheet).part
        changed[part] = _with_results(plain(source.content(part), part), values)
    members = (
        Member.of(name, changed[name]) if name in changed else member
        for name, member in source.members.items()
    )
    book = SourceBook(archive(pack(members)), source.file)
    return replace(opened, source=book, notes=(*opened.notes, _note(results)))


def _with_results(data: bytes, values: Mapping[str, object]) -> bytes:
    """A sheet whose formulas at these addresses store these results."""

    def store(cell: re.Match[bytes]) -> bytes:
        place = cell[1].decode()
        formula = _FORMULA.search(cell[2])
        if place not in values or formula is None:
            return cell[0]
        kind, value = _stored(values[place])
        head = _TYPE.sub(b"", cell[0][: cell.start(2) - cell.start() - 1])
        return b"%b%b>%b<v>%b</v></c>" % (head, kind, formula[0], value)

    return _CELL.sub(store, data)


def _stored(value: object) -> tuple[bytes, bytes]:
    """The type of a cell with such a result, and what it stores."""
    match value:
        case bool():
            return b' t="b"', b"%d" % value
        case int() | float():
            return b"", repr(value).encode()
        case dt.date():
            return b"", repr(to_serial(value)).encode()
        case str() if value in ERRORS:
            return b' t="e"', escaped(value)
    return b' t="str"', escaped("" if value is None else str(value))


def _note(results: Mapping[tuple[str, str], object]) -> str:
    places = "、".join(f"「{sheet}」{place}" for sheet, place in list(results)[:_TOLD])
    more = " 等" if len(results) > _TOLD else ""
    return (
        f"{len(results)} 格公式没有存结果（{places}{more}），"
        "按公式算出后导出；最好先用 Excel 或 WPS 打开，保存一次"
    )
