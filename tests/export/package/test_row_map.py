"""Rows that move up, against counting them one by one."""

from hypothesis import given
from hypothesis import strategies as st

from xianbiao.export.package.row_map import RowMap, runs

REMOVED = st.sets(st.integers(1, 40), max_size=25)
ROWS = st.integers(1, 50)


@given(REMOVED, ROWS)
def test_a_row_moves_up_by_those_removed_above(removed: set[int], row: int) -> None:
    above = sum(1 for r in removed if r < row)
    assert RowMap.without(removed)(row) == (None if row in removed else row - above)


@given(REMOVED, ROWS, ROWS)
def test_a_range_is_cut_to_the_rows_that_stay(removed: set[int], one: int, two: int) -> None:
    first, last = sorted((one, two))
    rows = RowMap.without(removed)
    kept = [r for r in range(first, last + 1) if r not in removed]
    assert rows.kept(first, last) == len(kept)
    assert rows.keeps_all(first, last) == (len(kept) == last - first + 1)
    assert rows.cut(first, last) == ((rows(kept[0]), rows(kept[-1])) if kept else None)


@given(REMOVED)
def test_runs_hold_every_row_once(rows: set[int]) -> None:
    assert [r for first, last in runs(rows) for r in range(first, last + 1)] == sorted(rows)
