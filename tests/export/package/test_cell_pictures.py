"""Pictures inside cells: a file has those of its own rows and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import soundness
from cutting import cut, parts
from edited import BOOK, DRAWING, Edited
from opc import Package
from workbooks import FIRST, NAMES, Made, picture

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.one_book import export_book

CUSTOM = "http://www.wps.cn/officeDocument/2017/etCustomData"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "xl/cellimages.xml"


def seal(index: int) -> bytes:
    return picture((index, 7, 7)).getvalue()


@pytest.fixture(name="of_wps")
def _of_wps(made: dict[str, Made], tmp_path: Path) -> Made:
    """A workbook of WPS with a picture in a cell of each recipient, and one above the table."""
    edited = Edited(made["plain"])
    items = ""
    places = [*(f"F{FIRST + 2 * i}" for i in range(len(NAMES))), "F1"]
    for index, place in enumerate(places):
        edited.add(f"xl/media/seal{index}.png", seal(index), "image/png")
        edited.relate(PART, f"rId{index}", "image", f"media/seal{index}.png")
        called = f"ID_{index:032X}"
        items += (
            f'<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{called}"/>'
            f'</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId{index}"/></xdr:blipFill></xdr:pic>'
            "</etc:cellImage>"
        )
        formula = f'_xlfn.DISPIMG("{called}",1)'
        edited.set_cell(place, f't="str"><f>{formula}</f><v>={formula}</v>')
    spaces = f'xmlns:etc="{CUSTOM}" xmlns:xdr="{DRAWING}" xmlns:a="{ART}" xmlns:r="{RELATIONS}"'
    kind = "application/vnd.wps-officedocument.cellimage+xml"
    edited.add(PART, f"<etc:cellImages {spaces}>{items}</etc:cellImages>", kind)
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"
    edited.relate(BOOK, "rIdPictures", kind, "cellimages.xml")
    return edited.saved(tmp_path / "wps.xlsx")


def faults(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    package = Package.read(path)
    checks = (
        soundness.twice_named_members,
        soundness.broken_relationships,
        soundness.wrong_content_types,
        soundness.unreached_parts,
    )
    return [fault for check in checks for fault in check(package)]


@pytest.mark.parametrize("recipient", range(len(NAMES)))
def test_wps_pictures_of_others_are_not_in_the_file(
    of_wps: Made, tmp_path: Path, recipient: int
) -> None:
    data = cut(of_wps, recipient)
    own = parts(data)
    kept = sorted((recipient, len(NAMES)))
    assert [i for i in range(len(NAMES) + 1) if seal(i) in own.values()] == kept
    assert re.findall(r'name="ID_0*(\d)"', own[PART].decode()) == [str(i) for i in kept]
    assert faults(data, tmp_path / "file.xlsx") == []


@pytest.mark.parametrize("recipient", range(len(NAMES)))
def test_excel_pictures_of_others_are_not_in_the_file(
    made: dict[str, Made], tmp_path: Path, recipient: int
) -> None:
    data = cut(made["cell_pictures"], recipient)
    own = parts(data)
    seals = [picture((9, 40 * i, 90)).getvalue() for i in range(len(NAMES))]
    assert [i for i, one in enumerate(seals) if one in own.values()] == [recipient]
    assert picture((1, 1, 1)).getvalue() in own.values()
    told = re.findall(r"<v>([^\d<]+)</v>", own["xl/richData/rdrichvalue.xml"].decode())
    assert told == [f"{NAMES[recipient]}公章", "局章"] or told == [
        "局章",
        f"{NAMES[recipient]}公章",
    ]
    assert faults(data, tmp_path / "file.xlsx") == []


def test_the_numbers_by_which_cells_call_pictures_still_mean_them(made: dict[str, Made]) -> None:
    source, own = parts(made["cell_pictures"].path), parts(cut(made["cell_pictures"], 3))
    assert own["xl/metadata.xml"] == source["xl/metadata.xml"]
    sheet = own["xl/worksheets/sheet1.xml"].decode()
    called = int(re.findall(r'<c r="F5"[^>]* vm="(\d+)"', sheet)[0])
    values = re.findall(r"<rv .*?</rv>", own["xl/richData/rdrichvalue.xml"].decode())
    number = int(re.findall(r"<v>(\d+)</v>", values[called - 1])[0])
    identity = re.findall(r'<rel r:id="(.*?)"', own["xl/richData/richValueRel.xml"].decode())
    rels = own["xl/richData/_rels/richValueRel.xml.rels"].decode()
    target = re.findall(rf'Id="{identity[number]}"[^>]*Target="\.\./(.*?)"', rels)[0]
    assert own[f"xl/{target}"] == picture((9, 120, 90)).getvalue()


def test_a_workbook_of_all_has_every_picture(of_wps: Made, tmp_path: Path) -> None:
    book = export_book(SourceBook.open(of_wps.path), of_wps.plan, tmp_path / "出").path
    own = parts(book)
    assert [i for i in range(len(NAMES) + 1) if seal(i) in own.values()] == list(range(6))
    assert faults(book.read_bytes(), tmp_path / "book.xlsx") == []
