"""Rules and lists that Excel 2010 keeps apart, in whole files."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundness
from cutting import cut, parts
from edited import SHEET_PART, Edited
from opc import Package
from workbooks import NAMES, make

NEW = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
SPACES = f'xmlns:x14="{NEW}" xmlns:xm="{XM}"'


def extended(names: tuple[str, ...]) -> str:
    """A colour for each of some names, and a drop-down of them."""
    rules = "".join(
        f'<x14:cfRule type="expression" priority="{at}" id="{{0000000{at}-0000-4000-8000-'
        f'000000000000}}"><xm:f>$A5="{name}"</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule>'
        for at, name in enumerate(names, 1)
    )
    return (
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {SPACES}>'
        f"<x14:conditionalFormattings><x14:conditionalFormatting>{rules}<xm:sqref>A5:D14"
        "</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {SPACES}>'
        '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>'
        f'"{",".join(names)}"</xm:f></x14:formula1><xm:sqref>E5:E14</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )


@pytest.mark.parametrize(
    ("names", "held"), [(NAMES, ['$A5="丙林县"', '"丙林县"']), (NAMES[:2], [])]
)
def test_they_are_cut_as_the_older_ones_and_leave_no_empty_shell(
    tmp_path: Path, names: tuple[str, ...], held: list[str]
) -> None:
    edited = Edited(make("plain", tmp_path))
    edited.put(extended(names), ())
    made = edited.saved(tmp_path / "新.xlsx")
    path = tmp_path / "县.xlsx"
    path.write_bytes(cut(made, 2))
    xml = parts(path)[SHEET_PART].decode()
    for formula in held:
        assert f"<xm:f>{formula}</xm:f>" in xml
    assert xml.count("<xm:f>") == len(held)
    assert ("extLst" in xml) == bool(held)
    assert [fault for check in soundness.OF_ANY_BOOK for fault in check(Package.read(path))] == []
