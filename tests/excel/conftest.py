"""Working workbooks of both notices as books in memory, and a desk at which nobody sits."""

import copy
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from support.desk import Answers, desk_with
from support.fake_book import FakeBook, FakeCell
from xianbiao.checks import check
from xianbiao.excel import apply
from xianbiao.excel.desk import Desk
from xianbiao.export.importing import import_notice
from xianbiao.readers import read_notice
from xianbiao.sheets.patch import AddedSheet
from xianbiao.sheets.plan import Formula

NOTICES = ("changji-2023-70", "bazhou-2021-96")
NOON = dt.datetime(2024, 3, 5, 12, 0, 0)


@pytest.fixture(scope="session")
def working_files(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The working workbook of each notice, as a file."""
    folder = tmp_path_factory.mktemp("working")
    files = {}
    for name in NOTICES:
        notice = read_notice([repo / "addin" / "xianbiao" / "demo" / f"{name}.txt"])
        files[name] = folder / f"{name}.xlsx"
        import_notice(notice, check(notice), files[name])
    return files


@pytest.fixture(scope="session")
def loaded(working_files: dict[str, Path]) -> dict[str, FakeBook]:
    """The books as they were read; no test may change these."""
    return {name: FakeBook(path) for name, path in working_files.items()}


@pytest.fixture
def changji(loaded: dict[str, FakeBook]) -> FakeBook:
    """The book of 昌州财社〔2023〕70号: a table with one column, eight forms."""
    return copy.deepcopy(loaded[NOTICES[0]])


@pytest.fixture(params=NOTICES)
def book(request: pytest.FixtureRequest, loaded: dict[str, FakeBook]) -> FakeBook:
    """Each of the two books."""
    return copy.deepcopy(loaded[request.param])


@pytest.fixture
def drawn_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Added sheets come into books in memory cell by cell, without an application."""

    def draw(book: FakeBook, added: AddedSheet) -> None:
        sheet = book.sheets.add(added.plan.name, book.sheets[added.after])
        for (r, c), cell in added.plan.cells.items():
            value = cell.value
            entered = value.text if isinstance(value, Formula) else value
            shown = None if isinstance(value, Formula) else value
            entered, shown = (float(v) if isinstance(v, Decimal) else v for v in (entered, shown))
            sheet.cells[r + 1, c + 1] = FakeCell(entered, shown, style=1)

    monkeypatch.setattr(apply, "draw", draw)


@pytest.fixture
def desk() -> Callable[..., tuple[Desk, Answers]]:
    """A desk with answers given beforehand, and what was said at it."""
    return desk_with
