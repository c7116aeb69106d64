"""Parts that hold others' data or make a file depend on another go, and the clerk is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import soundness
from cutting import cut, parts
from injected import Added, inject
from opc import Package
from workbooks import NAMES, Made

from xianbiao.export.package.source import SourceBook

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
_OTHERS = "".join(f"<s>{name}</s>" for name in NAMES)
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def added(made: dict[str, Made], tmp_path: Path, *more: Added) -> Made:
    """The plain workbook with further parts."""
    plain = made["plain"]
    return Made("added", inject(plain.path, tmp_path / "added.xlsx", more), plain.plan)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (Added("xl/calcChain.xml", BOOK, "calcChain", f"<calcChain>{_OTHERS}</calcChain>"), ""),
        (
            Added("xl/pivotCache/pivotCacheDefinition1.xml", BOOK, "pivotCacheDefinition", _OTHERS),
            "缓存",
        ),
        (
            Added("xl/pivotTables/pivotTable1.xml", SHEET, "pivotTable", _OTHERS),
            "不按本单位汇总",
        ),
        (Added("xl/slicers/slicer1.xml", SHEET, "slicer", _OTHERS), "切片器"),
        (Added("xl/externalLinks/externalLink1.xml", BOOK, "externalLink", _OTHERS), "链接"),
        (Added("xl/connections.xml", BOOK, "connections", _OTHERS), "连接"),
        (Added("xl/revisions/revisionHeaders.xml", BOOK, "revisionHeaders", _OTHERS), "修订"),
        (Added("xl/revisions/userNames.xml", BOOK, "usernames", _OTHERS), ""),
        (Added("xl/embeddings/oleObject1.bin", SHEET, "oleObject", _OTHERS), "嵌入"),
        (Added("xl/embeddings/Book1.xlsx", SHEET, "package", _OTHERS), "嵌入"),
        (Added("xl/activeX/activeX1.xml", SHEET, "control", _OTHERS), "ActiveX"),
        (Added("docProps/thumbnail.jpeg", "", "thumbnail", _OTHERS), ""),
        (Added("customXml/item1.xml", BOOK, "customXml", f"<a>{_OTHERS}</a>"), ""),
    ],
    ids=lambda value: value.kind if isinstance(value, Added) else "",
)
def test_a_part_with_data_of_others_goes(
    made: dict[str, Made], tmp_path: Path, part: Added, told: str
) -> None:
    source = added(made, tmp_path, part)
    data = cut(source, 2)
    assert part.name not in parts(data)
    assert all(part.name.rpartition("/")[2].encode() not in c for c in parts(data).values())
    assert told in "".join(SourceBook.open(source.path).not_carried)
    (tmp_path / "cut.xlsx").write_bytes(data)
    package = Package.read(tmp_path / "cut.xlsx")
    assert list(soundness.broken_relationships(package)) == []
    assert list(soundness.wrong_content_types(package)) == []


def test_custom_xml_that_names_nobody_stays(made: dict[str, Made], tmp_path: Path) -> None:
    part = Added("customXml/item1.xml", BOOK, "customXml", "<密级>内部</密级>")
    assert part.name in parts(cut(added(made, tmp_path, part), 2))


def test_a_thread_stays_with_its_row_and_its_people(made: dict[str, Made], tmp_path: Path) -> None:
    comments = "".join(
        f'<threadedComment ref="C{row}" personId="{{{row}}}" id="{{A{row}}}"><text>第{row}行</text>'
        "</threadedComment>"
        for row in (3, 5, 9)
    )
    people = "".join(
        f'<person displayName="{name}经办人" id="{{{row}}}" userId="{row}" providerId="None"/>'
        for name, row in (("预算科", 3), ("甲山县", 5), ("丙林县", 9))
    )
    source = added(
        made,
        tmp_path,
        Added(
            "xl/threadedComments/threadedComment1.xml",
            SHEET,
            "threadedComment",
            f'<ThreadedComments xmlns="{_THREADS}">{comments}</ThreadedComments>',
        ),
        Added(
            "xl/persons/person.xml",
            BOOK,
            "person",
            f'<personList xmlns="{_THREADS}">{people}</personList>',
        ),
    )
    file = parts(cut(source, 2))
    threads = file["xl/threadedComments/threadedComment1.xml"].decode()
    assert ["C3" in threads, "C5" in threads, "第9行" in threads, "C9" in threads] == [
        True,
        True,
        True,
        False,
    ]
    assert "第5行" not in threads
    named = file["xl/persons/person.xml"].decode()
    assert ("预算科" in named, "甲山县" in named, "丙林县" in named) == (True, False, True)


def test_a_formula_that_reads_another_file_becomes_its_value(
    made: dict[str, Made], tmp_path: Path
) -> None:
    link = Added("xl/externalLinks/externalLink1.xml", BOOK, "externalLink", "<externalLink/>")
    source = added(made, tmp_path, link)
    sheet = parts(source.path)[SHEET].decode()
    row = sheet.replace("<v>9</v>", "<f>[1]表!A1+0</f><v>9</v>")
    assert row != sheet
    changed = inject_sheet(source.path, tmp_path / "linked.xlsx", row)
    text = parts(cut(Made("linked", changed, source.plan), 2))[SHEET].decode()
    assert "[1]" not in text
    assert "<v>9</v>" in text


def inject_sheet(source: Path, target: Path, sheet: str) -> Path:
    """Copy a workbook with another first sheet."""
    with zipfile.ZipFile(target, "w") as copy:
        for name, data in parts(source).items():
            copy.writestr(name, sheet.encode() if name == SHEET else data)
    return target
