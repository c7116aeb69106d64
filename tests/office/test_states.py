"""LibreOffice says of every edited workbook what our engine says, and the program agrees.

The states are those of tests/states, drawn with another seed, typed into one open workbook and
undone again. Rows that are inserted, deleted and sorted are edited by LibreOffice itself, and
its files are read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from office import strip_cached_values
from support.editors import AMOUNTS, EDITORS, FIRST_ROW, ROWS
from support.states import (
    ADJUSTED,
    SHARED,
    Base,
    Spoken,
    by_program,
    by_register,
    comparable,
    register_rows,
    right_base,
    states,
    stored,
    unfilled,
)
from xianbiao.readers.xlsx import read_xlsx

COUNT, SEED = 250, 20250318
LIMIT = 300  # seconds for one script


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return right_base(tmp_path_factory.mktemp("states"))


@pytest.fixture(scope="module")
def emptied(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The right workbook without stored results."""
    folder = tmp_path_factory.mktemp("emptied")
    (folder / "written.xlsx").write_bytes(base.data)
    strip_cached_values(folder / "written.xlsx", folder / "base.xlsx")
    return folder / "base.xlsx"


@pytest.fixture(scope="module")
def row_edits(emptied: Path, soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a file for every edit of edit_rows.py."""
    folder = tmp_path_factory.mktemp("rows")
    last = FIRST_ROW + ROWS - 1
    steer("edit_rows.py", soffice, emptied, folder, "附件1", FIRST_ROW, last, max(AMOUNTS))
    return folder


def steer(script: str, *arguments: object) -> None:
    """Run a script beside this file with a Python that can steer LibreOffice."""
    done = subprocess.run(
        [_python_with_uno(), str(Path(__file__).with_name(script)), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": ""},
    )
    assert done.returncode == 0, done.stderr


def _python_with_uno() -> str:
    """A Python that can steer LibreOffice; without it a test is skipped, and fails where CI is."""
    for python in (sys.executable, "/usr/bin/python3"):
        asked = [python, "-c", "import uno"]
        if Path(python).exists() and subprocess.run(asked, capture_output=True).returncode == 0:
            return python
    if os.environ.get("CI"):
        pytest.fail("CI is set and no Python has uno (package python3-uno)")
    pytest.skip("no Python has uno (package python3-uno); `make office` installs it")


def test_libreoffice_engine_and_program_agree_on_every_state(
    base: Base,
    emptied: Path,
    soffice: Path,
    tmp_path: Path,
    tell: Callable[[str], None],
) -> None:
    drawn = [("", {}), *states(base, EDITORS, COUNT, SEED), ("", {})]
    asked, answer = tmp_path / "states.json", tmp_path / "values.json"
    written = [[[*place, stored(v)] for place, v in edits.items()] for _, edits in drawn]
    asked.write_text(json.dumps({"places": base.formulas, "states": written}), encoding="utf-8")
    steer("compute_states.py", soffice, emptied, asked, answer)
    values = json.loads(answer.read_text(encoding="utf-8"))
    disagreements: list[object] = []
    failing: Counter[str] = Counter()
    for (names, edits), found_values in zip(drawn, values, strict=True):
        known = dict(zip(base.formulas, found_values, strict=True))
        theirs = base.with_values(edits, known)
        register, program = by_register(theirs), by_program(theirs)
        shown, found = comparable(register, program), comparable(program, register)
        failing.update(code for code, _ in shown)
        ours = register_rows(base.computed(edits))
        if ours != register_rows(theirs):
            disagreements.append((names, edits, set(ours) ^ set(register_rows(theirs))))
        if shown != found or unfilled(register) != unfilled(program):
            disagreements.append((names, edits, shown - found, found - shown))
    counted = dict(sorted(failing.items()))
    tell(f"LibreOffice 重算 {COUNT} 个状态，不一致 {len(disagreements)} 个；{counted}")
    assert disagreements == []
    assert set(failing) == SHARED - ADJUSTED | {"C44"}


@pytest.mark.parametrize(
    ("edit", "total", "broken"),
    [
        ("insert_blank", [600, 450, 150], set()),
        ("sort_rows", [600, 450, 150], set()),
        (
            "insert_recipient",
            [800, 600, 200],
            {("T01", ""), ("C03", ""), ("C01", "昌吉州"), ("C64", "")},
        ),
        (
            "delete_last",
            [323, 250, 73],
            {
                *[("T01", ""), ("C03", ""), ("C01", "昌吉州")],
                *[("T02", "呼图壁县"), ("C42", "呼图壁县")],
            },
        ),
    ],
)
def test_rows_moved_by_libreoffice_keep_the_totals_or_are_named(
    row_edits: Path, edit: str, total: list[int], broken: set[tuple[str, str]]
) -> None:
    path = row_edits / f"{edit}.xlsx"
    table = next(g for g in read_xlsx(path) if g.sheet == "附件1")
    assert [cell.value for cell in table.rows[FIRST_ROW - 2][1:4]] == total
    spoken = Spoken.of(path)
    assert comparable(spoken.register, spoken.program) == broken
    assert comparable(spoken.program, spoken.register) == broken


def test_sorting_by_libreoffice_moves_whole_rows(row_edits: Path) -> None:
    table = next(g for g in read_xlsx(row_edits / "sort_rows.xlsx") if g.sheet == "附件1")
    assert [[cell.value for cell in row[:4]] for row in table.rows[FIRST_ROW - 1 :]] == [
        ["呼图壁县", 277, 200, 77],
        ["阜康市", 200, 150, 50],
        ["昌吉市", 123, 100, 23],
    ]
