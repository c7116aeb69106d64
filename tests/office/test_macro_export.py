"""The fallback without Python, run by LibreOffice's Basic on a workbook that is filled in.

It reads the VBA project as it was built. What its object model lacks is taken out of the macro
for the run: file objects of Windows, conditional formats, hyperlinks and links to other files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from xianbiao.demo.run import run_demo
from xianbiao.engines.libreoffice.bridge import properties
from xianbiao.engines.libreoffice.process import start

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "macros"))

from make_addin import built_template  # noqa: E402

ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
LACKING = (
    "    Sheet.Cells.FormatConditions.Delete\n",
    "    Sheet.Hyperlinks.Delete\n",
    '    If Not IsEmpty(Book.LinkSources(1)) Then Err.Raise FAILED, "XbExport", XbWord("linked")\n',
)
FILES = """\
Option VBASupport 1
Public Function XbFileExists(ByVal Path As String) As Boolean
    XbFileExists = FileExists(Path)
End Function
Public Function XbFolderExists(ByVal Path As String) As Boolean
    XbFolderExists = FileExists(Path)
End Function
Public Sub XbDeleteFile(ByVal Path As String)
    Kill Path
End Sub
"""
CALL = """\
Option VBASupport 1
Function Export(Folder) As String
    On Error GoTo Failed
    Export = CStr(XbExportTo(Folder))
    Exit Function
Failed:
    Export = "ERR " & Err.Description
End Function
"""


class Fallback:
    """An open workbook with macros."""

    def __init__(self, document: Any) -> None:
        self._document = document
        library = document.BasicLibraries.getByName("XianbiaoTemplate")
        self.modules = set(library.ElementNames)
        source = library.getByName("XbExport")
        for line in LACKING:
            assert line in source
            source = source.replace(line, "")
        # Its Basic takes no error number of Windows' own range.
        library.replaceByName("XbExport", source.replace("vbObjectError + 1001", "1001"))
        library.replaceByName("XbFiles", FILES)
        document.BasicLibraries.getByName("Standard").insertByName("Caller", CALL)

    def export(self, folder: Path) -> str:
        """How many files were written, or why none."""
        place = "vnd.sun.star.script:Standard.Caller.Export?language=Basic&location=document"
        script = self._document.getScriptProvider().getScript(place)
        return str(script.invoke((str(folder),), (), ())[0])


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working workbook of a real notice."""
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder)
    return next(folder.rglob("工作簿_昌州*.xlsx"))


@pytest.fixture(scope="module")
def fallback(
    soffice: Path, workbook: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fallback]:
    path = tmp_path_factory.mktemp("fallback") / "工作簿.xlsm"
    path.write_bytes(built_template(workbook))
    office = start()
    try:
        document = office.desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, properties(MacroExecutionMode=ALWAYS)
        )
        yield Fallback(document)
        document.close(True)
    finally:
        office.stop()


@pytest.fixture(scope="module")
def exported(fallback: Fallback, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("县 表")
    assert fallback.export(folder) == "7"
    return folder


def files(folder: Path) -> list[Path]:
    """The workbooks in a folder, without the marks of LibreOffice that they were open."""
    return sorted(folder.glob("*.xlsx"))


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """The values of every sheet."""
    with path.open("rb") as stream:
        book = python_calamine.CalamineWorkbook.from_filelike(stream)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_project_is_read_by_another_host(fallback: Fallback) -> None:
    assert {"ThisWorkbook", "XbExport", "XbFiles", "XbForm", "XbWords"} <= fallback.modules


def test_every_county_gets_its_form_and_the_codes(exported: Path) -> None:
    amounts = {}
    for path in files(exported):
        found = sheets(path)
        assert list(found) == [path.stem, "附件2"]
        form = found[path.stem]
        amounts[path.stem] = next(row[4] for row in form if str(row[2]).startswith("下达金额"))
    assert sorted(amounts) == sorted(
        ["昌吉市", "阜康市", "呼图壁县", "玛纳斯县", "奇台县", "吉木萨尔县", "木垒县"]
    )
    assert sum(map(float, amounts.values())) == 5198


def test_no_county_finds_the_name_of_another(exported: Path) -> None:
    names = {path.stem for path in files(exported)}
    for path in files(exported):
        text = str(sheets(path))
        assert [name for name in names - {path.stem} if name in text] == []


def test_a_second_export_overwrites_nothing(fallback: Fallback, exported: Path) -> None:
    before = {path: path.read_bytes() for path in files(exported)}
    assert fallback.export(exported).startswith("ERR ")
    assert {path: path.read_bytes() for path in files(exported)} == before


def test_a_folder_that_is_not_there_leaves_nothing(fallback: Fallback, tmp_path: Path) -> None:
    assert fallback.export(tmp_path / "没有").startswith("ERR ")
    assert list(tmp_path.iterdir()) == []
