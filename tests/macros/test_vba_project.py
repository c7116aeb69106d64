"""A project written from sources is one that follows the specification, record by record.

What Excel itself saved is the judge: projects in files that pyOpenVBA and xlwings carry are taken
apart, rebuilt from their sources alone and compared.
"""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream
from vba_project import Kind, Module, Project
from vba_project.compound_file import compound_file
from vba_project.compression import compress
from vba_project.encryption import decrypted, encrypted
from vba_project.project import REFERENCES
from vba_project.source import WORKBOOK_BASE, document
from walker import Walk, walk

GUID = "{12345678-1234-4234-A234-123456789ABC}"
SOURCE = st.text(st.sampled_from("ab \nEnd Sub'xyz0123456789"), max_size=9000)


@given(SOURCE)
def test_what_is_compressed_is_read_back(text: str) -> None:
    data = text.encode("ascii")
    assert bytes(decompress_stream(bytearray(compress(data)))) == data


@pytest.mark.parametrize("length", [0, 1, 3, 4095, 4096, 4097, 8192, 20000])
def test_chunks_of_every_length_are_read_back(length: int) -> None:
    data = (b"Private Sub Workbook_Open()\r\n" * 1000)[:length]
    assert bytes(decompress_stream(bytearray(compress(data)))) == data


def test_the_repetition_of_the_specification_is_compressed_as_printed() -> None:
    """[MS-OVBA] 3.2.3, maximum compression: one letter and one token."""
    assert compress(b"a" * 73) == bytes.fromhex("0103b002614500")


@given(st.binary(max_size=40), st.integers(0, 255))
def test_what_is_encrypted_is_decrypted(data: bytes, seed: int) -> None:
    assert decrypted(encrypted(data, GUID, seed), GUID) == data


def test_another_project_cannot_decrypt() -> None:
    with pytest.raises(ValueError, match="not encrypted for"):
        decrypted(encrypted(b"\0", GUID, 0x3A), GUID.replace("9", "8"))


@given(
    st.dictionaries(
        st.text(st.sampled_from("abcdefgXYZ_1"), min_size=1, max_size=20).map(str),
        st.integers(0, 9000),
        max_size=30,
    )
)
def test_every_stream_of_a_compound_file_is_read_back(sizes: dict[str, int]) -> None:
    """Names that differ in case only are one name to a compound file."""
    sizes = {name.upper(): size for name, size in sizes.items()}
    tree = {name: bytes([i % 251]) * size for i, (name, size) in enumerate(sizes.items())}
    binary = compound_file({"VBA": tree, "PROJECT": b"x" * 5000})
    file = olefile.OleFileIO(io.BytesIO(binary), raise_defects=olefile.DEFECT_POTENTIAL)
    assert {path[-1] for path in file.listdir() if path[0] == "VBA"} == set(tree)
    for name, data in tree.items():
        assert file.openstream(["VBA", name]).read() == data
    assert file.openstream("PROJECT").read() == b"x" * 5000


def test_a_compound_file_of_more_than_seven_megabytes_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        compound_file({"big": bytes(8_000_000)})


def sample() -> Project:
    """A project with every kind of module, one of them longer than a chunk."""
    long = "\n".join(f"Public Sub Step{n}()\n    Debug.Print {n}\nEnd Sub" for n in range(400))
    return Project(
        "Sample",
        [
            document("ThisWorkbook", WORKBOOK_BASE),
            document("Sheet1"),
            Module("Long", Kind.PROCEDURAL, long),
            Module("Thing", Kind.CLASS, "Public Name As String\n"),
        ],
    )


def test_a_project_follows_the_specification() -> None:
    assert walk(sample().binary()).faults == []


def test_a_project_holds_sources_only() -> None:
    seen = walk(sample().binary())
    assert set(seen.offsets.values()) == {0}
    assert not [stream for stream in seen.streams if "__SRP" in stream]


def test_the_same_modules_give_the_same_bytes() -> None:
    assert sample().binary() == sample().binary()


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        (b"Module=Long", b"Class=Long.", "PROJECT names"),
        (b'CMG="', b'CMG="00', "CMG: not encrypted"),
        (b"[Workspace]", b"[Workplace]", "Workspace"),
    ],
)
def test_the_walker_names_what_was_spoilt(find: bytes, put: bytes, fault: str) -> None:
    binary = sample().binary()
    at = binary.index(find)
    spoilt = binary[:at] + put + binary[at + len(put) :]
    assert any(fault in found for found in walk(spoilt).faults)


@pytest.mark.parametrize("name", ["", "1st", "_x", "a b", "县表", "a" * 32])
def test_a_name_that_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        Module(name, Kind.PROCEDURAL)


def test_chinese_in_a_source_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match="line 2 is not ASCII"):
        Module("M", Kind.PROCEDURAL, "Sub A()\n' 县\nEnd Sub\n")


def test_two_modules_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two modules"):
        Project("P", [document("Sheet1"), document("SHEET1")])


SAVED_BY_EXCEL = {
    "blank add-in": ("pyopenvba", "_templates/blank_files/blank_excel_addin.xlam"),
    "workbook with a module": ("xlwings", "quickstart.xlsm"),
}


@pytest.fixture(scope="module", params=SAVED_BY_EXCEL)
def saved_by_excel(request: pytest.FixtureRequest) -> bytes:
    """The project of a file that Excel saved."""
    package_name, path = SAVED_BY_EXCEL[request.param]
    content = (files(package_name) / path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/vbaProject.bin")


def rebuilt(seen: Walk) -> Project:
    """The same project from its sources alone."""
    declared = dict(
        reversed(found)
        for found in re.findall(r"^(Module|Class|Document)=(\w+)", seen.settings, re.MULTILINE)
    )
    modules = []
    for name, source in seen.sources.items():
        base = re.search(r'VB_Base = "(.*?)"', source)
        text = re.sub(r"Attribute VB_\w+ = .*\r\n", "", source).replace("\r\n", "\n")
        modules.append(Module(name, Kind(declared[name]), text, base[1] if base else ""))
    guid = re.search('ID="(.*?)"', seen.settings)
    assert guid
    return Project("VBAProject", modules, guid[1])


def test_excels_own_project_passes_the_walker(saved_by_excel: bytes) -> None:
    assert walk(saved_by_excel).faults == []


def test_a_twin_of_excels_own_project_has_the_same_sources(saved_by_excel: bytes) -> None:
    seen = walk(saved_by_excel)
    assert seen.sources
    twin = walk(rebuilt(seen).binary()).sources
    assert twin.keys() == seen.sources.keys()
    for name, source in seen.sources.items():
        assert twin[name].rstrip() == source.rstrip()


def test_a_twin_of_excels_own_project_has_the_same_names(saved_by_excel: bytes) -> None:
    seen = walk(saved_by_excel)
    assert walk(rebuilt(seen).binary()).names == seen.names


def without(records: list[tuple[int, bytes]], identifiers: str) -> list[tuple[int, bytes]]:
    """The records but those of these identifiers, in hexadecimal."""
    left_out = {int(text, 16) for text in identifiers.split()}
    return [record for record in records if record[0] not in left_out]


def test_a_twin_of_excels_own_project_has_the_same_records(saved_by_excel: bytes) -> None:
    """But system, code page, version, references and what belongs to compiled code."""
    own = "01 4A 03 09 13 2C 31 "
    references = "16 3E 0D 33 2F 30 0E"
    seen = walk(saved_by_excel)
    twin = walk(rebuilt(seen).binary())
    assert without(twin.records, own + references) == without(seen.records, own + references)


def test_a_new_add_in_of_excel_refers_to_the_same_libraries() -> None:
    package_name, path = SAVED_BY_EXCEL["blank add-in"]
    with zipfile.ZipFile(io.BytesIO((files(package_name) / path).read_bytes())) as package:
        seen = walk(package.read("xl/vbaProject.bin"))
    names = [value for identifier, value in seen.records if identifier == 0x16]
    assert names == [name.encode() for name, _ in REFERENCES]
