"""LibreOffice, where there is one: PDF out of workbooks, and files of older formats converted."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref
from xianbiao.readers.printable import printable

_LIMIT = 600  # seconds for one start, however many files it converts
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class NoOffice(XianbiaoError):
    """LibreOffice is needed and not there, or did not do what was asked."""


def to_pdf(books: Sequence[Path], folder: Path) -> None:
    """Write each workbook as a PDF of its visible sheets into a folder, in one start.

    The PDF bears the name of the workbook. Raises NoOffice where LibreOffice is missing or fails.
    """
    todo = "改为导出工作簿，再在 Excel 或 WPS 里另存为 PDF"
    with tempfile.TemporaryDirectory(prefix="xianbiao-") as copies:
        files = [printable(book, Path(copies)) for book in books]
        _convert(files, "pdf", folder, "生成 PDF", todo)


def to_workbook(source: Path, folder: Path) -> Path:
    """An .xls, .et or .ods as .xlsx in a folder. Raises NoOffice."""
    return _copy(source, folder, "xlsx", "在 Excel 或 WPS 里打开，另存为 .xlsx")


def to_document(source: Path, folder: Path) -> Path:
    """A .doc, .wps, .odt or .rtf as .docx in a folder. Raises NoOffice."""
    return _copy(source, folder, "docx", "在 Word 或 WPS 里打开，另存为 .docx")


def _copy(source: Path, folder: Path, target: str, todo: str) -> Path:
    try:
        _convert([source], target, folder, f"转换 {source.suffix} 文件", todo)
    except NoOffice as error:
        ref = Ref(str(source))
        raise NoOffice(error.summary, ref=ref, found=error.found, todo=error.todo) from error
    return folder / f"{source.stem}.{target}"


def _convert(files: Sequence[Path], target: str, folder: Path, what: str, todo: str) -> None:
    command = shutil.which("soffice") or next((p for p in _PLACES if Path(p).is_file()), None)
    if command is None:
        raise NoOffice(f"没有找到 LibreOffice，不能{what}", todo=f"安装 LibreOffice；或{todo}")
    with tempfile.TemporaryDirectory(prefix="xianbiao-", ignore_cleanup_errors=True) as profile:
        arguments = [
            command,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            *map(str, files),
        ]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            subprocess.run(
                arguments,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_LIMIT,
                env=environment,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoOffice(f"LibreOffice 没有完成，不能{what}", todo=todo) from error
    missing = [f.name for f in files if not (folder / f"{f.stem}.{target}").is_file()]
    if missing:
        raise NoOffice(f"LibreOffice 没有{what}", found="、".join(missing[:5]), todo=todo)
