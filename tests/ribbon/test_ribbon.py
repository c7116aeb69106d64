"""The tab 县表 shows every button, in its group, with words and a picture."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "macros"))

from office_files.ribbon import NAMESPACE, ribbon_xml  # noqa: E402

from xianbiao.excel import registry  # noqa: E402

RIBBON = ROOT / "addin" / "ribbon" / "customUI.xml"
GROUPS = {
    "新建": ["新建分配表", "新建调整表", "导入通知"],
    "填表": ["填分配表", "生成绩效表"],
    "核对": ["全面核对", "上一处", "下一处", "采纳建议", "识别"],
    "导出": ["一键导出县表", "导出 PDF"],
    "帮助": ["撤销上一步", "日志", "帮助"],
}


@dataclass(frozen=True)
class Sample:
    id: str
    group: str
    label: str
    supertip: str
    image: str
    large: bool = False


@pytest.fixture(scope="module")
def ribbon() -> Element:
    return ElementTree.fromstring(RIBBON.read_text(encoding="utf-8"))


def named(element: Element, tag: str) -> list[Element]:
    return list(element.iter(f"{{{NAMESPACE}}}{tag}"))


def test_the_tab_has_five_groups_with_their_buttons(ribbon: Element) -> None:
    (tab,) = named(ribbon, "tab")
    assert tab.attrib["label"] == "县表"
    found = {
        group.attrib["label"]: [button.attrib["label"] for button in named(group, "button")]
        for group in named(tab, "group")
    }
    assert found == GROUPS
    assert list(found) == list(GROUPS)


def test_the_committed_tab_is_that_of_the_registry() -> None:
    """A changed registry needs `make addin`."""
    xml = ribbon_xml(registry.TAB, registry.GROUPS, registry.BUTTONS)
    assert RIBBON.read_text(encoding="utf-8") == xml


def test_every_tag_is_a_button_with_a_function(ribbon: Element) -> None:
    for button in named(ribbon, "button"):
        found = registry.button_called(button.attrib["tag"])
        assert found.label == button.attrib["label"]
        assert callable(found.function)


def test_every_button_explains_itself_in_chinese(ribbon: Element) -> None:
    for button in named(ribbon, "button"):
        tip = button.attrib["supertip"]
        assert 6 <= len(tip) <= 1024
        assert any("\u4e00" <= character <= "\u9fff" for character in tip)
        assert button.attrib["imageMso"].isalnum()


def test_no_id_and_no_tag_stands_twice(ribbon: Element) -> None:
    for name in ("id", "tag"):
        values = [e.attrib[name] for e in ribbon.iter() if name in e.attrib]
        assert values
        assert len(values) == len(set(values))


def test_words_with_signs_of_xml_come_through() -> None:
    button = Sample("a", "组", '甲 & "乙" <丙>', "用 < 与 &", "Help", large=True)
    root = ElementTree.fromstring(ribbon_xml("县<表>", ["组", "空"], [button]))
    (found,) = named(root, "button")
    assert found.attrib["label"] == button.label
    assert found.attrib["supertip"] == button.supertip
    assert found.attrib["size"] == "large"
    assert [group.attrib["label"] for group in named(root, "group")] == ["组", "空"]
