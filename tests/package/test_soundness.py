"""Proves the judges of the packages: each fault, put into a sound file, is seen by its judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import soundness
from opc import CONTENT_TYPES, Package

Check = Callable[[Package], Iterator[str]]
Validate = Callable[[list[Path]], list[str]]

BOOK, BOOK_RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PARAMETERS, ALLOCATION, REGISTER = (f"xl/worksheets/sheet{n}.xml" for n in (2, 4, 19))
FORMULA = (ALLOCATION, "<f>[^<]*</f>")
RESULT = (ALLOCATION, "(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>")
OUTSIDE = '<Relationship Id="rId99" Type="t" Target="u" TargetMode="External"/></Relationships>'
LONG = "长," * 200

# A pattern is written anew where it first occurs in its part; without a pattern the part is added.
FAULTS: dict[Check, list[tuple[str, str, str]]] = {
    soundness.twice_named_members: [("xl/Workbook.xml", "", "<a/>")],
    soundness.wrong_content_types: [
        ("xl/media/a.png", "", "x"),
        (CONTENT_TYPES, "sheet4.xml", "sheet99.xml"),
        (CONTENT_TYPES, "<Override [^>]*sheet4.xml[^>]*>", ""),
    ],
    soundness.broken_relationships: [
        (BOOK_RELS, "sheet4.xml", "sheet99.xml"),
        (BOOK, 'r:id="rId3"', 'r:id="rId99"'),
        ("xl/_rels/no.xml.rels", "", '<a><b Id="1" Type="t" Target="workbook.xml"/></a>'),
    ],
    soundness.unreached_parts: [("customXml/item1.xml", "", "<a/>")],
    soundness.external_links: [
        (BOOK_RELS, "</Relationships>", OUTSIDE),
        ("xl/externalLinks/externalLink1.xml", "", "<a/>"),
        (BOOK, "</workbook>", "<externalReferences/></workbook>"),
        (*FORMULA, "<f>[1]附件1!A1</f>"),
        (*FORMULA, "<f>SUM('[1]附件 1'!A1)</f>"),
        (*FORMULA, "<f>'D:/表/[去年.xlsx]附件1'!A1</f>"),
        (*FORMULA, "<f>cmd|'/c'!A1</f>"),
    ],
    soundness.active_content: [
        ("xl/vbaProject.bin", "", "x"),
        (CONTENT_TYPES, r"sheet\.main", "sheet.macroEnabled.main"),
    ],
    soundness.newer_or_volatile_functions: [
        (*FORMULA, "<f>_xlfn.CONCAT(A1)</f>"),
        (*FORMULA, "<f>SUM(_xlfn._xlws.FILTER(A1,A1))</f>"),
        (*FORMULA, "<f>TEXTJOIN(A1)</f>"),
        (*FORMULA, "<f>OFFSET(A1,1,1)</f>"),
        (*FORMULA, "<f>IF(A1,Indirect (A1))</f>"),
        (*FORMULA, "<f>YEAR(TODAY())</f>"),
        (*FORMULA, "<f>县表_合计(A1)</f>"),
        (BOOK, "(<definedName [^>]*>)[^<]*", r"\1NOW()"),
        (BOOK, '<definedName name="[^"]*', '<definedName name="_xlfn.IFS'),
        (PARAMETERS, "<formula1>[^<]*", "<formula1>INDIRECT(A1)"),
        (REGISTER, "<formula>[^<]*", "<formula>CELL(A1)"),
    ],
    soundness.lost_references: [(*FORMULA, "<f>SUM(#REF!)</f>")],
    soundness.array_formulas: [
        (*FORMULA, '<f t="array" ref="A1">SUM(A1)</f>'),
        (*FORMULA, '<f t="dataTable" ref="A1"/>'),
        (ALLOCATION, "<c r=", '<c cm="1" r='),
    ],
    soundness.wrong_calculation_chain: [
        ("xl/calcChain.xml", "", '<calcChain><c r="A1" i="1"/></calcChain>')
    ],
    soundness.missing_results: [
        (*RESULT, r"\1\2"),
        (*RESULT, r"\1\2<v>#DIV/0!</v>"),
        (ALLOCATION, '<c r="([A-Z0-9]+)"[^>]*><f>', r'<c r="\1" t="e"><f>'),
    ],
    soundness.disordered_cells: [
        (ALLOCATION, "(<row .*?</row>)(<row .*?</row>)", r"\2\1"),
        (ALLOCATION, "(<c [^>]*/>)(<c [^>]*/>)", r"\2\1"),
        (ALLOCATION, '<c r="A1"', '<c r="A01"'),
    ],
    soundness.missing_strings: [(ALLOCATION, 't="s"><v>[^<]*', 't="s"><v>99999')],
    soundness.overlapping_merges: [
        (ALLOCATION, "<mergeCell ", '<mergeCell ref="A1:C99"/><mergeCell ')
    ],
    soundness.overlong_validations: [
        (PARAMETERS, ' prompt="', f' prompt="{LONG}'),
        (PARAMETERS, '<formula1>"', f'<formula1>"{LONG}'),
    ],
    soundness.twice_defined_names: [(BOOK, "(<definedName .*?</definedName>)", r"\1\1")],
}
# What the Open XML SDK is relied on for.
SDK_FAULTS = {
    "元素.xlsx": (ALLOCATION, "<sheetData>", "<foo/><sheetData>"),
    "次序.xlsx": (ALLOCATION, "(<mergeCells.*</mergeCells>)(.*)(?=</worksheet>)", r"\2\1"),
    "样式.xlsx": (ALLOCATION, r' s="\d+"', ' s="9999"'),
    "条件格式.xlsx": (REGISTER, r'dxfId="\d+"', 'dxfId="999"'),
    "重名.xlsx": (BOOK, 'name="参数"', 'name="说明"'),
    "类型.xlsx": (CONTENT_TYPES, "<Override [^>]*sheet4.xml[^>]*>", ""),
}


@pytest.fixture(scope="module")
def sound(packages: list[Package]) -> Package:
    """The working workbook of 巴财社〔2021〕96号, into which the faults are put."""
    return next(p for p in packages if p.name.startswith("工作簿_巴"))


@pytest.mark.parametrize(
    ("check", "part", "pattern", "replacement"),
    [(check, *fault) for check, faults in FAULTS.items() for fault in faults],
)
def test_a_fault_is_found(
    check: Check, part: str, pattern: str, replacement: str, sound: Package
) -> None:
    assert list(check(sound.changed(part, pattern, replacement)))


@pytest.mark.parametrize(
    "formula",
    [
        '<f>IF(A1="TODAY()","OFFSET(",SUM(B1:B3))</f>',
        "<f>SUM('NOW()'!A1)</f>",
        '<f>IF(A1="[1]","",1)</f>',
        "<f>sumproduct(A1:A3)</f>",
    ],
)
def test_words_inside_texts_and_sheet_names_are_no_fault(formula: str, sound: Package) -> None:
    package = sound.changed(*FORMULA, formula)
    assert list(soundness.newer_or_volatile_functions(package)) == []
    assert list(soundness.external_links(package)) == []


def test_the_open_xml_sdk_finds_each_fault_in_each_version(
    sound: Package, validate: Validate, tmp_path: Path
) -> None:
    for name, fault in SDK_FAULTS.items():
        sound.changed(*fault).write(tmp_path / name)
    found = validate([tmp_path / name for name in SDK_FAULTS])
    for name in SDK_FAULTS:
        for version in ("Office2007", "Microsoft365"):
            assert any(fault.startswith(f"{name} ({version})") for fault in found), (name, version)


def test_the_lock_file_names_no_place_of_download() -> None:
    lock = json.loads((Path(__file__).parent / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
