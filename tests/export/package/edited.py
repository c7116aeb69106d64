"""Adds what XlsxWriter cannot write to the workbooks of workbooks.py, by editing their parts."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from cutting import parts
from injected import relation
from workbooks import Made

BOOK, SHEET_PART = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NEWER = "http://schemas.microsoft.com/office/drawing/2010/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_AFTER_DRAWING = ("legacyDrawing", "picture", "oleObjects", "controls", "tableParts", "extLst")
_AFTER_CONTROLS = ("tableParts", "extLst")


class Edited:
    """The parts of a workbook under construction."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self.parts = parts(made.path)

    def saved(self, path: Path) -> Made:
        """The workbook as a file, with the plan of the one that it was made from."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return Made(path.stem, path, self._made.plan)

    def change(self, part: str, old: str, new: str) -> None:
        """Exchange a text of a part that must hold it."""
        before = self.parts[part].decode()
        assert old in before, f"{part} does not hold {old}"
        self.parts[part] = before.replace(old, new, 1).encode()

    def add(self, part: str, content: str | bytes, kind: str) -> None:
        """Add a part with its content type."""
        self.parts[part] = content.encode() if isinstance(content, str) else content
        override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
        self.change("[Content_Types].xml", "</Types>", f"{override}</Types>")

    def relate(self, part: str, identity: str, kind: str, target: str) -> None:
        """Let a part lead to another, or to the outside where the target has a scheme."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        empty = f'<Relationships xmlns="{_RELS}"></Relationships>'.encode()
        self.parts.setdefault(rels, empty)
        mode = ' TargetMode="External"' if ":" in target else ""
        kind = kind if "/" in kind else relation(kind)
        line = f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{mode}/>'
        self.change(rels, "</Relationships>", f"{line}</Relationships>")

    def put(self, xml: str, before: tuple[str, ...]) -> None:
        """Put an element of the sheet before the first of some that it has, or at its end."""
        sheet = self.parts[SHEET_PART].decode()
        ends = (*before, "/worksheet")
        at = next(m.start() for tag in ends if (m := re.search(rf"<{tag}\b", sheet)))
        self.parts[SHEET_PART] = f"{sheet[:at]}{xml}{sheet[at:]}".encode()

    def set_cell(self, place: str, content: str) -> None:
        """Append a cell to the row of its place."""
        row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        pattern = rf'(<row r="{row}".*?)</row>'
        sheet = self.parts[SHEET_PART].decode()
        cell = f'\\1<c r="{place}" {content}</c></row>'
        made, count = re.subn(pattern, cell, sheet, count=1, flags=re.DOTALL)
        assert count == 1
        self.parts[SHEET_PART] = made.encode()

    def draw(self, anchors: str) -> str:
        """Give the sheet a drawing; the name of its part."""
        part = "xl/drawings/drawing9.xml"
        spaces = f'xmlns:xdr="{DRAWING}" xmlns:a="{ART}" xmlns:r="{RELATIONS}"'
        kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
        self.add(part, f"<xdr:wsDr {spaces}>{anchors}</xdr:wsDr>", kind)
        self.relate(SHEET_PART, "rIdDrawing", "drawing", "../drawings/drawing9.xml")
        self.put('<drawing r:id="rIdDrawing"/>', _AFTER_DRAWING)
        return part

    def draw_legacy(self, shapes: str) -> str:
        """Give the sheet a legacy drawing; the name of its part."""
        part = "xl/drawings/vmlDrawing9.vml"
        spaces = " ".join(
            f'xmlns:{k}="urn:schemas-microsoft-com:{v}"'
            for k, v in (("v", "vml"), ("o", "office:office"), ("x", "office:excel"))
        )
        kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
        self.add(part, f"<xml {spaces}>{shapes}</xml>", kind)
        self.relate(SHEET_PART, "rIdLegacy", "vmlDrawing", "../drawings/vmlDrawing9.vml")
        self.put('<legacyDrawing r:id="rIdLegacy"/>', _AFTER_DRAWING[1:])
        return part

    def control(self, controls: str) -> None:
        """Give the sheet form controls or ActiveX controls."""
        self.put(f"<controls>{controls}</controls>", _AFTER_CONTROLS)


def anchor(row: int, inside: str, *, wrapped: bool = False) -> str:
    """An anchor of a drawing in a row, from 1; `wrapped` in a choice as newer shapes are."""
    points = "".join(
        f"<xdr:{name}><xdr:col>{col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row - 1}"
        f"</xdr:row><xdr:rowOff>{off}</xdr:rowOff></xdr:{name}>"
        for name, col, off in (("from", 6, 0), ("to", 7, 9000))
    )
    whole = f"<xdr:twoCellAnchor>{points}{inside}<xdr:clientData/></xdr:twoCellAnchor>"
    if not wrapped:
        return whole
    return (
        f'<mc:AlternateContent xmlns:mc="{_CHOICE}"><mc:Choice xmlns:a14="{_NEWER}"'
        f' Requires="a14">{whole}</mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )


def picture_of(relationship: str, extension: str = "") -> str:
    """A picture as it stands in an anchor."""
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="7" name="图"/><xdr:cNvPicPr>{extension}'
        f'</xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="{relationship}"/><a:stretch>'
        "<a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr/></xdr:pic>"
    )


def text_box(text: str) -> str:
    """A text box as it stands in an anchor."""
    return (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="8" name="框"/><xdr:cNvSpPr/>'
        "</xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r>"
        f"<a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
