"""A definite suggestion comes with its repair, and the repaired notice no longer has the fault."""

from pathlib import Path

import pytest

from xianbiao.checks import check
from xianbiao.export.importing import import_notice
from xianbiao.model.findings import Finding, Repair
from xianbiao.model.records import replace
from xianbiao.readers.notice import notice_of, read_grids
from xianbiao.sheets.fill.repair import repaired
from xianbiao.sheets.grid import Cell, Grid

NOTICES = ("changji-2023-70", "bazhou-2021-96")


@pytest.fixture(scope="module", params=NOTICES)
def grids(
    request: pytest.FixtureRequest, repo: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Grid]:
    """The sheets of the working workbook of each notice."""
    source = repo / "addin" / "xianbiao" / "demo" / f"{request.param}.txt"
    notice = notice_of(str(source), read_grids(source))
    path = tmp_path_factory.mktemp("repairs") / "工作簿.xlsx"
    import_notice(notice, check(notice), path)
    return read_grids(path)


def test_every_repair_removes_its_finding(grids: list[Grid]) -> None:
    file = grids[0].file
    proposed = [f for f in check(notice_of(file, grids)) if f.repair is not None]
    assert len({f.rule for f in proposed}) >= 3
    for finding in {_target(f): f for f in proposed}.values():
        again = check(notice_of(file, _with(grids, finding)))
        assert not any(_same(f, finding) for f in again), finding


def _target(finding: Finding) -> tuple[str, str | None]:
    assert finding.repair is not None
    return finding.rule, finding.repair.ref.sheet


def _same(one: Finding, other: Finding) -> bool:
    return (one.rule, one.ref, one.message) == (other.rule, other.ref, other.message)


def _with(grids: list[Grid], finding: Finding) -> list[Grid]:
    """The grids with the repair carried out in a copy."""
    repair = finding.repair
    assert isinstance(repair, Repair)
    return [
        replace(grid, rows=[[_repaired(cell, repair) for cell in row] for row in grid.rows])
        for grid in grids
    ]


def _repaired(cell: Cell, repair: Repair) -> Cell:
    if (cell.ref.sheet, cell.ref.cell) != (repair.ref.sheet, repair.ref.cell):
        return cell
    return replace(cell, value=repaired(cell.value, repair, cell.ref))
