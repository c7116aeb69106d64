"""The register of buttons is complete: groups, unique ids, a function of the same name each."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from xianbiao.excel.registry import BUTTONS, GROUPS, Button, button_called
from xianbiao.model.errors import XianbiaoError

each_button = pytest.mark.parametrize("button", BUTTONS, ids=lambda b: b.id)


def test_ids_and_labels_are_unique() -> None:
    assert len({b.id for b in BUTTONS}) == len({b.label for b in BUTTONS}) == len(BUTTONS)


def test_every_group_has_its_buttons_side_by_side() -> None:
    groups = [b.group for b in BUTTONS]
    assert sorted(groups, key=GROUPS.index) == groups
    assert set(groups) == set(GROUPS)


@each_button
def test_a_button_has_its_function_and_words(button: Button) -> None:
    assert button.function.__name__ == button.id  # type: ignore[attr-defined]
    assert re.fullmatch(r"[a-z_]+", button.id)
    assert re.fullmatch(r"[A-Za-z]+", button.image)
    assert 0 < len(button.supertip) <= 255
    assert button_called(button.label) is button_called(button.id) is button


def test_every_module_of_a_button_is_registered(repo: Path) -> None:
    folder = repo / "addin" / "xianbiao" / "excel" / "buttons"
    assert {p.stem for p in folder.glob("*.py")} - {"__init__"} == {b.id for b in BUTTONS}


def test_an_unknown_button_is_refused_with_the_list() -> None:
    with pytest.raises(XianbiaoError, match="应当是：new_allocation（新建分配表）"):
        button_called("起飞")


@pytest.mark.parametrize("name", ["导出PDF", "导出 pdf", "Export_PDF", "导出　PDF"])
def test_a_button_is_found_whatever_its_blanks_and_letters(name: str) -> None:
    assert button_called(name).id == "export_pdf"


@pytest.mark.parametrize(
    ("name", "label"),
    [("全面核队", "全面核对"), ("check_al", "全面核对"), ("导出县表", "一键导出县表")],
)
def test_a_misspelt_button_is_answered_with_the_likely_one(name: str, label: str) -> None:
    with pytest.raises(XianbiaoError, match=f"请：是不是“{label}”？"):
        button_called(name)


def test_no_button_waits_for_heavy_libraries() -> None:
    """A clerk feels the start of Python: what a click imports is small."""
    program = (
        "import sys\n"
        "import xianbiao.excel.press, xianbiao.checks, xianbiao.readers.notice\n"
        "from xianbiao.excel.registry import BUTTONS\n"
        "print([b.function for b in BUTTONS] and "
        "sorted({n.partition('.')[0] for n in sys.modules} & set(sys.argv[1:])))\n"
    )
    heavy = [
        "pandas",
        "numpy",
        "polars",
        "openpyxl",
        "xlsxwriter",
        "formualizer",
        "rich",
        "xlwings",
    ]
    done = subprocess.run(
        [sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
