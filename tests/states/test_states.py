"""The register and the program say the same of every state of a workbook.

Two implementations of the same checks, native formulas and Python, are held against each
other on thousands of edited workbooks. What only one side can say is left out by name:
the program reads words (titles, wording), the register waits for figures nobody typed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "checks"))

from editors import EDITORS
from test_faults import BASE

from states import Base, Outcome, by_program, by_register, states
from xianbiao.readers import read_notice

COUNT = 2000
SHARED = {"C01", "C03", "C08", "C43", "C70", "T01", "T02"}
"""The codes that both sides report; each with its subject where it has one."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("states")
    source = folder / "通知.txt"
    source.write_text(BASE, encoding="utf-8")
    return Base.of(read_notice([source]), folder)


def comparable(outcome: Outcome) -> set[tuple[str, str]]:
    return {item for item in outcome.failed if item[0] in SHARED}


def test_the_base_is_right_on_both_sides(base: Base) -> None:
    grids = base.computed({})
    assert by_register(grids).failed == frozenset()
    assert by_program(grids).failed == frozenset()


def test_register_and_program_agree_on_every_state(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    disagreements = []
    failing: Counter[str] = Counter()
    for names, edits in states(base, EDITORS, COUNT, seed=20241122):
        grids = base.computed(edits)
        register, program = by_register(grids), by_program(grids)
        left, right = comparable(register), comparable(program)
        failing.update(code for code, _ in left)
        if left != right:
            disagreements.append((names, edits, left - right, right - left))
    with capsys.disabled():
        print(f"\n{COUNT} 个状态，不一致 {len(disagreements)} 个；{dict(sorted(failing.items()))}")
    assert disagreements == []
    assert set(failing) == SHARED
