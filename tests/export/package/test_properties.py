"""Properties of a file: those of sheets and of other recipients go, however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from cutting import cut, parts
from edited import Edited
from lxml import etree
from workbooks import Made

APP, CORE = "docProps/app.xml", "docProps/core.xml"


def file_of(made: dict[str, Made], tmp_path: Path, part: str, old: str, new: str) -> bytes:
    """A property part of the second recipient's file, after a piece of the source's changed."""
    edited = Edited(made["plain"])
    edited.change(part, old, new)
    return parts(cut(edited.saved(tmp_path / "edited.xlsx"), 1))[part]


def texts(part: bytes) -> str:
    return "".join(etree.fromstring(part).itertext())


@pytest.mark.parametrize(
    "manager",
    [
        "<Manager>甲山县</Manager>",
        "<Manager>&#x7532;&#x5C71;县</Manager>",
        "<Manager><![CDATA[甲山县]]></Manager>",
        '<Manager of="甲山县">某</Manager>',
        "<!-- 经办 --><Manager>甲山县财政局</Manager>",
    ],
)
def test_a_property_that_names_another_recipient_goes(
    made: dict[str, Made], tmp_path: Path, manager: str
) -> None:
    part = file_of(made, tmp_path, APP, "</Properties>", f"{manager}</Properties>")
    assert b"Manager" not in part
    assert "甲山县" not in texts(part)
    assert b"<Application>" in part


@pytest.mark.parametrize(
    "more",
    [
        "<HyperlinkBase>D:/</HyperlinkBase>",
        "<HyperlinkBase/>",
        '<p:HyperlinkBase xmlns:p="urn:p">D:/</p:HyperlinkBase>',
        "<HyperlinkBase>D:/&amp;E:/</HyperlinkBase>",
    ],
)
def test_the_titles_of_sheets_and_where_links_begin_go_and_others_stay(
    made: dict[str, Made], tmp_path: Path, more: str
) -> None:
    kept = "<Manager>某处室</Manager>"
    part = file_of(made, tmp_path, APP, "</Properties>", f"{more}{kept}</Properties>")
    assert "某处室" in texts(part)
    for gone in (b"TitlesOfParts", b"HeadingPairs", b"DocSecurity", b"HyperlinkBase"):
        assert gone not in part


def test_the_author_stays_byte_for_byte_unless_it_names_another(
    made: dict[str, Made], tmp_path: Path
) -> None:
    source = parts(made["plain"].path)[CORE]
    assert parts(cut(made["plain"], 1))[CORE] == source
    named = "<dc:title>发乙水市，抄甲山县</dc:title>"
    part = file_of(made, tmp_path, CORE, "</cp:coreProperties>", named + "</cp:coreProperties>")
    assert "甲山县" not in texts(part)


def test_a_remark_between_properties_goes_and_the_words_around_it_stay(
    made: dict[str, Made], tmp_path: Path
) -> None:
    titled = "<dc:title>资金<!-- 甲山县 -->分配</dc:title>"
    part = file_of(made, tmp_path, CORE, "</cp:coreProperties>", titled + "</cp:coreProperties>")
    assert "甲山县" not in part.decode()
    assert "资金分配" in texts(part)
