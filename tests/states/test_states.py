"""The register and the program say the same of every state of a workbook.

Two implementations of the same checks, native formulas and Python, are held against each
other on thousands of edited workbooks. What only one side can say is left out by name:
the program reads words (titles, wording), the register waits for figures nobody typed.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.editors import EDITORS
from support.states import (
    ADJUSTED,
    SHARED,
    Base,
    by_program,
    by_register,
    disagreements,
    right_base,
)

COUNT = 2000


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return right_base(tmp_path_factory.mktemp("states"))


def test_the_base_is_right_on_both_sides(base: Base) -> None:
    grids = base.computed({})
    assert by_register(grids).failed == frozenset()
    assert by_program(grids).failed == frozenset()


def test_register_and_program_agree_on_every_state(base: Base, tell: Callable[[str], None]) -> None:
    found, failing = disagreements(base, EDITORS, COUNT, seed=20241122)
    tell(f"{COUNT} 个状态，不一致 {len(found)} 个；{dict(sorted(failing.items()))}")
    assert found == []
    assert set(failing) == SHARED - ADJUSTED | {"C44", "T03"}
    assert failing["T03"] > 0
