"""The macro-enabled template: a blank workbook of the templates with macros and form buttons."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from vba_project import Module, Project
from vba_project.source import WORKBOOK_BASE, document

from office_files.package import (
    SHEET_RELATIONSHIP,
    SHEET_TYPE,
    WORKBOOK_TYPE,
    Parts,
)
from office_files.tables import Table, sheet_xml

PROJECT = "XianbiaoTemplate"
WORDS_SHEET = "_words"

_VML_PART = "xl/drawings/vmlDrawing1.vml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml\Z")
_FIRST = "xl/worksheets/sheet1.xml"
_WIDTH, _HEIGHT, _GAP = 128, 32, 8  # pixels


@dataclass(frozen=True, slots=True)
class FormButton:
    """A button on the first sheet: what stands on it and the macro it runs."""

    caption: str
    macro: str


def template(
    workbook: bytes, modules: Sequence[Module], words: Table, buttons: Sequence[FormButton]
) -> bytes:
    """The bytes of the .xlsm: the workbook as it was, with buttons in row 3 of its first sheet.

    `workbook` is an .xlsx whose sheets stand in sheet1.xml, sheet2.xml …, the first without a
    drawing of comments; the words go into a very hidden sheet behind them.
    """
    parts = Parts.read(workbook)
    numbers = sorted(int(match[1]) for match in map(_SHEET.match, parts) if match)
    for number in numbers:
        _name_sheet(parts, f"xl/worksheets/sheet{number}.xml", f"Sheet{number}")
    parts.change("xl/workbook.xml", "<workbookPr(?= )", '<workbookPr codeName="ThisWorkbook"')
    added = numbers[-1] + 1
    _add_words(parts, words, added)
    _add_buttons(parts, buttons)
    sheets = [document(f"Sheet{number}") for number in [*numbers, added]]
    project = Project(PROJECT, [document("ThisWorkbook", WORKBOOK_BASE), *sheets, *modules])
    parts.add_vba_project(project.binary(), WORKBOOK_TYPE)
    return parts.binary()


def _name_sheet(parts: Parts, part: str, code_name: str) -> None:
    """Give a sheet the name of its module."""
    if "<sheetPr" in parts.text(part):
        parts.change(part, r"<sheetPr(?=[ />])", f'<sheetPr codeName="{code_name}"')
    else:
        parts.change(part, "<dimension", f'<sheetPr codeName="{code_name}"/><dimension')


def _add_words(parts: Parts, words: Table, number: int) -> None:
    part = f"xl/worksheets/sheet{number}.xml"
    parts[part] = sheet_xml(words, f"Sheet{number}")
    parts.declare(part, SHEET_TYPE)
    target = part.removeprefix("xl/")
    identifier = parts.relate("xl/workbook.xml", SHEET_RELATIONSHIP, target)
    line = (
        f'<sheet name="{WORDS_SHEET}" sheetId="{number}" state="veryHidden" r:id="{identifier}"/>'
    )
    parts.change("xl/workbook.xml", "</sheets>", f"{line}</sheets>")


def _add_buttons(parts: Parts, buttons: Sequence[FormButton]) -> None:
    """Form controls are drawn in VML, which XlsxWriter writes."""
    parts[_VML_PART] = _drawn(buttons, _widths(parts.text(_FIRST)))
    parts.declare_extension("vml", _VML_TYPE)
    identifier = parts.relate(_FIRST, _VML, "../drawings/vmlDrawing1.vml")
    parts.change(_FIRST, "</worksheet>", f'<legacyDrawing r:id="{identifier}"/></worksheet>')


def _widths(sheet: str) -> list[float]:
    """The widths of the first columns of a sheet, in characters."""
    return [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]


def _drawn(buttons: Sequence[FormButton], widths: Sequence[float]) -> bytes:
    """The first button stands in column A, the others in B: none lies across two columns, whose
    widths in pixels differ from program to program."""
    buffer = io.BytesIO()
    scratch = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = scratch.add_worksheet()
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width - 0.7109375)  # without the padding of the file
    for place, button in enumerate(buttons):
        options = {
            "macro": button.macro,
            "caption": button.caption,
            "width": _WIDTH,
            "height": _HEIGHT,
            "x_offset": _GAP + max(place - 1, 0) * (_WIDTH + _GAP),
            "y_offset": 4,
        }
        sheet.insert_button(2, min(place, 1), options)
    scratch.close()
    return Parts.read(buffer.getvalue())[_VML_PART]
