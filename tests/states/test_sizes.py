"""Workbooks of 1 to 200 recipients and 1 to 60 indicators check themselves to the last cell."""

import pytest

from support.sized_notice import recipients, sized_notice
from support.states import Base, Edits, by_program, by_register, comparable, unfilled
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.head import HEADER_ROW

FIRST_ROW, CENTRAL = 6, 3
SIZES = [(1, 1), (1, 60), (3, 60), (200, 1)]


@pytest.fixture(scope="module", params=SIZES, ids=[f"{r} × {i}" for r, i in SIZES])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """So many recipients, so many indicators."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture(scope="module")
def base(size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The workbook of the notice of this size."""
    folder = tmp_path_factory.mktemp("size")
    notice = sized_notice(*size, folder)
    assert (len(notice.recipients), len(notice.forms[-1].placed)) == size
    return Base.of(notice, folder)


def failed(base: Base, edits: Edits) -> set[tuple[str, str]]:
    """What fails after the edits, which register and program say alike."""
    grids = base.computed(edits)
    register, program = by_register(grids), by_program(grids)
    assert unfilled(register) == unfilled(program)
    found = comparable(register, program)
    assert found == comparable(program, register)
    return found


def test_a_right_workbook_has_nothing_to_say(base: Base) -> None:
    assert failed(base, {}) == set()


def test_the_amount_of_the_last_recipient_counts(base: Base, size: tuple[int, int]) -> None:
    name, row = recipients(size[0])[-1], FIRST_ROW + size[0] - 1
    found = failed(base, {("附件1", row, CENTRAL): 5000})
    assert {("C01", name), ("C01", "昌吉州"), ("C03", "")} <= found


def test_the_last_target_of_the_last_recipient_counts(base: Base, size: tuple[int, int]) -> None:
    library = base.sheet(keys.LIBRARY_SHEET)
    place = (keys.LIBRARY_SHEET, *last_target(library, recipients(size[0])[-1], size[1]))
    assert library.rows[place[1] - 1][place[2] - 1].stripped.startswith("≥")
    blank = by_register(base.computed({place: None}))
    assert ("C57", recipients(size[0])[-1]) in blank.pending
    assert failed(base, {place: None}) == set()


def last_target(library: Grid, recipient: str, indicators: int) -> tuple[int, int]:
    """Row and column on 指标库, from 1, of a recipient's last target."""
    header = [cell.stripped for cell in library.rows[HEADER_ROW]]
    return HEADER_ROW + 1 + indicators, header.index(recipient) + 1
