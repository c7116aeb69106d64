"""The add-in and the macro-enabled templates are sound packages too, and their parts agree.

The validator does not know what ties a package to the project inside it: callbacks of the ribbon,
macros of form buttons and the code names of sheets are compared here.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import soundness
from oletools.olevba import VBA_Parser
from opc import Package

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "macros"))

from make_addin import build  # noqa: E402

Validate = Callable[[list[Path]], list[str]]
_SUB = re.compile(r"^(?:Public )?Sub (\w+)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def macro_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What `make addin` builds."""
    return build(tmp_path_factory.mktemp("macros"))


def packages_of(files: list[Path]) -> list[Package]:
    return [Package.read(path) for path in files]


def sources(path: Path) -> dict[str, str]:
    """The modules of a file as olevba reads them."""
    parser = VBA_Parser(str(path))
    found = {name.partition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return found


def subs(path: Path) -> Counter[str]:
    """The macros that a file offers."""
    return Counter(name for code in sources(path).values() for name in _SUB.findall(code))


def texts(package: Package, ending: str) -> Iterator[str]:
    for name, content in package.members:
        if name.lower().endswith(ending):
            yield content.decode("utf-8")


def test_the_open_xml_sdk_finds_no_error_in_files_with_macros(
    macro_files: list[Path], validate: Validate
) -> None:
    add_in, *templates = macro_files
    assert validate([add_in, templates[-1]]) == []


@pytest.mark.parametrize(
    "check",
    [
        soundness.twice_named_members,
        soundness.broken_relationships,
        soundness.unreached_parts,
        soundness.external_links,
        soundness.newer_or_volatile_functions,
        soundness.lost_references,
        soundness.array_formulas,
        soundness.missing_results,
        soundness.disordered_cells,
        soundness.twice_defined_names,
    ],
    ids=lambda check: check.__name__,
)
def test_a_file_with_macros_is_as_sound_as_one_without(
    macro_files: list[Path], check: Callable[[Package], Iterator[str]]
) -> None:
    assert [fault for package in packages_of(macro_files) for fault in check(package)] == []


def test_every_part_has_its_content_type_and_the_ribbon_that_of_mere_xml(
    macro_files: list[Path],
) -> None:
    faults = [
        fault
        for package in packages_of(macro_files)
        for fault in soundness.wrong_content_types(package)
    ]
    assert faults == ["customUI/customUI.xml is declared as mere XML"]


def test_every_callback_of_the_ribbon_has_its_sub(macro_files: list[Path]) -> None:
    add_in = macro_files[0]
    (ribbon,) = texts(Package.read(add_in), "customui.xml")
    called = set(re.findall(r'onAction="(.*?)"', ribbon))
    assert called
    assert {name: subs(add_in)[name] for name in called} == dict.fromkeys(called, 1)


def test_no_id_stands_twice_in_the_ribbon(macro_files: list[Path]) -> None:
    (ribbon,) = texts(Package.read(macro_files[0]), "customui.xml")
    ids = [e.attrib["id"] for e in ElementTree.fromstring(ribbon).iter() if "id" in e.attrib]
    assert ids
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_every_form_button_has_its_sub(macro_files: list[Path]) -> None:
    for path in macro_files[1:]:
        (drawing,) = texts(Package.read(path), ".vml")
        called = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)
        assert len(called) == drawing.count("<x:FmlaMacro>") > 0
        assert {name: subs(path)[name] for name in called} == dict.fromkeys(called, 1)


def test_every_code_name_has_its_document_module(macro_files: list[Path]) -> None:
    for path in macro_files:
        package = Package.read(path)
        named = [
            element.attrib["codeName"]
            for tag in ("workbookPr", "sheetPr")
            for _, element in package.elements(tag)
        ]
        code = sources(path)
        documents = [n for n, text in code.items() if re.search(r"0\{000208(19|20)-", text)]
        assert sorted(named) == sorted(documents)


def test_olevba_reads_nothing_but_ascii(macro_files: list[Path]) -> None:
    for path in macro_files:
        for name, code in sources(path).items():
            assert code.isascii(), name
