"""Sheets and strings of other programs, texts with looks, and archives as bytes."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.export.package.archive import Member, archive, pack, read_archive, segment
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings, replaced, text_of
from xianbiao.export.package.xml_text import MAIN, escaped, in_utf8, parsed

_PREFIXED = f"""<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><!-- made elsewhere -->
<x:sheetData><x:row><x:c><x:v>1</x:v></x:c>
<x:c t="inlineStr"><x:is><x:t>县</x:t></x:is></x:c></x:row>
<x:row r="4"><x:c r="C4"><x:f>A1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"""


def test_a_sheet_with_prefixes_and_without_addresses_is_read() -> None:
    sheet = SheetXml(_PREFIXED.encode(), "sheet1.xml")
    cells = [c for row in sheet.rows() for c in row.cells()]
    assert [(c.column, c.row, c.text(SharedStrings(None))) for c in cells] == [
        (b"A", 1, "1"),
        (b"B", 1, "县"),
        (b"C", 4, "2"),
    ]
    assert sheet.formula(cells[2]) == "A1+1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_sheet_in_another_encoding_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    rows = '<row r="2"><c r="B2"><v>7</v></c></row>'
    text += f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    cell = SheetXml(text.encode(encoding), "sheet1.xml").cell(2, 2)
    assert cell is not None
    assert cell.value == b"7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_xml_in_any_encoding_is_the_same_in_utf_8(encoding: str) -> None:
    told = encoding.removesuffix("-sig").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{told}"?><县>昌吉市</县>'
    assert parsed(in_utf8(text.encode(encoding)), "部件").text == "昌吉市"


@pytest.mark.parametrize("data", [b'<?xml version="1.0" encoding="klingon"?><a/>', b"\xff\xfe\0"])
def test_what_is_in_no_known_encoding_stays_as_it_is(data: bytes) -> None:
    assert in_utf8(data) == data


def test_a_sheet_with_single_quotes_keeps_its_texts() -> None:
    rows = "<row r='2'><c r='B2' t='s'><v>0</v></c><c r=\"C2\" t='s'><v>1</v></c></row>"
    data = f"<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>"
    strings = SharedStrings(
        f"<sst xmlns='{MAIN}'><si><t>县</t></si><si><t>='附'</t></si></sst>".encode()
    )
    row = SheetXml(data.encode(), "sheet1.xml").row(2)
    assert row is not None
    assert [c.text(strings) for c in row.cells()] == ["县", "='附'"]


def test_a_shared_formula_is_read_in_every_cell() -> None:
    rows = '<row r="5"><c r="C5"><f t="shared" ref="C5:C6" si="0">A5*$B$1</f><v>1</v></c></row>'
    rows += '<row r="6"><c r="C6"><f t="shared" si="0"/><v>2</v></c></row>'
    data = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    sheet = SheetXml(data.encode(), "sheet1.xml")
    found = [sheet.formula(c) for row in sheet.rows() for c in row.cells()]
    assert found == ["A5*$B$1", "A6*$B$1"]


def test_pruned_strings_keep_the_places_of_those_that_are_used() -> None:
    items = "".join(f"<si><t>{word}</t></si>" for word in "甲乙丙丁")
    strings = SharedStrings(f'<sst xmlns="{MAIN}">{items}</sst>'.encode())
    pruned = SharedStrings(strings.pruned({0, 2}))
    assert [pruned.text(i) for i in range(len(pruned))] == ["甲", "", "丙"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (b"<t>a____b</t>", "<t>aXb</t>"),
        (b"<r><t>a__</t></r><r><t>__b</t></r>", "<r><t>aX</t></r><r><t>b</t></r>"),
        (b"<t>&lt;____&amp;</t>", "<t>&lt;X&amp;</t>"),
        (b"<r><t>a</t></r><r><rPr/><t>____</t></r>", "<r><t>a</t></r><r><rPr/><t>X</t></r>"),
    ],
)
def test_a_piece_of_text_is_replaced_inside_its_run(inner: bytes, expected: str) -> None:
    assert replaced(inner, "____", "X").decode() == expected


@given(st.text(alphabet="甲<&_a", max_size=6), st.text(alphabet="甲<&_a", max_size=6))
def test_a_replaced_text_reads_as_it_should(before: str, after: str) -> None:
    inner = (
        b"<r><t>" + escaped(before + "=") + b"</t></r><r><t>" + escaped("=" + after) + b"</t></r>"
    )
    assert text_of(replaced(inner, "==", "新")) == before + "新" + after


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_segments_are_one_deflate_stream(pieces: list[bytes]) -> None:
    last = len(pieces) - 1
    stream = b"".join(segment(p, last=i == last) for i, p in enumerate(pieces))
    assert zlib.decompress(stream, -15) == b"".join(pieces)


@given(st.dictionaries(st.text(alphabet="ab甲/", min_size=1, max_size=8), st.binary(max_size=50)))
def test_an_archive_reads_as_it_was_written(members: dict[str, bytes]) -> None:
    members = {f"x{name}.xml".lower(): data for name, data in members.items()}
    data = archive(pack([Member.of(n, d) for n, d in members.items()]))
    assert {m.name: m.content() for m in read_archive(data, "")} == members
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {n: package.read(n) for n in package.namelist()} == members
