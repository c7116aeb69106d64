"""The add-in: a workbook without a window that holds macros, settings, words and the ribbon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vba_project import Module, Project
from vba_project.source import document

from office_files.package import ADD_IN_TYPE, Parts
from office_files.tables import Rows, workbook_of

PROJECT = "Xianbiao"
RIBBON_PART = "customUI/customUI.xml"
_RIBBON = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


def add_in(
    workbook: Module, modules: Sequence[Module], sheets: Mapping[str, Rows], ribbon: bytes
) -> bytes:
    """The bytes of the .xlam with rows on sheets; `workbook` is the module ThisWorkbook."""
    parts = Parts.read(workbook_of(sheets))
    documents = [document(f"Sheet{number}") for number in range(1, len(sheets) + 1)]
    project = Project(PROJECT, [workbook, *documents, *modules])
    parts.add_vba_project(project.binary(), ADD_IN_TYPE)
    parts[RIBBON_PART] = ribbon
    parts.relate("", _RIBBON, RIBBON_PART)
    return parts.binary()
