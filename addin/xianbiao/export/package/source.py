"""A clerk's workbook opened as a package, and what of it cannot go into a county's file."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from xianbiao.export.package.archive import Member, read_archive
from xianbiao.export.package.relationships import (
    CONTENT_TYPES,
    ContentTypes,
    Relationship,
    read_content_types,
    read_relationships,
    rels_of,
)
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import PART_KIND, SharedStrings
from xianbiao.export.package.workbook_xml import SheetEntry, WorkbookXml, sheets_listed, workbook_of
from xianbiao.export.package.xml_text import in_utf8
from xianbiao.model.errors import UnreadableFile
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace
from xianbiao.model.refs import Ref
from xianbiao.readers.package import STRICT, file_bytes

_CFB = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REMEMBERED = 256
_INFLATED = 16 << 20
"""Bytes of inflated parts that are kept, so that none of them is inflated for each reader."""
_TEXTS = (".xml", ".rels", ".vml")
_DRAWING = expression(r"drawings/drawing\d*\.xml$", re.IGNORECASE)
_MACRO = expression(r"macroEnabled|\.binary\.|ms-excel\.sheet\.binary", re.IGNORECASE)
NOT_CARRIED = {
    "calcChain": "",
    "thumbnail": "",
    "pivotCacheDefinition": "数据透视表的缓存去掉，格子里的数保留",
    "pivotTable": (
        "数据透视表变成普通格子，里面的数照原样，不按本单位汇总；"
        "要透视表的，在拆出的文件里用本单位的行重新插入"
    ),
    "slicerCache": "切片器去掉",
    "slicer": "切片器去掉",
    "timelineCache": "日程表去掉",
    "timeline": "日程表去掉",
    "externalLink": "到其他工作簿的链接去掉，公式换成结果",
    "externalLinkPath": "",
    "connections": "数据连接去掉",
    "queryTable": "查询去掉，格子里的数保留",
    "xmlMaps": "XML 映射去掉",
    "revisionHeaders": "共享工作簿的修订记录去掉",
    "usernames": "",
    "vbaProject": "宏去掉，调用宏里函数的公式换成结果",
    "jdeExtension": "JS 宏去掉，调用宏里函数的公式换成结果",
    "jsProject": "JS 宏去掉，调用宏里函数的公式换成结果",
    "vbaProjectSignature": "",
    "attachedToolbars": "自定义工具栏去掉",
    "oleObject": "嵌入的对象去掉",
    "package": "嵌入的文件去掉",
    "control": "ActiveX 控件去掉",
    "activeXControlBinary": "",
    "origin": "数字签名去掉（内容变了，签名不再成立）",
    "extensibility": "自定义功能区去掉",
    "ui": "自定义功能区去掉",
    "xlMacrosheet": "宏表去掉",
    "dialogsheet": "对话框表去掉",
    "customProperty": "",
    "namedSheetView": "各人自己的筛选视图去掉",
    "tableSingleCells": "",
    "volatileDependencies": "",
    "webextension": "加载项去掉",
    "webextensiontaskpanes": "加载项去掉",
    "wsSortMap": "",
    "powerPivotData": "数据模型去掉",
    "macrosheet": "宏表去掉",
}
"""Relationships that a county's file does not get, each with what the clerk is told about it."""


class SheetPart(Record, frozen=True):
    """A sheet with the part that holds it and its kind: worksheet, chartsheet …"""

    entry: SheetEntry
    part: str
    kind: str


class SourceBook:
    """A workbook whose parts are inflated only when they are asked for."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnreadableFile when the bytes are no workbook that can be cut."""
        self.file = file
        _require_package(data, file)
        self.members: dict[str, Member] = {m.name: m for m in read_archive(data, file)}
        types = self._stored(CONTENT_TYPES)
        if types not in self.members:
            raise _damaged(file, "没有内容类型表")
        self._contents: dict[str, bytes] = {}
        self._room = _INFLATED
        known = read_content_types(self.content(types))
        own = {self._stored(part): kind for part, kind in known.overrides.items()}
        self.types = ContentTypes(known.defaults, own)
        self._relationships: dict[str, list[Relationship]] = {}
        self.root = self.relationships("")
        start = next((r.part for r in self.root if r.kind == "officeDocument"), None)
        if start is None or start not in self.members:
            raise _damaged(file, "里面没有工作簿")
        self.workbook_part = start
        if (self.types.of(start) or "").endswith("binary.macroEnabled.main"):
            raise UnreadableFile(
                "不能导出二进制工作簿（.xlsb）", ref=Ref(file), todo="另存为 .xlsx 后再导出"
            )
        self.was_strict = STRICT in self.content(start)[:4000]
        if self.was_strict:
            self._take_usual_form()
        by_id = {r.id: r for r in self.relationships(start)}
        self.sheets: list[SheetPart] = []
        for entry in sheets_listed(self.content(start), start):
            r = by_id.get(entry.relationship)
            if r is None or r.part is None or r.part not in self.members:
                raise _damaged(file, f"工作表“{entry.name}”的部件不见了")
            self.sheets.append(SheetPart(entry, r.part, r.kind))
        parts = {s.part for s in self.sheets}
        relationships = self.relationships(start)
        self.sheet_relationships = {
            r.id: (at, r) for at, r in enumerate(relationships) if r.part in parts
        }
        self.other_relationships = [r for r in relationships if r.part not in parts]
        self._by_name = {s.entry.name: s for s in self.sheets}
        place = next((r.part for r in by_id.values() if r.kind == PART_KIND and r.part), None)
        self.strings_part = place if place in self.members else None
        self._sheets: dict[str, SheetXml] = {}

    def _take_usual_form(self) -> None:
        from xianbiao.readers.strict import usual_form

        parts = [(name, self.content(name)) for name in self.members]
        usual = usual_form(parts, self.workbook_part, self.content(self.workbook_part))
        self.members = {name: Member.of(name, data) for name, data in usual}
        self._contents.clear()
        self._room = _INFLATED
        self._relationships.clear()
        self.root = self.relationships("")

    @classmethod
    def open(cls, path: Path) -> SourceBook:
        """The workbook of a file."""
        return cls(file_bytes(path), str(path))

    @cached_property
    def workbook(self) -> WorkbookXml:
        """The workbook part, read when a file is cut."""
        return workbook_of(self.content(self.workbook_part), self.workbook_part)

    @cached_property
    def strings(self) -> SharedStrings:
        """The shared strings, read when a cell is."""
        part = self.strings_part
        return SharedStrings(None if part is None else self.content(part))

    def content(self, part: str) -> bytes:
        """What a part holds."""
        known = self._contents.get(part)
        if known is None:
            known = self.members[part].content()
            if part.endswith(_TEXTS):
                known = in_utf8(known)
                if part.endswith(".vml"):
                    from xianbiao.export.package.vml import with_usual_prefixes

                    known = with_usual_prefixes(known)
            if len(known) <= self._room:
                self._room -= len(known)
                self._contents[part] = known
        return known

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part, "" for the package."""
        if (known := self._relationships.get(part)) is not None:
            return known
        name = self._stored(rels_of(part))
        found: list[Relationship] = []
        if name in self.members:
            read = read_relationships(self.content(name), part)
            found = [r if r.part is None else self._led(r, r.part) for r in read]
        if len(self._relationships) < _REMEMBERED:
            self._relationships[part] = found
        return found

    def _led(self, relationship: Relationship, part: str) -> Relationship:
        stored = self._stored(part)
        return relationship if stored == part else replace(relationship, part=stored)

    def _stored(self, part: str) -> str:
        """The name under which a part is stored: neither case nor `%` signs tell parts apart."""
        if part in self.members or not part:
            return part
        return self._by_folded.get(_folded(part), part)

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {_folded(name): name for name in self.members}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The sheets whose tabs are shown."""
        return frozenset(s.entry.name for s in self.sheets if s.entry.is_visible)

    def part_of(self, name: str) -> SheetPart:
        """A sheet by its name."""
        return self._by_name[name]

    def sheet(self, name: str) -> SheetXml:
        """The XML of a sheet that every file shares, kept for the next file."""
        if name not in self._sheets:
            self._sheets[name] = self.sheet_once(name)
        return self._sheets[name]

    def sheet_once(self, name: str, like: SheetXml | None = None) -> SheetXml:
        """The XML of a sheet that only one file needs, not kept; `like` is one of its kind."""
        part = self.part_of(name).part
        return self._sheets.get(name) or SheetXml(self.content(part), part, like)

    @cached_property
    def has_macros(self) -> bool:
        """Whether the workbook holds macros."""
        return any(_MACRO.search(t) for t in self.types.overrides.values())

    @property
    def not_carried(self) -> list[str]:
        """What no county's file gets, in words for the clerk."""
        kinds = [r.kind for r in self.root]
        for part in self.members:
            if part.endswith(".rels"):
                kinds += [r.kind for r in read_relationships(self.content(part), "")]
        words = [NOT_CARRIED[k] for k in dict.fromkeys(kinds) if NOT_CARRIED.get(k)]
        if charts := [s.entry.name for s in self.sheets if s.kind == "chartsheet"]:
            words.append(f"图表工作表不给单位：{'、'.join(charts)}；要给的把图表移到普通工作表里")
        if self.was_strict:
            words.append("“Strict Open XML”格式的工作簿，单位文件是普通的 .xlsx，内容照样")
        drawings = [p for p in self.members if _DRAWING.search(p)]
        if any(b"cameraTool" in self.content(p) for p in drawings):
            words.append(
                "照相机拍的表格图片（链接的图片）不再随格子变；拍了别的单位的行或改动过的格的去掉"
            )
        return list(dict.fromkeys(words))


def _folded(part: str) -> str:
    if "%" not in part:
        return part.lower()
    from urllib.parse import unquote

    return unquote(part).lower()


def _require_package(data: bytes, file: str) -> None:
    if data.startswith(_CFB):
        locked = _ENCRYPTED in data
        raise UnreadableFile(
            "工作簿有打开密码" if locked else "这是旧的 .xls 格式",
            ref=Ref(file),
            expected="没有打开密码的 .xlsx 或 .xlsm",
            todo="在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx"
            if locked
            else "在 Excel 或 WPS 里另存为 .xlsx 后再导出",
        )
    if not data.startswith(b"PK"):
        raise _damaged(file, "不是 .xlsx 工作簿")


def _damaged(file: str, found: str) -> UnreadableFile:
    return UnreadableFile(
        "工作簿已损坏，读不出来",
        ref=Ref(file),
        found=found,
        expected="能在 Excel 或 WPS 里打开的 .xlsx、.xlsm",
        todo="用 Excel 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )
