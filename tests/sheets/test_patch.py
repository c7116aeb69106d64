"""Patches fill their rectangle, and single cells are gathered without covering any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.sheets.addresses import Area, address, position
from xianbiao.sheets.patch import Patch, gathered, patch_at, rectangles

CELLS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40)


@pytest.mark.parametrize("block", [(("a",),), (("a", "b"), ("c",)), (("a", "b"),)])
def test_a_block_must_fill_its_area(block: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(ValueError, match="does not fill 附件1!A1:B2"):
        Patch("附件1", Area(0, 0, 1, 1), block)


def test_a_look_must_be_of_the_same_size() -> None:
    with pytest.raises(ValueError, match="is not of the size"):
        Patch("附件1", Area(0, 0, 0, 0), (("a",),), like=Area(0, 0, 1, 0))


@given(CELLS)
def test_every_cell_is_covered_once_and_no_other(cells: set[tuple[int, int]]) -> None:
    patches = gathered("附件1", {cell: f"{cell}" for cell in cells})
    written = [
        ((patch.area.top + r, patch.area.left + c), value)
        for patch in patches
        for r, row in enumerate(patch.block)
        for c, value in enumerate(row)
    ]
    assert sorted(place for place, _ in written) == sorted(cells)
    assert all(value == f"{place}" for place, value in written)


def test_a_filled_rectangle_is_one_patch() -> None:
    cells = {(r, c) for r in range(3, 17) for c in range(2, 11)}
    assert rectangles(cells) == [Area(3, 2, 16, 10)]


def test_a_patch_says_where_its_look_comes_from() -> None:
    patch = patch_at("校验", 10, 0, [["a", "b"]], (4, 0))
    assert (patch.area.a1, patch.like) == ("A11:B11", Area(4, 0, 4, 1))


@given(st.integers(0, 5000), st.integers(0, 800))
def test_an_address_gives_its_position_back(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)
