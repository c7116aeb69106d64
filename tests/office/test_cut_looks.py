"""The file of one recipient looks like the source with the rows of the others hidden.

Every feature of the clerks' workbooks is drawn by LibreOffice twice, and so are the same
workbooks as LibreOffice itself writes them: pixel by pixel there is no difference.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pytest

from office import convert, pdf_to_png

sys.path.insert(0, str(Path(__file__).parents[1] / "export" / "package"))
sys.path.insert(0, str(Path(__file__).parents[1] / "package"))

import soundness
from cutting import cut
from opc import Package
from workbooks import FEATURES, FIRST, LAST, NAMES, TOTAL, Made, make_all

from xianbiao.export.split.options import SplitOptions, Totals

RECIPIENT = 2
KEPT = (9, 10)
DRAWN_OTHERWISE = (
    *("charts", "pictures", "text_boxes", "buttons", "links", "breaks"),
    "named_rules",
)
"""What stands on hidden rows is still drawn; a link to a row that is gone is no link any more.

A page still ends below a hidden row too; in a file of one recipient it would part the header
from its rows. A section of a header that names others is not given.
"""
OPTIONS = SplitOptions(totals=Totals.DROPPED, fill=False)


@pytest.fixture(scope="module")
def sources(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The workbooks as XlsxWriter writes them, and as LibreOffice does."""
    folder = tmp_path_factory.mktemp("clerks")
    written = make_all(folder)
    again = convert([m.path for m in written], "xlsx", folder / "office")
    return [
        *written,
        *(Made(f"office-{m.name}", path, m.plan) for m, path in zip(written, again, strict=True)),
    ]


def hide_rows(source: Path, target: Path) -> None:
    """Copy a workbook with the rows that a recipient does not get hidden."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb'<row r="(\d+)"([^>]*)>', _hidden, data)
            copy.writestr(name, data)


def _hidden(row: re.Match[bytes]) -> bytes:
    number, rest = int(row[1]), re.sub(rb' hidden="[^"]*"', b"", row[2])
    if (FIRST <= number <= LAST and number not in KEPT) or number == TOTAL:
        slash = b"/" if rest.endswith(b"/") else b""
        return b'<row r="%d"%b hidden="1"%b>' % (number, rest.removesuffix(b"/"), slash)
    return b'<row r="%d"%b>' % (number, rest)


def first_page(pdf: Path, folder: Path) -> bytes:
    """The picture of the first page, which holds the whole table."""
    return pdf_to_png(pdf, folder, dpi=60)[0].read_bytes()


def test_the_rows_that_stay_look_the_same_pixel_by_pixel(
    sources: list[Made], tmp_path: Path
) -> None:
    drawn = [m for m in sources if m.name.removeprefix("office-") not in DRAWN_OTHERWISE]
    pairs = []
    for made in drawn:
        cut_file, hidden = tmp_path / f"cut-{made.name}.xlsx", tmp_path / f"hidden-{made.name}.xlsx"
        cut_file.write_bytes(cut(made, RECIPIENT, OPTIONS))
        hide_rows(made.path, hidden)
        pairs += [cut_file, hidden]
    pdfs = convert(pairs, "pdf", tmp_path / "pdf")
    pages = [first_page(pdf, tmp_path / "png") for pdf in pdfs]
    differing = [m.name for m, a, b in zip(drawn, pages[::2], pages[1::2], strict=True) if a != b]
    assert differing == []
    assert len(drawn) >= 20


def test_what_libreoffice_writes_is_cut_into_sound_packages(
    sources: list[Made], tmp_path: Path
) -> None:
    found = []
    for made in sources[len(FEATURES) :]:
        path = tmp_path / f"{made.name}.xlsx"
        path.write_bytes(cut(made, RECIPIENT))
        package = Package.read(path)
        for check in (
            soundness.broken_relationships,
            soundness.wrong_content_types,
            soundness.unreached_parts,
            soundness.disordered_cells,
            soundness.overlapping_merges,
            soundness.lost_references,
        ):
            found += [f"{made.name}: {fault}" for fault in check(package)]
        whole = "".join(name + data.decode(errors="replace") for name, data in package.members)
        found += [f"{made.name}: {n}" for i, n in enumerate(NAMES) if i != RECIPIENT and n in whole]
    assert found == []
