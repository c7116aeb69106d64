"""The process behind Excel serves under the class id it is given, and presses buttons on books."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from xianbiao.excel import server


class Xlwings:
    """What of xlwings on Windows the server calls."""

    def __init__(self) -> None:
        self.served: list[str] = []
        self._xlwindows = SimpleNamespace(Book=lambda xl: ("implementation of", xl))

    def serve(self, class_id: str) -> None:
        self.served.append(class_id)

    @staticmethod
    def Book(impl: object) -> tuple[str, object]:
        return ("book", impl)


@pytest.fixture
def xlwings(monkeypatch: pytest.MonkeyPatch) -> Xlwings:
    fake = Xlwings()
    monkeypatch.setattr(server, "import_xlwings", lambda: fake)
    return fake


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The buttons that were pressed, each with its book; `export_counties` does not end well."""
    found: list[tuple[str, Any]] = []

    def press(name: str, book: Any) -> bool:
        found.append((name, book))
        return name != "export_counties"

    module = ModuleType("xianbiao.excel.press")
    module.press = press  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xianbiao.excel.press", module)
    return found


def test_it_serves_under_the_class_id_of_the_add_in(xlwings: Xlwings) -> None:
    server.serve("{506e67c3-55b5-48c3-a035-eed5deea7d6d}")
    assert xlwings.served == ["{506e67c3-55b5-48c3-a035-eed5deea7d6d}"]


@pytest.mark.parametrize(("name", "ends_well"), [("check_all", True), ("export_counties", False)])
def test_a_button_is_pressed_on_the_workbook_it_was_clicked_on(
    xlwings: Xlwings, pressed: list[tuple[str, Any]], name: str, ends_well: bool
) -> None:
    workbook = object()
    assert server.press(name, workbook) is ends_well
    assert pressed == [(name, ("book", ("implementation of", workbook)))]
