"""LibreOffice as the judge: files converted in one start, stored results emptied, pages drawn."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

START_LIMIT = 300  # seconds for one start, however many files it converts

_SHEET = re.compile(r"xl/worksheets/sheet[^/]*\.xml")
# A cell with content: `<c r="A1" t="str"><f>…</f><v>…</v></c>`, not the empty `<c r="A1"/>`.
_CELL = re.compile(r"<((?:\w+:)?)c((?:\s[^>]*)?)(?<!/)>(.*?)</\1c>", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(r"<((?:\w+:)?)v(?:\s[^>]*)?(?:/>|>.*?</\1v>)", re.DOTALL)
_TYPE = re.compile(r"""\st=(["'])\w+\1""")


class OfficeError(RuntimeError):
    """LibreOffice or poppler did not deliver what was asked for."""


def convert(files: list[Path], target: str, outdir: Path) -> list[Path]:
    """The files in the target format, in their order, made by one start of LibreOffice.

    `target` is what `--convert-to` takes, such as `pdf` or `xlsx:Calc MS Excel 2007 XML`.
    """
    suffix = target.partition(":")[0]
    outputs = [outdir / f"{file.stem}.{suffix}" for file in files]
    if len(set(outputs)) < len(outputs):
        raise OfficeError(f"two of these files would become one output: {_names(files)}")
    if {file.resolve() for file in files} & {output.resolve() for output in outputs}:
        raise OfficeError(f"an output would replace its own source in {outdir}")
    if not files:
        return []
    outdir.mkdir(parents=True, exist_ok=True)
    for output in outputs:
        output.unlink(missing_ok=True)
    said = _soffice("--convert-to", target, "--outdir", str(outdir), *map(str, files))
    missing = [output for output in outputs if not output.is_file()]
    if missing:
        raise OfficeError(f"LibreOffice did not write {_names(missing)}; it said:\n{said}")
    return outputs


def strip_cached_values(src: Path, dst: Path) -> None:
    """Copy an .xlsx without the stored results of its formulas, so that its reader must compute.

    Without this LibreOffice shows the stored results and proves nothing.
    """
    with zipfile.ZipFile(src) as source, zipfile.ZipFile(dst, "w") as copy:
        for member in source.infolist():
            data = source.read(member)
            if _SHEET.fullmatch(member.filename):
                data = _CELL.sub(_without_result, data.decode()).encode()
            copy.writestr(member, data)


def pdf_to_png(pdf: Path, outdir: Path, dpi: int = 100) -> list[Path]:
    """One picture per page, in the order of the pages."""
    command = shutil.which("pdftoppm")
    if command is None:
        raise OfficeError("pdftoppm (package poppler-utils) is not on PATH")
    outdir.mkdir(parents=True, exist_ok=True)
    for old in _pages(pdf, outdir):
        old.unlink()
    root = outdir / pdf.stem
    subprocess.run([command, "-png", "-r", str(dpi), str(pdf), str(root)], check=True)
    pages = _pages(pdf, outdir)
    if not pages:
        raise OfficeError(f"pdftoppm made no page of {pdf}")
    return pages


def _without_result(cell: re.Match[str]) -> str:
    prefix, attributes, content = cell.groups()
    if not _FORMULA.search(content):
        return cell[0]
    return f"<{prefix}c{_TYPE.sub('', attributes)}>{_VALUE.sub('', content)}</{prefix}c>"


def _soffice(*arguments: str) -> str:
    """What LibreOffice said; it works in a profile of its own and knows Chinese file names."""
    command = shutil.which("soffice")
    if command is None:
        raise OfficeError("soffice (LibreOffice) is not on PATH")
    # soffice is a launcher: at the limit its children must end with it, hence a session.
    with subprocess.Popen(
        [
            command,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={Path(_profile().name).as_uri()}",
            *arguments,
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=START_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise OfficeError(f"LibreOffice took more than {START_LIMIT} s: {arguments}") from None
    if process.returncode:
        raise OfficeError(f"LibreOffice ended with {process.returncode}; it said:\n{said}")
    return said


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """One private profile per run: a second start then takes a fraction of the first."""
    return tempfile.TemporaryDirectory(prefix="xianbiao-office-", ignore_cleanup_errors=True)


def _pages(pdf: Path, outdir: Path) -> list[Path]:
    page = re.compile(re.escape(pdf.stem) + r"-\d+\.png")
    return sorted(path for path in outdir.glob("*.png") if page.fullmatch(path.name))


def _names(files: list[Path]) -> str:
    return ", ".join(file.name for file in files)
