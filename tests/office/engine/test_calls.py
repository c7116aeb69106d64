"""A read or a write takes a handful of calls over the bridge, whatever its size."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from xianbiao.engines.libreoffice.sheets import Sheet


class Counted:
    """A UNO object that counts every member asked of it, and of what it hands out."""

    def __init__(self, target: Any, calls: Counter[str]) -> None:
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_calls", calls)

    def __getattr__(self, name: str) -> Any:
        self._calls[name] += 1
        found = getattr(self._target, name)
        if not callable(found):
            return found
        return lambda *args: self._wrapped(found(*args))

    def __setattr__(self, name: str, value: Any) -> None:
        self._calls[name] += 1
        setattr(self._target, name, value)

    def _wrapped(self, found: Any) -> Any:
        return Counted(found, self._calls) if type(found).__name__ == "pyuno" else found


@pytest.fixture
def count(sheet: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], int]:
    """How many members of UNO objects an action asks for."""
    genuine = Sheet.uno.fget  # type: ignore[attr-defined]

    def counting(action: Callable[[], Any]) -> int:
        calls: Counter[str] = Counter()
        with monkeypatch.context() as patched:
            patched.setattr(Sheet, "uno", property(lambda self: Counted(genuine(self), calls)))
            action()
        return calls.total()

    return counting


def block(rows: int, columns: int) -> list[list[Any]]:
    """Numbers, texts, days, blanks, numbers as texts."""
    kinds = [1.5, "县", dt.datetime(2024, 1, 5), None, "'007", "12"]
    return [[kinds[(r + c) % len(kinds)] for c in range(columns)] for r in range(rows)]


SHAPES = [(6, 6), (300, 12)]


def test_reading_takes_a_handful_of_calls(sheet: Any, count: Any) -> None:
    found = []
    for rows, columns in SHAPES:
        target = sheet["A1"].resize(rows, columns)
        target.value = block(rows, columns)
        target.number_format = "General"
        found.append(count(lambda target=target: target.value))
    assert found[0] == found[1] <= 8


def test_a_mix_of_looks_takes_some_calls_for_each_look(sheet: Any, count: Any) -> None:
    target = sheet["A1:L300"]
    target.value = block(300, 12)
    sheet["B1:B300"].color = (255, 0, 0)
    assert count(lambda: target.value) <= 30


@pytest.mark.parametrize("kind", [1.5, "县", None], ids=str)
def test_writing_takes_a_handful_of_calls(sheet: Any, count: Any, kind: Any) -> None:
    found = [
        count(lambda shape=shape: setattr(sheet["A1"].resize(*shape), "value", kind))
        for shape in SHAPES
    ]
    assert found[0] == found[1] <= 14


def test_formulas_are_written_and_read_by_columns(sheet: Any, count: Any) -> None:
    def write(rows: int) -> None:
        sheet["C1"].resize(rows, 1).formula = [[f"=SUM(A{n}:B{n})"] for n in range(1, rows + 1)]

    assert count(lambda: write(5)) == count(lambda: write(500)) <= 30
    assert count(lambda: sheet["C1:C5"].formula) == count(lambda: sheet["C1:C500"].formula) <= 12


def test_a_fill_takes_a_handful_of_calls(sheet: Any, count: Any) -> None:
    assert count(lambda: setattr(sheet["C1:F400"], "formula", "=A1*2")) <= 8


def test_used_range_and_its_values_take_a_handful_of_calls(sheet: Any, count: Any) -> None:
    sheet["A1"].value = [[1.5] * 20] * 200
    assert count(lambda: sheet.used_range.value) <= 14
