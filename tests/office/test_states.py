"""LibreOffice says of every edited workbook what our engine says, and the program agrees.

The states are those of tests/states, drawn with another seed, written as files without stored
results and computed by one start of LibreOffice. Rows that are inserted, deleted and sorted
are edited by LibreOffice itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from office import convert, strip_cached_values
from support.edited_files import PackagedBook
from support.editors import AMOUNTS, EDITORS, FIRST_ROW, ROWS
from support.states import SHARED, Base, Spoken, comparable, register_rows, right_base, states
from xianbiao.readers.xlsx import read_xlsx

XLSX = "xlsx:Calc MS Excel 2007 XML"
COUNT, SEED = 200, 20250318
LIMIT = 150  # seconds for the edits of rows


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
    python = _python_with_uno()
    folder = tmp_path_factory.mktemp("rows")
    last = FIRST_ROW + ROWS - 1
    arguments = (soffice, emptied, folder, "附件1", FIRST_ROW, last, max(AMOUNTS))
    script = Path(__file__).with_name("edit_rows.py")
    done = subprocess.run(
        [python, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return folder


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
    capsys: pytest.CaptureFixture[str],
) -> None:
    drawn = list(states(base, EDITORS, COUNT, SEED))
    book = PackagedBook(emptied)
    files = [tmp_path / f"{number:03d}.xlsx" for number in range(COUNT)]
    for (_, edits), file in zip(drawn, files, strict=True):
        book.write(edits, file)
    disagreements: list[object] = []
    failing: Counter[str] = Counter()
    saved = convert(files, XLSX, tmp_path / "saved")
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        spoken = list(pool.map(Spoken.of, saved, chunksize=10))
    for (names, edits), theirs in zip(drawn, spoken, strict=True):
        ours = register_rows(base.computed(edits))
        shown, found = comparable(theirs.register), comparable(theirs.program)
        failing.update(code for code, _ in shown)
        if ours != theirs.rows:
            disagreements.append((names, edits, set(ours) ^ set(theirs.rows)))
        if shown != found:
            disagreements.append((names, edits, shown - found, found - shown))
    with capsys.disabled():
        print(f"\nLibreOffice 重算 {COUNT} 个状态，不一致 {len(disagreements)} 个；", end="")
        print(f"{dict(sorted(failing.items()))}")
    assert disagreements == []
    assert set(failing) == SHARED


@pytest.mark.parametrize(
    ("edit", "total", "broken"),
    [
        ("insert_blank", [600, 450, 150], set()),
        ("sort_rows", [600, 450, 150], set()),
        ("insert_recipient", [800, 600, 200], {("T01", ""), ("C03", ""), ("C01", "昌吉州")}),
        (
            "delete_last",
            [323, 250, 73],
            {("T01", ""), ("T02", "呼图壁县"), ("C03", ""), ("C01", "昌吉州")},
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
    assert comparable(spoken.register) == broken
    assert comparable(spoken.program) == broken


def test_sorting_by_libreoffice_moves_whole_rows(row_edits: Path) -> None:
    table = next(g for g in read_xlsx(row_edits / "sort_rows.xlsx") if g.sheet == "附件1")
    assert [[cell.value for cell in row[:4]] for row in table.rows[FIRST_ROW - 1 :]] == [
        ["呼图壁县", 277, 200, 77],
        ["阜康市", 200, 150, 50],
        ["昌吉市", 123, 100, 23],
    ]
