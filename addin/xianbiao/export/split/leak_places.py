"""Where in the clerk's workbook stands what must not go to a recipient, in words."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree

from xianbiao.export.few import few
from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.figures import figures_in, number
from xianbiao.export.package.leak import Leak
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import parsed
from xianbiao.model.recipients import squeeze

_BESIDE_ROWS = {
    "headerFooter": "页眉页脚",
    "conditionalFormatting": "条件格式",
    "dataValidation": "数据有效性（下拉选项或提示）",
    "hyperlink": "超链接",
    "control": "控件（替代文字）",
    "protectedRange": "允许编辑区域的名称",
}
_HANGING = {
    "chart": "图表",
    "chartEx": "图表",
    "image": "图片",
    "drawing": "图形、图片或文本框",
    "vmlDrawing": "图形或批注框",
    "table": "表格（筛选、列名）",
    "printerSettings": "打印机设置",
    "ctrlProp": "控件（选项）",
}
_OF_THE_BOOK = (
    ("docProps/", "文件属性"),
    ("customXml/", "自定义 XML 数据（“文档检查器”里可以删去）"),
    ("xl/styles.xml", "单元格样式名或数字格式"),
    ("xl/cellimages.xml", "单元格图片的说明文字"),
    ("xl/richData/", "单元格图片的说明文字"),
)
_SHOWN = 3


def place_of(source: SourceBook, cut: Cut, leak: Leak) -> str:
    """The sheet and cells of the source that a leak came from, as near as can be told."""
    for sheet in cut.sheets:
        own = source.part_of(sheet.sheet).part
        if leak.part == own:
            return f"「{sheet.sheet}」{_in_sheet(source, sheet, leak.word)}"
        for kind, part in _below(source, own):
            if leak.part == part:
                if kind in ("comments", "threadedComment"):
                    return f"「{sheet.sheet}」{_commented(source, part, leak.word)}的批注"
                return f"「{sheet.sheet}」的{_HANGING.get(kind, part)}"
    if leak.part == source.workbook_part:
        return _named(source, leak.word)
    if leak.part == source.strings_part:
        for sheet in cut.sheets:
            if cells := _cells(source, sheet, leak.word):
                return f"「{sheet.sheet}」{cells}"
    return next((word for part, word in _OF_THE_BOOK if leak.part.startswith(part)), leak.part)


def _named(source: SourceBook, word: str) -> str:
    """The defined names that hold a word, by themselves or in what they mean."""
    found = [
        name.name
        for name in source.workbook.names
        if any(
            _holds(text, word)
            for text in (name.name, name.formula, *dict(name.attributes).values())
        )
    ]
    return f"名称管理器里的{few(found, _SHOWN, '个')}" if found else "名称管理器或工作表名"


def _below(source: SourceBook, part: str) -> Iterator[tuple[str, str]]:
    """The kinds and names of the parts that a sheet leads to."""
    for r in source.relationships(part):
        if r.part is not None and r.part in source.members and not r.leads_inside:
            yield r.kind, r.part
            if r.kind == "drawing":
                yield from _below(source, r.part)


def _in_sheet(source: SourceBook, cut: SheetCut, word: str) -> str:
    """The cells that hold a word, else what beside the rows holds it."""
    if found := _cells(source, cut, word):
        return found
    xml = source.sheet_once(cut.sheet)
    root = parsed(xml.skeleton, xml.part)
    for tag, called in _BESIDE_ROWS.items():
        holding = [e for e in root.iter(f"{{*}}{tag}") if _holds(_all_text(e), word)]
        if holding:
            return f"{_where(holding[0])}的{called}"
    return ""


def _cells(source: SourceBook, cut: SheetCut, word: str) -> str:
    """The cells of a sheet that hold a word, of those that a file gets."""
    xml = source.sheet_once(cut.sheet)
    found: list[str] = []
    for row in xml.rows():
        if not cut.rows.keeps(row.number):
            continue
        puts = cut.puts.get(row.number, {})
        for cell in row.cells():
            if cell.column_index in puts:
                continue
            place = f"{cell.column.decode()}{row.number}"
            if _holds(cell.text(source.strings), word):
                found.append(place)
            elif _holds(xml.formula(cell) or "", word):
                found.append(f"{place}的公式")
    return few(found, _SHOWN, "格")


def _where(element: etree._Element) -> str:
    """The cells that a rule or a link is for, "" where it has none."""
    inside = element.findtext("{http://schemas.microsoft.com/office/excel/2006/main}sqref")
    return element.get("sqref") or element.get("ref") or inside or ""


def _commented(source: SourceBook, part: str, word: str) -> str:
    root = parsed(source.content(part), part)
    comments = list(root.iter("{*}comment", "{*}threadedComment"))
    found = [e.get("ref", "") for e in comments if _holds(_all_text(e), word)]
    return "、".join(dict.fromkeys(found[:_SHOWN]))


def _all_text(element: etree._Element) -> str:
    attributes = [str(v) for e in element.iter(etree.Element) for v in e.attrib.values()]
    return "|".join(["".join(str(t) for t in element.itertext()), *attributes])


def _holds(text: str, word: str) -> bool:
    """Whether a text holds a name, or a figure that is written in any way."""
    if not text:
        return False
    value = number(word)
    if value is None:
        return word in squeeze(html.unescape(text))
    return number(text) == value or value in figures_in(text)
