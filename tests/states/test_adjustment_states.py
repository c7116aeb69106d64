"""The register and the program say the same of every state of an adjustment table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.adjustment_editors import EDITORS
from support.states import (
    Base,
    adjustment_base,
    by_program,
    by_register,
    disagreements,
)

COUNT = 400


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return adjustment_base(tmp_path_factory.mktemp("adjustment"))


def test_the_adjustment_is_right_on_both_sides(base: Base) -> None:
    grids = base.computed({})
    assert by_register(grids).failed == frozenset()
    assert by_program(grids).failed == frozenset()


def test_register_and_program_agree_on_every_adjustment(
    base: Base, tell: Callable[[str], None]
) -> None:
    found, failing = disagreements(base, EDITORS, COUNT, seed=20241123)
    tell(f"调整表 {COUNT} 个状态，不一致 {len(found)} 个；{dict(sorted(failing.items()))}")
    assert found == []
    assert {"C01", "C03", "C05", "C07", "C08", "C44"} <= set(failing)
