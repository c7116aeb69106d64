"""Pictures in the lanes of others, and live pictures of these, are in no part of a file."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from xianbiao.cli import main

COUNTIES = ("昌吉市", "阜康市", "呼图壁县")
AMOUNTS = (82911, 52977, 69341)
_CAMERA = (
    '<a:ext uri="{84589F7E-364E-4C9E-8A38-B11213B215E9}"><a14:cameraTool'
    ' xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" cellRange="%s"'
    ' spid="_x0000_s1"/></a:ext>'
)


def seal(index: int) -> bytes:
    """A PNG of one pixel, of another colour for each."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes((0, 20 * index, 9, 9)))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def transposed(path: Path, places: dict[str, int], *, on: str = "附件1") -> Path:
    """A transposed table with seals at these places of one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("附件1")
        sheet.write("A1", "2024年困难群众救助补助资金分配表")
        sheet.write("E2", "单位：万元")
        sheet.write_row("A3", ("项目", *COUNTIES, "合计"))
        sheet.write_row("A4", ("低保", *AMOUNTS, sum(AMOUNTS)))
        sheet.write_row("A5", ("特困", 101, 102, 103, 306))
        common = book.add_worksheet("说明")
        common.write("A1", "专款专用")
        common.insert_textbox("C9", "专款专用")
        target: Any = sheet if on == "附件1" else common
        for place, index in places.items():
            target.insert_image(place, f"章{index}.png", {"image_data": io.BytesIO(seal(index))})
    return path


def seals_by_file(book: Path, out: Path) -> list[list[int]]:
    """Which seals each file holds."""
    assert main(["export", str(book), "--out", str(out), "--common", "说明"]) == 0
    found = []
    for path in sorted(out.glob("*.xlsx")):
        with zipfile.ZipFile(path) as package:
            held = {package.read(name) for name in package.namelist()}
        found.append([index for index in range(9) if seal(index) in held])
    return found


def test_a_picture_in_a_lane_goes_with_it(tmp_path: Path) -> None:
    book = transposed(tmp_path / "表.xlsx", {"B4": 0, "C4": 1, "D4": 2, "A1": 8})
    assert seals_by_file(book, tmp_path / "县") == [[0, 8], [1, 8], [2, 8]]


@pytest.mark.parametrize(("cells", "kept"), [("附件1!$B$3:$D$5", []), ("说明!$A$1:$B$2", [8])])
def test_a_live_picture_of_lanes_goes(tmp_path: Path, cells: str, kept: list[int]) -> None:
    plain, book = tmp_path / "表.xlsx", tmp_path / "照.xlsx"
    transposed(plain, {"F1": 8}, on="说明")
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(book, "w") as copy:
        for name in package.namelist():
            data = package.read(name).decode("latin-1")
            camera = (_CAMERA % cells).encode().decode("latin-1")
            locks = '<a:picLocks noChangeAspect="1"/>'
            data = data.replace(locks, f"{locks}<a:extLst>{camera}</a:extLst>")
            copy.writestr(name, data.encode("latin-1"))
    assert seals_by_file(book, tmp_path / "县") == [kept] * len(COUNTIES)
